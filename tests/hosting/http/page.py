"""A page without a browser: Streamlit's websocket, as its frontend speaks it."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from testkit.patience import PATIENCE

_addresses = itertools.count(1)


def stranger() -> str:
    """An address that no other test uses, of a network for documentation (RFC 5737)."""
    return f"198.51.100.{next(_addresses)}"


@contextmanager
def open_page(url: str, path: str = "", address: str | None = None) -> Iterator["OpenPage"]:
    """Visit the page at ``path``; in the end the websocket closes, as that of a tab does.

    ``address`` is the visitor's, as the proxy before the app would tell it.
    """
    headers = {"X-Forwarded-For": address} if address else {}
    with connect(
        url.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=headers,
        max_size=None,
    ) as socket:
        page = OpenPage(url, socket, headers)
        page.run(path)
        yield page


class OpenPage:
    """One visit."""

    def __init__(self, url: str, socket: ClientConnection, headers: dict[str, str]) -> None:
        self.url = url
        self.headers = headers
        self.session_id = ""
        self._socket = socket

    def run(self, path: str = "") -> list[ForwardMsg]:
        """Run the script of the page at ``path`` to its end; returns what it sent."""
        message = BackMsg()
        message.rerun_script.page_name = path
        self.send(message.SerializeToString())
        answers = [self.receive()]
        while answers[-1].WhichOneof("type") != "script_finished":
            if answers[-1].WhichOneof("type") == "new_session":
                self.session_id = answers[-1].new_session.initialize.session_id
            answers.append(self.receive())
        return answers

    def send(self, content: bytes | str) -> None:
        """One message as it is."""
        self._socket.send(content)

    def receive(self) -> ForwardMsg:
        """The next message of the server."""
        content = self._socket.recv(timeout=PATIENCE)
        assert isinstance(content, bytes)
        message: ForwardMsg = ForwardMsg.FromString(content)
        return message

    def close_code(self) -> int | None:
        """With which code the server closed the websocket, once it has."""
        with suppress(ConnectionClosed):
            while True:
                self.receive()
        return self._socket.close_code

    def upload(self, content: Any, name: str = "one") -> requests.Response:
        """What its uploader sends; ``content`` may be an iterator, which has no length."""
        return self._asked("PUT", name, data=content)

    def remove(self, name: str = "one") -> None:
        """What its uploader sends for a file that was removed."""
        assert self._asked("DELETE", name).status_code == 204

    def _asked(self, method: str, name: str, **options: Any) -> requests.Response:
        token = requests.get(f"{self.url}/_stcore/health", timeout=PATIENCE)
        cookie = token.cookies["_streamlit_xsrf"]
        headers = self.headers | {
            "X-Xsrftoken": cookie,
            "Cookie": f"_streamlit_xsrf={cookie}",
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        }
        url = f"{self.url}/_stcore/upload_file/{self.session_id}/{name}"
        return requests.request(method, url, headers=headers, timeout=PATIENCE, **options)


BOUNDARY = "between-parts"


def form(size: int) -> bytes:
    """A form with one file of so many bytes."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f.jpg"\r\n\r\n'
    return head.encode() + bytes(size) + f"\r\n--{BOUNDARY}--\r\n".encode()
