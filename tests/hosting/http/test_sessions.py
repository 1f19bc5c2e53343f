"""Pages open at once, their messages, and requests: each so many."""

from contextlib import ExitStack

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from testkit.patience import PATIENCE
from testkit.server import Server
from tests.hosting.http.conftest import MESSAGE, MESSAGES, REQUESTS, SESSIONS
from tests.hosting.http.page import open_page, stranger


def test_an_address_has_so_many_pages_open(server: Server) -> None:
    address = stranger()
    person = {"X-Forwarded-For": address, "Accept": "text/html"}
    with ExitStack() as pages:
        for _ in range(SESSIONS):
            pages.enter_context(open_page(server.url, address=address))
        with pytest.raises(InvalidStatus), open_page(server.url, address=address):
            pass
        told = requests.get(server.url, headers=person, timeout=PATIENCE)
        assert told.status_code == 429
        assert "Too many pages" in told.text
        german = person | {"Accept-Language": "de"}
        told = requests.get(server.url, headers=german, timeout=PATIENCE)
        assert "zu viele Seiten" in told.text
        with open_page(server.url, address=stranger()):
            pass  # nobody else is hindered
        # Of an IPv6 network each address counts for all.
        for last in range(SESSIONS):
            pages.enter_context(open_page(server.url, address=f"2001:db8::{last}"))
        with pytest.raises(InvalidStatus), open_page(server.url, address="2001:db8::ffff"):
            pass
    with open_page(server.url, address=address):
        pass
    assert requests.get(server.url, headers=person, timeout=PATIENCE).status_code == 200


@pytest.mark.parametrize(
    ("content", "code"), [(bytes(MESSAGE + 1), 1009), ("text", 1003)], ids=["large", "text"]
)
def test_a_message_that_no_page_sends_ends_the_page(
    server: Server, content: bytes | str, code: int
) -> None:
    with open_page(server.url) as page:
        page.send(content)
        assert page.close_code() == code
    assert "Traceback" not in server.log.read_text()


def test_a_page_sends_so_many_messages(server: Server) -> None:
    message = BackMsg()
    message.app_heartbeat = True
    with open_page(server.url) as page:
        for _ in range(MESSAGES * 10 + 5):
            page.send(message.SerializeToString())
        assert page.close_code() == 1008


def test_an_address_makes_so_many_requests(server: Server) -> None:
    address = stranger()
    with requests.Session() as asking:
        asking.headers["X-Forwarded-For"] = address
        url = f"{server.url}/_stcore/host-config"
        burst = [asking.get(url, timeout=PATIENCE) for _ in range(REQUESTS * 40)]
        assert {answer.status_code for answer in burst} == {200}
        # While those were answered some more became free, but not as many.
        over = (asking.get(url, timeout=PATIENCE) for _ in range(REQUESTS * 40))
        refused = next(answer for answer in over if answer.status_code == 429)
        assert int(refused.headers["retry-after"]) >= 1
    other = requests.get(url, headers={"X-Forwarded-For": stranger()}, timeout=PATIENCE)
    assert other.status_code == 200


def test_a_page_is_sent_whole_each_time(server: Server) -> None:
    with open_page(server.url, address=stranger()) as page:
        sent = page.run()
    assert max(message.ByteSize() for message in sent) > 10_000  # from where Streamlit has it kept
    assert not any(message.metadata.cacheable for message in sent)
