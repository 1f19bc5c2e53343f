"""Rooms that several replicas share: in real time, with what a shared store may do."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import pytest

from rooms.member import Member
from rooms.opening import open_rooms
from rooms.privacy import Rules
from rooms.reporter import Reporter
from rooms.room import HostView, Limits, Opened, Refusal, Room
from rooms.rooms import Rooms
from testkit.patience import wait_until
from testkit.redis_server import RedisServer
from tests.rooms.crowd import HAPPY, SAD, SECRET, Clock, Crowd, MovedRedisStore, show

QUICK = Rules(least=3, window=0.25, round=4, silence=2, recent=8)
LIMITS = Limits()
MOST = 1.0  # seconds for a call, on a machine that is busy


@contextmanager
def in_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < MOST


@contextmanager
def replicas(url: str, count: int, limits: Limits = LIMITS) -> Iterator[list[Rooms]]:
    rooms = [open_rooms(f"r{number}", SECRET, url, QUICK, limits) for number in range(count)]
    try:
        yield rooms
    finally:
        for one in rooms:
            one.close()


@contextmanager
def going_on(rooms: list[Rooms], members: list[Member]) -> Iterator[None]:
    """The replicas report, and the members' pages go on."""
    done = threading.Event()

    def film() -> None:
        while not done.wait(0.1):
            for member in members:
                show(member, HAPPY, time.monotonic(), frames=12)

    thread = threading.Thread(target=film)
    thread.start()
    reporters = [Reporter(one) for one in rooms]
    try:
        yield
    finally:
        for one in reporters:
            one.close()
        done.set()
        thread.join()


def opened(rooms: Rooms) -> Opened:
    room = rooms.open(promised=True)
    assert isinstance(room, Opened)
    return room


def join(rooms: Rooms, room: Opened, visit: str) -> Member:
    found = rooms.find(room.code)
    assert isinstance(found, Room)
    member = rooms.join(found, visit)
    assert isinstance(member, Member)
    return member


def seen(rooms: Rooms, room: Opened) -> HostView:
    view = rooms.view(room.code, room.key)
    assert isinstance(view, HostView)
    return view


def contents(server: RedisServer) -> dict[str, Any]:
    with server.client() as client:
        kinds = {"hash": client.hgetall, "list": lambda key: client.lrange(key, 0, -1)}
        keys = sorted(str(key) for key in client.scan_iter())
        assert all(0 < int(client.pttl(key)) <= 7_200_000 for key in keys)
        return {key: kinds.get(str(client.type(key)), client.smembers)(key) for key in keys}


def test_figures_in_real_time(server: RedisServer) -> None:
    with replicas(server.url, 2) as rooms:
        room = opened(rooms[0])
        members = [join(rooms[number % 2], room, f"v{number}") for number in range(4)]
        with going_on(rooms, members):
            wait_until(lambda: len(seen(rooms[1], room).windows) >= 4)
        view = seen(rooms[0], room)
        assert view.people == 4
        assert {one.shares for one in view.windows} == {(0, 0, 0, 100, 0, 0, 0)}


def test_a_room_is_gone_from_redis_by_itself(server: RedisServer) -> None:
    with replicas(server.url, 2, replace(LIMITS, longest=2.5, host_gone=1)) as rooms:
        room = opened(rooms[0])
        members = [join(rooms[number % 2], room, f"v{number}") for number in range(4)]
        with going_on(rooms, members):
            for _ in range(4):  # a host who looks keeps it
                time.sleep(0.4)
                seen(rooms[0], room)
            assert contents(server)
            wait_until(lambda: rooms[0].find(room.code) is Refusal.NO_ROOM)
            wait_until(lambda: not any(member.is_in for member in members))
    with server.client() as client:
        wait_until(lambda: client.dbsize() == 0)


def test_it_ends_when_the_host_has_gone(server: RedisServer) -> None:
    with replicas(server.url, 1, replace(LIMITS, host_gone=0.5)) as (rooms,):
        room = opened(rooms)
        join(rooms, room, "v0")
        wait_until(lambda: rooms.find(room.code) is Refusal.NO_ROOM)
        assert rooms.view(room.code, room.key) is Refusal.NO_ROOM


def test_nothing_in_redis_is_of_one_person(server: RedisServer, clock: Clock) -> None:
    """Each replica has one member here; before the last has told, there is noise alone."""
    rules = Rules(least=3)
    store = MovedRedisStore(server.url, rules, LIMITS, clock)
    crowd = Crowd(store, clock, rules, LIMITS, replicas=3)
    told = []
    for number, face in enumerate((HAPPY, HAPPY, SAD)):
        crowd.join(f"visit-{number}", face, number)
    crowd.to_round()
    for _ in range(30):
        crowd.pass_windows(0.1)
        kept = contents(server)
        register = json.loads(kept[f"{{facecue}}:room:{crowd.opened.code}"]["register"])
        if register["adding"] is not None:
            told.append(register["adding"])
        text = str(kept)
        assert crowd.opened.key not in text
        assert "visit-" not in text
    partial = [one["sums"] for one in told if 0 < len(one["replicas"]) < 3]
    assert partial
    # Of plain sums all but two numbers would be 0.
    assert all(min(sums) > 1000 for sums in partial)
    assert all(one["sums"] == [0] * 7 for one in told if len(one["replicas"]) == 3)
    assert crowd.shown[-1].shares == (0, 0, 0, 65, 35, 0, 0)
    store.close()


