"""What a connection sends too much of, or too slowly, ends that connection and no other."""

import resource
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import uvicorn
from starlette.types import Receive, Scope, Send

from hosting.http import connections
from hosting.http.connections import CONTROL_FRAMES, FRAMES
from testkit.patience import PATIENCE, wait_until
from testkit.server import Server, running_app
from tests.hosting.http.page import open_page, stranger

pytestmark = pytest.mark.slow

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10  # RFC 6455, 11.8
POLICY = 1008
MASK = b"\x01\x02\x03\x04"
KEY = "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n"


def frame(opcode: int, content: bytes = b"", *, fin: bool = True) -> bytes:
    size = len(content)
    length = bytes([128 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    masked = bytes(byte ^ MASK[at % 4] for at, byte in enumerate(content))
    return bytes([fin << 7 | opcode]) + length + MASK + masked


@contextmanager
def connection(server: Server) -> Iterator[socket.socket]:
    address = urlsplit(server.url)
    assert address.hostname is not None
    with socket.create_connection((address.hostname, address.port or 80), PATIENCE) as one:
        yield one


@contextmanager
def websocket(server: Server) -> Iterator[socket.socket]:
    with connection(server) as one:
        one.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nX-Forwarded-For: " + stranger().encode() + b"\r\n"
            + KEY.encode() + b"\r\n"
        )  # fmt: skip
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += one.recv(1)
        assert head.startswith(b"HTTP/1.1 101 ")
        yield one


def received(one: socket.socket) -> bytes:
    """All that the server sends until it closes the connection."""
    content = b""
    with suppress(ConnectionResetError):
        while part := one.recv(1 << 16):
            content += part
    return content


def send(one: socket.socket, content: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):  # closed meanwhile
        one.sendall(content)


@pytest.mark.parametrize(
    "flood",
    [
        frame(PING, b"x") * (CONTROL_FRAMES[1] + 1),
        frame(PONG) * (CONTROL_FRAMES[1] + 1),
        frame(BINARY, fin=False) + frame(CONT, fin=False) * FRAMES[1],
    ],
    ids=["pings", "pongs", "fragments"],
)
def test_a_flood_of_frames_closes_its_websocket(server: Server, flood: bytes) -> None:
    with open_page(server.url, address=stranger()) as honest, websocket(server) as one:
        send(one, flood)
        assert received(one).endswith(bytes([128 | CLOSE, 2]) + struct.pack("!H", POLICY))
        assert honest.run()
    assert "Closed a websocket that sent too many" in server.log.read_text()


def test_a_browsers_control_frames_are_answered(server: Server) -> None:
    with websocket(server) as one:
        one.sendall(frame(PING, b"alive?") + frame(PONG, b"unasked"))
        assert one.recv(8) == bytes([128 | PONG, 6]) + b"alive?"


def test_a_message_without_an_end_is_not_collected(server: Server) -> None:
    part = frame(BINARY, bytes(60_000), fin=False)
    with websocket(server) as one:
        send(one, part + frame(CONT, bytes(60_000), fin=False) * 200)
        assert struct.pack("!H", 1009) in received(one)


def test_pongs_do_not_pile_up_before_who_takes_none(server: Server) -> None:
    with websocket(server) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _ in range(5 * CONTROL_FRAMES[1]):
            send(one, frame(PING, bytes(125)))
        wait_until(lambda: _refuses(one, frame(PING)))


SHORT = 0.3  # seconds, in place of the real ones
HALVES = {
    "nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "half a second head": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT",
    "half a body": b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1234",
    "half a second body": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
    "nobody who takes the answer": b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


async def small_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads what comes, and answers; large is more than the system holds for a connection."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for left in range(500 if scope["path"] == "/large" else 1, 0, -1):
        await send({"type": "http.response.body", "body": bytes(1 << 16), "more_body": left > 1})


@pytest.fixture
def small_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[uvicorn.Server]:
    """One in this process, whose times are short."""
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "WRITE_SECONDS"):
        monkeypatch.setattr(connections, name, SHORT)
    monkeypatch.setattr(connections, "BODY_RATE", 1_000)
    connections.bound_connections({})
    # No shorter: what ends a connection is not that it is idle.
    config = uvicorn.Config(small_app, port=0, timeout_keep_alive=600, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started)
    yield server
    server.should_exit = True
    thread.join()


@contextmanager
def connection_to(server: uvicorn.Server) -> Iterator[socket.socket]:
    address = server.servers[0].sockets[0].getsockname()
    with socket.create_connection(address[:2], PATIENCE) as one:
        yield one


@pytest.mark.parametrize("half", HALVES.values(), ids=list(HALVES))
def test_what_does_not_go_on_ends_the_connection(small_server: uvicorn.Server, half: bytes) -> None:
    with connection_to(small_server) as one:
        one.sendall(half)
        wait_until(lambda: _is_over(one))


def _is_over(one: socket.socket) -> bool:
    """Whether the server has ended the connection, read or not."""
    established = 1  # of linux/tcp.h
    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != established


@pytest.mark.parametrize("half", ["half a head", "half a body"])
def test_what_trickles_ends_the_connection(small_server: uvicorn.Server, half: str) -> None:
    begun = HALVES[half].replace(b"9", b"999999")
    with connection_to(small_server) as one:
        one.sendall(begun)
        wait_until(lambda: _refuses(one, b"x"))


def _refuses(one: socket.socket, content: bytes) -> bool:
    try:
        one.sendall(content)
    except OSError:
        return True
    return False


def test_what_goes_on_in_time_is_served(small_server: uvicorn.Server) -> None:
    """Each head in its time, and a body that is slower than the time for its beginning."""
    size = int(2 * SHORT * connections.BODY_RATE)
    with connection_to(small_server) as one:
        for _ in range(2):
            one.sendall(f"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n".encode())
            for _ in range(6):
                one.sendall(bytes(size // 6))
                time.sleep(SHORT / 4)
            one.sendall(bytes(size % 6))
            taken = 0
            while taken < 1 << 16:
                taken += len(one.recv(1 << 20))
            time.sleep(2 * SHORT)  # idle, which is not slow


def test_a_connection_is_used_again(server: Server) -> None:
    with requests.Session() as asking:
        asking.headers["X-Forwarded-For"] = stranger()
        for _ in range(3):
            answer = asking.get(f"{server.url}/_stcore/health", timeout=PATIENCE)
            assert answer.status_code == 200


def test_many_connections_leave_descriptors_and_a_quiet_log(tmp_path: Path) -> None:
    few = 256
    with running_app(tmp_path, before=["prlimit", f"--nofile={few}:{few}"]) as server:
        with ExitStack() as crowd:
            for _ in range(2 * few):
                one = crowd.enter_context(connection(server))
                send(one, b"GET / HT")
            held = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
            assert held < few - few // 8
        wait_until(lambda: _serves(server))
        log = server.log.read_text()
    assert log.count("Ended a connection") == 1
    assert "out of system resource" not in log


def _serves(server: Server) -> bool:
    try:
        return requests.get(server.url, timeout=PATIENCE).status_code == 200
    except requests.ConnectionError:  # the crowd's connections are being closed
        return False


def test_the_process_takes_the_descriptors_that_it_may_have(server: Server) -> None:
    soft, hard = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    assert soft >= min(hard, 4096)
