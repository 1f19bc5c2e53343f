"""The websocket of a page: Streamlit's messages by field, and frames, given to a real app.

A message is dropped where ``hosting.http.messages`` says so, and taken otherwise; either way the
page is answered afterwards. Frames end in a closed connection. The app serves on.
"""

import socket
import struct
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.fuzz.mutations import broken
from benchmarks.fuzz.outcome import Budget, Tally
from hosting.http.messages import ALLOWED, MAX_REFUSALS, refused_field
from hosting.http.settings import settings_or_defaults
from testkit.patience import PATIENCE
from testkit.server import Server, running_app

MOST = "1000000"  # of what is not looked for here
UNBOUND = {
    "FACECUE_MESSAGES_A_SECOND": MOST,
    "FACECUE_REQUESTS_A_SECOND": MOST,
    "FACECUE_SESSIONS_PER_ADDRESS": MOST,
    "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1",
}
LARGEST = settings_or_defaults({}).message_kilobytes * 1000  # bytes
HEALTH_EVERY = 20  # cases
DEEP = 6  # messages in messages
TEXTS = ("", "0", "a" * 300, "é", "\0", "\u202e", "{}", "[" * 2000, "NaN", "../../etc/passwd")
LENGTHS = (0, 1, 125, 126, 127, 65_535, 65_536, 300_000, 1 << 32, (1 << 63) - 1, (1 << 64) - 1)


class Fields:
    """Messages made by the protocol's own description, some of them broken after that."""

    def __init__(self, server: Server) -> None:
        self._url = server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._end = ExitStack()
        self._socket: ClientConnection | None = None
        self._refusals = self._asked = 0

    def case(self, random: Random) -> bytes:
        """One message."""
        message = BackMsg()
        _fill(message, random, DEEP)
        content: bytes = message.SerializeToString()
        match random.randrange(8):
            case 0:
                return broken(content, [], random)
            case 1:
                number = random.choice((15, 16, 99, 2047))
                return content + _varint(number << 3 | 2) + b"\x03new"
        return content

    def give(self, content: bytes) -> str:
        """What became of it. Raises where the page is not answered as it should be."""
        if self._socket is None or self._refusals == MAX_REFUSALS:
            self.close()
            kinds = [Subprotocol("streamlit")]
            page = connect(self._url, subprotocols=kinds, max_size=None)
            self._socket = self._end.enter_context(page)
            self._refusals = 0
        if len(content) > LARGEST:
            return self._is_closed(content)
        try:
            refused = refused_field(content)
        except DecodeError:
            return self._is_closed(content)
        self._socket.send(content)
        self._ask(self._socket)
        if refused is None:
            return f"taken: {BackMsg.FromString(content).WhichOneof('type')}"
        self._refusals += 1
        return "dropped"

    def _ask(self, page: ClientConnection) -> None:
        """Return once a question is answered. A run that begins then clears what waits: ask on."""
        self._asked += 1
        question = BackMsg()
        question.file_urls_request.request_id = f"question-{self._asked}"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            page.send(question.SerializeToString())
            with suppress(TimeoutError):
                while True:
                    answer = ForwardMsg.FromString(page.recv(timeout=1))
                    if answer.file_urls_response.response_id == f"question-{self._asked}":
                        return
        raise TimeoutError("the page is not answered")

    def close(self) -> None:
        """Close the page."""
        self._end.close()
        self._socket = None

    def _is_closed(self, content: bytes) -> str:
        assert self._socket is not None
        with suppress(ConnectionClosed):
            self._socket.send(content)
            while True:
                self._socket.recv(timeout=PATIENCE)
        self.close()
        return "closed"


class Frames:
    """Frames of every opcode and length, with and without mask, end and reserved bits."""

    def __init__(self, server: Server) -> None:
        self._address = urlsplit(server.url)

    def case(self, random: Random) -> bytes:
        """Some frames; or as many that a budget ends them."""
        frames = [_frame(random) for _ in range(random.choice((1, 1, 2, 3, 8)))]
        if random.random() < 0.1:
            frames *= random.choice((70, 1100))
        content = b"".join(frames)[: 1 << 22]
        return content[: random.randrange(len(content))] if random.random() < 0.2 else content

    def give(self, content: bytes) -> str:
        """How the server ended the connection. Raises where it does not."""
        assert self._address.hostname is not None
        to = self._address.hostname, self._address.port or 80
        with socket.create_connection(to, PATIENCE) as one:
            one.sendall(
                b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n"
                b"Sec-WebSocket-Version: 13\r\n\r\n"
            )
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += one.recv(1)
            if b" 101 " not in head:
                raise ValueError("no websocket")
            try:
                one.sendall(content + bytes([136, 128, 0, 0, 0, 0]))  # and goodbye
                one.shutdown(socket.SHUT_WR)
                answer = b""
                while part := one.recv(1 << 16):
                    answer += part
            except TimeoutError:
                raise
            except OSError:  # reset, before or while it was read
                return "reset"
        at = answer.rfind(b"\x88")
        if at < 0 or len(answer) < at + 4:
            return "closed"
        return f"closed with {struct.unpack('!H', answer[at + 2 : at + 4])[0]}"

    def close(self) -> None:
        """There is nothing to close."""


