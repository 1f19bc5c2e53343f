"""What rooms cost the Redis that replicas share, at the rate at which they report."""

import threading
import time
from contextlib import ExitStack

import numpy as np

from benchmarks.report import Rows
from hosting.process import Usage
from rooms.member import Member
from rooms.opening import open_rooms
from rooms.privacy import Rules
from rooms.room import HostView, Opened, Room
from rooms.rooms import Rooms
from testkit.redis_server import RedisServer, redis_server
from transformers.types import Box, Face

TITLE = "what rooms cost Redis, with eight replicas that report every five seconds"
MEMBERS, REPLICAS = 300, 8
ROOMS = (1, 20)
RULES = Rules(round=2, silence=1)  # ordinary windows; a round begins soon, and often
SETTLED, SECONDS = 15.0, 20.0
HOST_LOOKS_EVERY = 2.0  # seconds
FRAME = 0.25  # seconds


def measure() -> Rows:
    """One room of all members, then many rooms of a few, each with a host who looks on."""
    return [_row(rooms) for rooms in ROOMS]


def _row(count: int) -> dict[str, object]:
    with ExitStack() as stack:
        server = stack.enter_context(redis_server())
        replicas = [
            open_rooms(f"replica-{number}", "secret", server.url, RULES)
            for number in range(REPLICAS)
        ]
        for one in replicas:
            stack.callback(one.close)
        opened = [room for _ in range(count) if isinstance(room := _open(replicas[0]), Opened)]
        joins: list[float] = []
        members = [
            _join(replicas[number % REPLICAS], opened[number % count], number, joins)
            for number in range(MEMBERS)
        ]
        done = threading.Event()
        reports: list[float] = []
        threads = [
            threading.Thread(target=_report, args=(one, reports, done), daemon=True)
            for one in replicas
        ]
        threads.append(threading.Thread(target=_film, args=(members, done), daemon=True))
        threads.append(
            threading.Thread(target=_look, args=(replicas[0], opened, done), daemon=True)
        )
        for thread in threads:
            thread.start()
        time.sleep(SETTLED)
        reports.clear()
        share = _share(server)
        done.set()
        for thread in threads:
            thread.join()
        view = replicas[0].view(opened[0].code, opened[0].key)
        return {
            "members": MEMBERS,
            "rooms": count,
            "% of a core of Redis": 100 * share,
            "megabytes of it": _megabytes(server),
            "ms to join, median": 1000 * float(np.median(joins)),
            "ms for all rooms' sums, median": 1000 * float(np.median(reports)),
            "95 %": 1000 * float(np.percentile(reports, 95)),
            "figures of the first room": len(view.windows) if isinstance(view, HostView) else 0,
        }


def _open(rooms: Rooms) -> object:
    return rooms.open(promised=True)


def _join(rooms: Rooms, room: Opened, number: int, joins: list[float]) -> Member:
    begun = time.monotonic()
    found = rooms.find(room.code)
    member = rooms.join(found, f"visit {number}") if isinstance(found, Room) else found
    joins.append(time.monotonic() - begun)
    if not isinstance(member, Member):
        raise RuntimeError(f"expected a member, got {member}")
    return member


def _report(rooms: Rooms, reports: list[float], done: threading.Event) -> None:
    wait = 0.0
    while not done.wait(wait):
        begun = time.monotonic()
        wait = rooms.report()
        reports.append(time.monotonic() - begun)


def _film(members: list[Member], done: threading.Event) -> None:
    shares = np.full(7, 1 / 7, dtype=np.float32)
    faces = [Face(Box(0, 0, 99, 99), 1, shares, None)]
    while not done.wait(FRAME):
        now = time.monotonic()
        for member in members:
            member.add(faces, now)


def _look(rooms: Rooms, opened: list[Opened], done: threading.Event) -> None:
    while not done.wait(HOST_LOOKS_EVERY):
        for room in opened:
            rooms.view(room.code, room.key)


def _share(server: RedisServer) -> float:
    """Of a core, that Redis takes now."""
    with server.client() as client:
        usage = Usage(int(client.info("server")["process_id"]))
    begun, spent = time.monotonic(), usage.cpu_seconds()
    time.sleep(SECONDS)
    return (usage.cpu_seconds() - spent) / (time.monotonic() - begun)


def _megabytes(server: RedisServer) -> float:
    with server.client() as client:
        return float(client.info("memory")["used_memory"]) / 1e6
