"""Bounds of each connection, in the protocols that uvicorn is given.

An application sees requests and messages. It does not see a head that never ends, or a ping: those
are bounded here, where the bytes come in. What is too much costs the one connection that sent it.
"""

import asyncio
import logging
import resource
import socket
import struct
from collections.abc import Mapping
from typing import Any

import uvicorn
from h11 import IDLE, SEND_BODY
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

from hosting.http.buckets import Buckets
from hosting.http.settings import settings_or_defaults

logger = logging.getLogger(__name__)

HEAD_SECONDS = 10.0  # in which the head of a request has come
BODY_SECONDS, BODY_RATE = 30.0, 4_000  # in which a body has come, and bytes a second after that
WRITE_SECONDS = 120.0  # in which a client takes something of what is sent to it
SLICE = 2_048  # bytes that are read before their frames are counted

# Of one websocket: a second, and at once.
BYTES = 1_000_000, 10_000_000
FRAMES = 50, 1_000  # a browser cuts a large message into several
CONTROL_FRAMES = 2, 60  # a browser answers one ping in half a minute

MAX_DESCRIPTORS = 65_536  # that this process asks for, where the system's hard limit lets it
RESERVE = 4  # one part of so many is for what visitors have beside their connections
MAX_BACKLOG = 512  # connections that wait, and are taken in one go: not more than are kept free


class BoundedHttp(H11Protocol):
    """HTTP/1.1 with a time for each part of a request, and descriptors left for others."""

    _deadline: asyncio.TimerHandle | None = None  # of what is awaited
    _stalled: asyncio.TimerHandle | None = None  # since the client takes nothing
    _awaited: Any = None  # the part of a request
    _body_until = 0.0  # seconds of the loop's clock

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection; or end it where the process has too many files open."""
        super().connection_made(transport)
        # The system gives the lowest number that is free: so many are in use.
        descriptor = transport.get_extra_info("socket").fileno()
        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if descriptor >= limit - limit // RESERVE:
            logger.warning("Ended a connection: %d of %d descriptors are in use", descriptor, limit)
            transport.abort()
            return
        self._await(0)

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        super().data_received(data)
        self._await(len(data))

    def on_response_complete(self) -> None:
        """Go on to the next request. How long none may come is uvicorn's own ``keep_alive``."""
        super().on_response_complete()
        self._await(0)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._await_nothing()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client takes nothing just now."""
        super().pause_writing()
        self._stalled = self.loop.call_later(WRITE_SECONDS, _reset, self.transport)

    def resume_writing(self) -> None:
        """It goes on."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _await(self, received: int) -> None:
        """Set the time until which the next part of a request has to be here."""
        before, self._awaited = self._awaited, self.conn.their_state
        now = self.loop.time()
        is_idle = self.timeout_keep_alive_task is not None and not self.conn.trailing_data[0]
        if self._awaited is IDLE and not is_idle:
            if before is not IDLE or self._deadline is None:
                self._await_until(now + HEAD_SECONDS)
        elif self._awaited is SEND_BODY and self.transport.get_protocol() is self:
            if before is not SEND_BODY:
                self._body_until = now + BODY_SECONDS
            self._body_until += received / BODY_RATE
            self._await_until(self._body_until)
        else:  # nothing, or it is a websocket now
            self._await_nothing()

    def _await_until(self, when: float) -> None:
        self._await_nothing()
        self._deadline = self.loop.call_at(when, _reset, self.transport)

    def _await_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """A websocket with budgets of bytes, frames and control frames."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bytes, self._frames, self._control = (
            Buckets(*budget) for budget in (BYTES, FRAMES, CONTROL_FRAMES)
        )

    def data_received(self, data: bytes) -> None:
        """Take what came, in slices: each frame takes time, and thousands fit into one read."""
        for start in range(0, len(data), SLICE):
            if self.transport.is_closing():
                return
            part = data[start : start + SLICE]
            self.conn.receive_data(part)
            over = self._over(len(part))
            if over:
                logger.warning("Closed a websocket that sent too many %s", over)
                self._fail()
                return
            if self.conn.parser_exc is not None:
                self.handle_parser_exception()
                return
            self.handle_events()

    def keepalive_timeout(self) -> None:
        """The client is gone: it takes no more of what waits to be sent."""
        super().keepalive_timeout()
        _reset(self.transport)

    def _over(self, size: int) -> str:
        """What came that was too much; nothing where nothing was."""
        frames = [event.opcode for event in self.conn.events if isinstance(event, Frame)]
        control = sum(opcode >= 8 for opcode in frames)  # RFC 6455, 5.5
        # Pongs would pile up before a client that takes nothing.
        if self._control.take("", control) or (control and not self.writable.is_set()):
            return "control frames"
        if self._frames.take("", len(frames)):
            return "frames"
        return "bytes" if self._bytes.take("", size) else ""

    def _fail(self) -> None:
        self.conn.events.clear()
        if self.close_sent or self.conn.parser_exc is not None or not self.handshake_complete:
            _reset(self.transport)
            return
        self.conn.fail(CloseCode.POLICY_VIOLATION)
        self.handle_parser_exception()
        if self.transport.get_write_buffer_size():
            _reset(self.transport)


def _reset(transport: asyncio.Transport) -> None:
    """End a connection at once. Else the system would keep what its client does not take."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def bound_connections(environment: Mapping[str, str]) -> None:
    """Have uvicorn's servers serve with these bounds, once a process, before they start.

    A message has the bytes at most that the settings allow. None is compressed: a small one could
    hold a large one.
    """
    if getattr(uvicorn.Server.startup, "is_bounded", False):
        return
    message_bytes = settings_or_defaults(environment).message_kilobytes * 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = max(soft, min(hard, MAX_DESCRIPTORS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    start = uvicorn.Server.startup

    async def start_bounded(server: uvicorn.Server, sockets: Any = None) -> None:
        server.config.http_protocol_class = BoundedHttp
        server.config.ws_protocol_class = BoundedWebSocket
        server.config.ws_per_message_deflate = False
        server.config.ws_max_size = message_bytes
        server.config.backlog = min(MAX_BACKLOG, limit // RESERVE // 2)
        await start(server, sockets)

    start_bounded.is_bounded = True  # type: ignore[attr-defined]
    uvicorn.Server.startup = start_bounded  # type: ignore[assignment, method-assign]