def test_many_at_once_are_all_in(server: RedisServer) -> None:
    with replicas(server.url, 4) as rooms:
        room = opened(rooms[0])
        joined: list[object] = []

        def arrive(number: int) -> None:
            found = rooms[number % 4].find(room.code)
            while not isinstance(found, Room):
                found = rooms[number % 4].find(room.code)
            joined.append(rooms[number % 4].join(found, f"v{number}"))

        threads = [threading.Thread(target=arrive, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        inside = [one for one in joined if isinstance(one, Member)]
        register = json.loads(contents(server)[f"{{facecue}}:room:{room.code}"]["register"])
        assert {one.name for one in inside} <= set(register["members"])
        assert len(inside) == len(joined) or Refusal.AWAY in joined


WAYS = [
    (RedisServer.kill, RedisServer.start, True),
    (RedisServer.hang, RedisServer.go_on, False),
    (RedisServer.hang, RedisServer.restart_empty, True),
]


@pytest.mark.parametrize(
    ("fails", "comes_back", "is_empty"), WAYS, ids=["killed", "hung", "hung, then empty"]
)
def test_redis_goes_away_and_comes_back(
    own_server: RedisServer, fails: Any, comes_back: Any, is_empty: bool
) -> None:
    with replicas(own_server.url, 1) as (rooms,):
        room = opened(rooms)
        members = [join(rooms, room, f"v{number}") for number in range(4)]
        with going_on([rooms], members):
            wait_until(lambda: len(seen(rooms, room).windows) >= 2)
            fails(own_server)
            with in_time():
                assert rooms.view(room.code, room.key) is Refusal.AWAY
            with in_time():
                assert rooms.report() > 0
            with in_time():
                rooms.leave(members.pop())
            assert all(member.is_in for member in members)
            comes_back(own_server)
            if is_empty:
                wait_until(lambda: rooms.view(room.code, room.key) is Refusal.NO_ROOM)
                wait_until(lambda: not any(member.is_in for member in members))
                assert isinstance(rooms.open(promised=True), Opened)
            else:
                before = len(seen(rooms, room).windows)
                wait_until(lambda: len(seen(rooms, room).windows) > before)
                wait_until(lambda: seen(rooms, room).people == 3)


def test_no_call_waits_for_it(own_server: RedisServer) -> None:
    with replicas(own_server.url, 1) as (rooms,):
        room = opened(rooms)
        found = rooms.find(room.code)
        assert isinstance(found, Room)
        own_server.hang()
        for call in (
            lambda: rooms.mark(room.code, room.key, "x"),
            lambda: rooms.pause(room.code, room.key),
            lambda: rooms.end(room.code, room.key),
            lambda: rooms.find(room.code),
            lambda: rooms.join(found, "late"),
            lambda: rooms.open(promised=True),
        ):
            with in_time():
                assert call() is Refusal.AWAY
        with in_time():
            rooms.close()
        own_server.go_on()


def test_whatever_fails_the_replica_goes_on_reporting(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        rules = replace(QUICK, window=0.01)
        reports = 0

        def report(self) -> float:
            self.reports += 1
            raise RuntimeError("on purpose")

    broken = Broken()
    reporter = Reporter(cast(Rooms, broken))
    wait_until(lambda: broken.reports >= 3)
    reporter.close()
    assert "could not be told" in caplog.text


def test_what_others_have_put_there_is_survived(server: RedisServer) -> None:
    with replicas(server.url, 1) as (rooms,):
        room = opened(rooms)
        key = f"{{facecue}}:room:{room.code}"
        with server.client() as client:
            for nonsense in ("nonsense", "[]", "{}", '{"adding":1}'):
                client.hset(key, "register", nonsense)
                assert rooms.view(room.code, room.key) is Refusal.NO_ROOM
            client.delete(key)
            client.set(key, "no hash")
            assert rooms.view(room.code, room.key) is Refusal.AWAY
            client.set("{facecue}:rooms", "no set")
            assert rooms.open(promised=True) is Refusal.AWAY


def test_a_url_of_no_redis_is_refused() -> None:
    with pytest.raises(ValueError, match="scheme"):
        open_rooms("r0", SECRET, "https://redis.example.org")


def test_without_a_redis_they_are_in_memory() -> None:
    rooms = open_rooms("r0", SECRET)
    room = opened(rooms)
    assert seen(rooms, room).people is None
    with in_time():
        assert 0 < rooms.report() <= rooms.rules.window
    rooms.close()