def fuzz(
    make: Callable[[Server], Fields | Frames],
    tally: Tally,
    budget: Budget,
    start: str,
) -> None:
    """Give what it makes to an app of its own, which has to serve on."""
    with _app() as server:
        target = make(server)
        began = time.monotonic()
        while budget.lasts(tally):
            case = f"{tally.kind}-{start}-{tally.cases}"
            content = target.case(Random(zlib.crc32(case.encode())))  # noqa: S311  # to come again
            given = time.monotonic()
            try:
                outcome = target.give(content)
                if tally.cases % HEALTH_EVERY == 0:
                    _look(server)
            except Exception as error:  # what no stranger may bring about
                tally.surprised(case, f"{type(error).__name__}: {error}", content)
                target.close()
                if server.process.poll() is not None:
                    return
            else:
                tally.add(case, outcome, time.monotonic() - given)
        target.close()
        tally.seconds = time.monotonic() - began
        log = server.log.read_text(encoding="utf-8")
        tally.notes.append(f"lines of the log: {len(log.splitlines())}")
        if "Traceback" in log:
            tally.surprised(f"{tally.kind}-{start}-log", "an event of several lines", log.encode())


@contextmanager
def _app() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder), **UNBOUND) as server:
        yield server


def _look(server: Server) -> None:
    try:
        with urlopen(f"{server.url}/_stcore/health", timeout=PATIENCE) as answer:  # noqa: S310  # ours
            if answer.status == 200:
                return
    except URLError as error:
        raise ValueError("the app serves no more") from error
    raise ValueError("the app is not well")


def _fill(message: Any, random: Random, deep: int) -> None:
    """Some of the fields, those that pages need more often than others."""
    fields = list(message.DESCRIPTOR.fields)
    known = [field for field in fields if field.full_name in ALLOWED]
    chosen = known if known and random.random() < 0.8 else fields
    for field in random.choices(chosen, k=random.choice((1, 1, 2, 4))) if chosen else ():
        if field.message_type is None:
            values = [_value(field, random) for _ in range(random.choice((1, 2, 600)))]
            if field.is_repeated:
                getattr(message, field.name).extend(values)
            else:
                setattr(message, field.name, values[0])
        elif field.is_repeated:
            for _ in range(random.choice((0, 1, 3))):
                _fill(getattr(message, field.name).add(), random, deep - 1)
        elif deep:
            getattr(message, field.name).SetInParent()
            _fill(getattr(message, field.name), random, deep - 1)


def _value(field: FieldDescriptor, random: Random) -> Any:
    if field.type == FieldDescriptor.TYPE_STRING:
        return random.choice(TEXTS)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return random.randbytes(random.choice((0, 1, 999)))
    if field.type == FieldDescriptor.TYPE_BOOL:
        return random.random() < 0.5
    if field.cpp_type in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        return random.choice((0.0, -1.5, float("nan"), float("inf")))
    return random.choice((0, 1, 2))


def _frame(random: Random) -> bytes:
    first = random.choice((0, 1, 2, 2, 8, 9, 10, random.randrange(16)))
    first |= (random.random() < 0.7) << 7 | (random.random() < 0.1) * random.randrange(8) << 4
    declared = random.choice(LENGTHS) if random.random() < 0.4 else random.randrange(200)
    if declared < 126:
        length = bytes([declared])
    elif declared < 1 << 16:
        length = struct.pack("!BH", 126, declared)
    else:
        length = struct.pack("!BQ", 127, declared)
    masked = random.random() < 0.9
    mask = random.randbytes(4) if masked else b""
    content = random.randbytes(min(declared, 300_000))
    return bytes([first, length[0] | masked << 7]) + length[1:] + mask + content


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])
