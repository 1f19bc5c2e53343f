"""Messages between the app and a worker that it does not trust: JSON with bytes behind it.

Never pickle. Lengths come first and are checked before anything is read; every field is checked by
whoever takes it.
"""

import json
import math
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, NamedTuple

MOST_JSON = 1 << 20  # bytes
MOST_DATA = 1 << 26  # bytes: an annotated photo
TICK = 0.25  # seconds between two calls of a tick
_LENGTHS = struct.Struct(">II")


class ProtocolError(Exception):
    """What came is no message that was agreed on."""


class ChannelTimeoutError(Exception):
    """Nothing came in time."""


class Message(NamedTuple):
    """One message, its fields not yet checked."""

    fields: dict[str, Any]
    data: bytes = b""

    def text(self, name: str, longest: int) -> str:
        """A field that is text. Raises ``ProtocolError`` for anything else."""
        value = self.fields.get(name)
        if not isinstance(value, str) or len(value) > longest:
            raise ProtocolError(f"{name} is no text of up to {longest} letters")
        return value

    def whole(self, name: str, least: int, most: int) -> int:
        """A field that is a whole number. Raises ``ProtocolError`` for anything else."""
        return whole(self.fields.get(name), name, least, most)

    def number(self, name: str, least: float, most: float) -> float:
        """A field that is a finite number. Raises ``ProtocolError`` for anything else."""
        return number(self.fields.get(name), name, least, most)

    def items(self, name: str, most: int) -> list[Any]:
        """A field that is a list, its items not yet checked."""
        value = self.fields.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise ProtocolError(f"{name} is no list of up to {most}")
        return value


def whole(value: object, name: str, least: int, most: int) -> int:
    """``value``, if it is a whole number in the range; else ``ProtocolError``."""
    if type(value) is not int or not least <= value <= most:
        raise ProtocolError(f"{name} is no whole number from {least} to {most}")
    return value


def number(value: object, name: str, least: float, most: float) -> float:
    """``value`` as a float, if it is a finite number in the range; else ``ProtocolError``."""
    if type(value) not in (int, float) or not least <= value <= most:  # type: ignore[operator]
        raise ProtocolError(f"{name} is no number from {least} to {most}")
    return float(value)  # type: ignore[arg-type]


class Channel:
    """One end of a pair of connected sockets."""

    def __init__(self, end: socket.socket, patience: float | None = None) -> None:
        """``end`` is a stream socket, which is closed with the channel.

        ``patience`` is how many seconds the other end may take to take what is sent.
        """
        self._end = end
        end.settimeout(patience)

    def fileno(self) -> int:
        """Of the socket."""
        return self._end.fileno()

    def close(self) -> None:
        """Let go of the socket."""
        self._end.close()

    def send(self, fields: dict[str, Any], data: bytes | memoryview = b"") -> None:
        """Send one message.

        Raises ``EOFError`` where nobody listens any more, ``ChannelTimeoutError`` where it is not
        taken in time.
        """
        text = json.dumps(fields, allow_nan=False).encode()
        try:
            self._end.sendall(_LENGTHS.pack(len(text), len(data)) + text)
            if len(data):
                self._end.sendall(data)
        except TimeoutError:
            raise ChannelTimeoutError from None
        except OSError:
            raise EOFError from None

    def receive(self, until: float = math.inf, tick: Callable[[], None] | None = None) -> Message:
        """The next message; ``until`` is a time of ``time.monotonic``.

        ``tick`` is called a few times a second while nothing comes, and may raise. Raises
        ``ChannelTimeoutError``, ``ProtocolError``, and ``EOFError`` where the other end has gone.
        """
        header = self._exactly(_LENGTHS.size, until, tick)
        json_length, data_length = _LENGTHS.unpack(header)
        if json_length > MOST_JSON or data_length > MOST_DATA:
            raise ProtocolError("a message is too long")
        text = self._exactly(json_length, until, tick)
        data = self._exactly(data_length, until, tick)
        try:
            fields = json.loads(bytes(text))
        except (ValueError, RecursionError):
            raise ProtocolError("a message is no JSON") from None
        if not isinstance(fields, dict):
            raise ProtocolError("a message is no object")
        return Message(fields, bytes(data))

    def _exactly(
        self, length: int, until: float, tick: Callable[[], None] | None
    ) -> bytearray | bytes:
        if length == 0:
            return b""
        # It grows with what comes: a length alone takes no memory.
        content = bytearray()
        while len(content) < length:
            self._wait(until, tick)
            try:
                part = self._end.recv(min(length - len(content), 1 << 18))
            except ConnectionError:
                part = b""
            if not part:
                raise EOFError
            content += part
        return content

    def _wait(self, until: float, tick: Callable[[], None] | None) -> None:
        if tick is None and until == math.inf:
            return
        ready = select.poll()
        ready.register(self._end, select.POLLIN)
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise ChannelTimeoutError
            if ready.poll(min(left, TICK) * 1000):
                return
            if tick is not None:
                tick()
