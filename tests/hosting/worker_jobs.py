"""Jobs that misbehave, one way each; run by the real fork server."""

import os
import socket
import struct
import time
from collections.abc import Callable

from hosting.channel import Channel


def prepare() -> dict[str, Callable[[Channel], None]]:
    """By their names."""
    return {
        "answer": answer,
        "eat": eat,
        "burn": burn,
        "sleep": sleep,
        "die": die,
        "chatter": chatter,
        "boast": boast,
        "write": write,
        "look around": look_around,
    }


def answer(channel: Channel) -> None:
    channel.send({"done": True})


def eat(channel: Channel) -> None:
    """Far more memory than was granted, a little at a time."""
    kept = [bytearray(1_000_000) for _ in range(2000)]
    channel.send({"done": len(kept)})


def burn(channel: Channel) -> None:
    while channel:
        pass


def sleep(channel: Channel) -> None:
    time.sleep(600)


def die(channel: Channel) -> None:
    os.abort()


def chatter(channel: Channel) -> None:
    """What is no message."""
    _socket(channel).sendall(os.urandom(4096))
    time.sleep(600)


def boast(channel: Channel) -> None:
    """The beginning of a message that would fill the app's memory."""
    _socket(channel).sendall(struct.pack(">II", 2, (1 << 32) - 1) + b"{}")
    time.sleep(600)


def write(channel: Channel) -> None:
    with open("/tmp/facecue-worker-wrote", "w", encoding="utf-8") as file:  # noqa: PTH123, S108  # it is refused
        file.write("something")
    channel.send({"done": True})


def look_around(channel: Channel) -> None:
    """What a worker has at hand that is not its own."""
    channel.send({"names": sorted(os.environ)})


def _socket(channel: Channel) -> socket.socket:
    (found,) = (one for one in vars(channel).values() if isinstance(one, socket.socket))
    return found
