"""The shared store goes away and comes back: nobody waits for it, and the order is kept."""

import logging
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hosting.house.house import Guest, Standing
from hosting.house.shared import SharedHouse
from hosting.house.store import LONGEST_CALL
from hosting.slots import FullError
from testkit.redis_server import RedisServer
from tests.hosting.house.world import FIGURES, Stream, World, beat, look, moved, wait

MOST = 1.0  # seconds for a call, on a machine that is busy

Break = Callable[[RedisServer], None]
Mend = Callable[[RedisServer], None]
WAYS: list[tuple[Break, Mend]] = [
    (RedisServer.kill, RedisServer.start),
    (RedisServer.hang, RedisServer.go_on),
    (RedisServer.hang, RedisServer.restart_empty),
]


@contextmanager
def in_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < MOST


def every_call(world: World, house: SharedHouse, guest: Guest) -> Iterator[Callable[[], object]]:
    yield lambda: house.look(guest)
    yield lambda: house.wait(guest)
    yield lambda: house.ticket(guest)
    yield lambda: house.leave_line(guest)
    yield lambda: world.go_live(house, guest)
    yield lambda: house.time_left(guest)
    yield lambda: house.take_farewell(guest)
    yield lambda: house.release(guest)
    yield house.sweep
    yield house.waiting
    yield house.replicas
    yield house.most_in_all
    yield lambda: house.beat(FIGURES)


@pytest.mark.parametrize(("fails", "comes_back"), WAYS, ids=["killed", "hung", "hung, then empty"])
def test_each_for_itself_and_in_step_again_with_the_order_kept(
    world: World, own_server: RedisServer, fails: Break, comes_back: Mend
) -> None:
    with world.replicas(own_server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        assert wait(b, "w1").before == 0
        assert wait(a, "w2").before == 1
        fails(own_server)
        for house, one in ((a, "w2"), (b, "w1")):
            with in_time():
                assert wait(house, one) == Standing(None, 0)  # each is the first at their own
            assert not house.is_in_step()
        assert wait(a, "w3") == Standing(None, 1)
        world.leave(a, "v1")
        with pytest.raises(FullError):
            world.go_live(a, "w3")
        assert wait(a, "w2").replica == "a"
        world.go_live(a, "w2")
        beat(a, b)
        assert (a.most_in_all(), len(a.replicas()), a.waiting()) == (1, 1, 1)
        comes_back(own_server)
        beat(a, b)
        assert a.is_in_step()
        assert b.is_in_step()
        assert [one.live for one in a.replicas()] == [1, 1]
        assert a.waiting() == 2
        assert wait(a, "w3") == Standing(None, 1)
        assert wait(b, "w1") == Standing(None, 0)
        assert look(b, "new") == Standing(None, 2)
        world.leave(a, "w2")
        assert wait(a, "w3").replica is None
        assert wait(b, "w1") == Standing("a", 0)


def test_half_a_second_is_the_most() -> None:
    assert LONGEST_CALL < 0.5


def test_empty_between_two_beats_is_noticed(world: World, own_server: RedisServer) -> None:
    with world.replicas(own_server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(b, "w1")
        wait(a, "w2")
        own_server.restart_empty()
        assert look(a, "new") == Standing(None, 1)  # as far as a knows by itself
        assert not a.is_in_step()
        a.beat(FIGURES)
        assert wait(a, "w2").before == 0  # b has not told of w1 yet
        b.beat(FIGURES)
        assert wait(a, "w2").before == 1
        assert wait(b, "w1").before == 0


@pytest.mark.parametrize("fails", [RedisServer.kill, RedisServer.hang])
def test_no_call_waits_for_it(world: World, own_server: RedisServer, fails: Break) -> None:
    guest = Guest("v1", network="198.51.100.7")
    with world.replicas(own_server.url, 2) as (a,):
        fails(own_server)
        for call in every_call(world, a, guest):
            a._in_step = True  # as if it had just gone away
            with in_time():
                call()
        with in_time():
            a.close()
        own_server.go_on()


def test_a_name_that_is_looked_up_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        time.sleep(3)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with in_time(), world.replica("a", "redis://redis.example.org") as a:
        assert not a.is_in_step()
    with world.replica("b", "redis://redis.example.org") as b, in_time():
        world.go_live(b, "v1")


def test_who_left_meanwhile_holds_nothing_when_it_is_back(
    world: World, own_server: RedisServer
) -> None:
    with world.replicas(own_server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        for one in ("w1", "w2"):
            wait(a, one)
        own_server.hang()
        beat(a, b)
        world.leave(a, "v1")
        a.leave_line(Guest("w1"))
        own_server.go_on()
        beat(a, b)
        assert [one.live for one in a.replicas()] == [0, 1]
        assert a.waiting() == 1
        assert wait(a, "w2") == Standing("a", 0)


def test_a_place_that_was_given_while_it_hung_is_not_lost_and_nor_is_the_turn(
    world: World, own_server: RedisServer
) -> None:
    with world.replicas(own_server.url, 1) as (a,):
        wait(a, "v1")
        world.slots["a"].acquire("unknown to the house", Stream(world), in_turn=True)
        own_server.hang()
        with pytest.raises(FullError):  # the store will say yes, to nobody
            world.go_live(a, "v1")
        ticket = a.ticket(Guest("v1"))
        own_server.go_on()
        beat(a)
        world.slots["a"].release("unknown to the house")
        assert wait(a, "v1") == Standing("a", 0)
        assert ticket is not None
        assert (a.ticket(Guest("v1")) or "").split(".")[:2] == ticket.split(".")[:2]
        world.go_live(a, "v1")


def test_what_others_have_put_there_is_survived(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1) as (a,):
        with server.client() as client:
            client.delete("{facecue}:places")
            client.set("{facecue}:places", "no hash")
        assert look(a, "v1") == Standing("a", 0)
        assert not a.is_in_step()
        world.go_live(a, "v1")
        with server.client() as client:
            client.delete("{facecue}:places")
            client.hset("{facecue}:places", "x", "nonsense")
            client.hset("{facecue}:waiters", "x", "nonsense")
        beat(a)
        assert a.is_in_step()
        assert wait(a, "v2") == Standing(None, 0)


def test_it_begins_without_and_tickets_from_then_are_still_good(
    world: World, own_server: RedisServer
) -> None:
    with world.replica("a", own_server.url) as a:
        own_server.kill()
        with world.replica("b", own_server.url) as b:
            world.go_live(b, "v1")
            wait(b, "v2")
            assert not b.is_in_step()
            early = moved(b, "v2", "v2-again")
            own_server.start()
            beat(a, b)
            assert wait(b, early) == Standing("a", 0)
            world.go_live(a, moved(b, early, "v2-at-a"))


def test_one_line_of_the_log_each_way_and_no_password(
    world: World, own_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    url = own_server.url.replace("://", "://:s3cret@")
    with own_server.client() as client:
        client.config_set("requirepass", "s3cret")
    with caplog.at_level(logging.INFO, "hosting.house"), world.replica("a", url) as a:
        assert a.is_in_step()
        own_server.kill()
        for _ in range(3):
            beat(a)
            look(a, "v1")
        own_server.start()
        for _ in range(3):
            beat(a)
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert [level for level, _ in told] == ["INFO", "WARNING"]
    assert "s3cret" not in str(told)
    assert "127.0.0.1" not in str(told)
