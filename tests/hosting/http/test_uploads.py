"""Uploads are counted before a byte of them is kept."""

import asyncio
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from starlette.types import Message, Receive, Scope, Send

from hosting.http import uploads
from hosting.process import Usage
from testkit.patience import PATIENCE, wait_until
from testkit.server import Server, running_app
from tests.hosting.http.conftest import A_MINUTE, VISIT
from tests.hosting.http.page import BOUNDARY, OpenPage, form, open_page

SMALL = 400_000  # bytes

ANSWERED = 20  # seconds


@pytest.fixture
def page(server: Server) -> Iterator[OpenPage]:
    with open_page(server.url, "photo") as page:
        yield page
        for number in range(A_MINUTE):
            page.remove(f"file-{number}")


def in_pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 50_000):
        yield content[start : start + 50_000]


def test_a_visit_holds_so_much_and_what_is_removed_is_free_again(page: OpenPage) -> None:
    for number in range(4):
        assert page.upload(form(SMALL), f"file-{number}").status_code == 204
    assert page.upload(form(SMALL), "file-4").status_code == 413
    page.remove("file-0")
    assert page.upload(form(SMALL), "file-4").status_code == 204


def test_a_body_without_a_length_is_counted_as_it_comes(page: OpenPage, server: Server) -> None:
    assert page.upload(in_pieces(form(SMALL)), "file-0").status_code == 204
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for piece in in_pieces(form(20 * VISIT)):
            sent += len(piece)
            yield piece

    try:
        assert page.upload(endless(), "file-1").status_code == 413
    except OSError:  # the server may close the connection before its answer is read
        assert sent < 20 * VISIT
    assert page.upload(form(SMALL), "file-2").status_code == 204  # nothing of it is held


def test_all_visits_together_hold_so_much(page: OpenPage, server: Server) -> None:
    for number in range(4):
        assert page.upload(form(SMALL), f"file-{number}").status_code == 204
    with open_page(server.url, "photo") as other:
        assert other.upload(form(SMALL), "a").status_code == 204
        assert other.upload(form(3 * SMALL), "b").status_code == 429
        other.remove("a")
        page.remove("file-0")
        page.remove("file-1")
        assert other.upload(form(3 * SMALL), "b").status_code == 204
        other.remove("b")


def test_so_many_a_minute(page: OpenPage) -> None:
    answers = [page.upload(form(10), "file-0").status_code for _ in range(A_MINUTE + 2)]
    assert answers == [204] * A_MINUTE + [429] * 2


def test_a_page_without_an_uploader_takes_nothing_nor_does_an_unknown_one(server: Server) -> None:
    with open_page(server.url) as live:
        assert live.upload(form(10)).status_code == 403
        live.session_id = "0b9bd4f6-0000-4000-8000-000000000000"
        assert live.upload(form(10)).status_code == 403


def test_the_page_tells_its_visitor_in_a_sentence(page: OpenPage) -> None:
    assert page.upload(form(VISIT), "file-0").status_code == 413
    # A fragment of the page looks every second; here a run of all of it does.
    told = [answer.delta.new_element.toast.body for answer in page.run("photo")]
    assert any(text.startswith("That was not taken: this visit holds all") for text in told)


def test_where_no_file_can_be_written_a_small_upload_is_taken_and_a_large_one_told(
    tmp_path: Path,
) -> None:
    # What the app writes to a file may have no more than so many bytes.
    with (
        running_app(tmp_path, before=["prlimit", "--fsize=900000"]) as server,
        open_page(server.url, "photo") as page,
    ):
        assert page.upload(form(SMALL), "file-0").status_code == 204
        assert page.upload(form(2_000_000), "file-1").status_code == 507
        told = [answer.delta.new_element.toast.body for answer in page.run("photo")]
        assert any("this server's disk takes nothing" in text for text in told)
        assert "An upload fits into no temporary file: File too large" in server.log.read_text()


def test_the_page_tells_that_no_cookie_came(server: Server) -> None:
    with open_page(server.url, "photo") as page:
        address = f"{server.url}/_stcore/upload_file/{page.session_id}/file-0"
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = requests.put(address, form(SMALL), headers=headers, timeout=PATIENCE)
        assert answer.status_code == 403
        told = [answer.delta.new_element.toast.body for answer in page.run("photo")]
        assert any("sends no cookie from within another site" in text for text in told)


def test_a_large_upload_is_refused_before_its_bytes_are_read(
    page: OpenPage, server: Server
) -> None:
    before = Usage(server.pid).resident_megabytes()
    address = urlsplit(server.url)
    assert address.hostname
    with socket.create_connection((address.hostname, address.port or 0), PATIENCE) as line:
        line.sendall(
            f"PUT /_stcore/upload_file/{page.session_id}/file-0 HTTP/1.1\r\n"
            f"Host: localhost\r\nContent-Length: 90000000\r\n\r\n".encode()
        )
        begun = time.monotonic()
        answer = line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - begun < ANSWERED
    assert Usage(server.pid).resident_megabytes() < before + 20


def test_what_a_visit_holds_is_free_when_it_ends(server: Server) -> None:
    for _ in range(4):  # as many as all together may hold, each time
        with open_page(server.url, "photo") as page:
            # Until then those who left are still counted.
            wait_until(lambda: page.upload(form(4 * SMALL), "file-0").status_code == 204)


def test_an_upload_that_stops_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SILENCE", 0.05)  # seconds
    monkeypatch.setattr(uploads, "held", OneEmptyVisit())
    pieces = [{"type": "http.request", "body": b"half", "more_body": True}]
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop() if pieces else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            await receive()

    quota = uploads.UploadQuota(app, 60, 100, lambda: 100)
    path = "/_stcore/upload_file/session/file"
    scope = {"type": "http", "method": "PUT", "path": path, "headers": []}
    asyncio.run(quota(scope, receive, send))
    assert sent[0]["status"] == 408
    assert not quota._coming  # and what came of it is free


class OneEmptyVisit:
    """One visit, which holds nothing yet."""

    def takes_uploads(self, session: str) -> bool:
        return session == "session"

    def bytes_of(self, session: str) -> int:
        return 0

    def bytes_in_all(self) -> int:
        return 0
