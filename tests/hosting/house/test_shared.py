"""Several replicas, one house."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest

from hosting.house.house import Guest, Standing
from hosting.house.shared import SharedHouse
from hosting.house.times import Times
from hosting.slots import NOTICE, AddressFullError, FullError, Rules
from testkit.patience import wait_until
from testkit.redis_server import RedisServer
from tests.hosting.house.world import FIGURES, Stream, World, beat, look, moved, wait

ONE_NETWORK = "198.51.100.7"


def test_who_finds_it_full_is_sent_to_the_one_with_the_most_room(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 2, 3) as (a, b, c):
        assert look(a, "v1") == Standing("a", 0)
        world.go_live(a, "v1")
        assert look(a, "v2") == wait(a, "v2") == Standing("c", 0)
        with pytest.raises(FullError):
            world.go_live(a, "v2")
        world.go_live(c, moved(a, "v2", "v2-at-c"))
        beat(a, b, c)
        assert [replica.live for replica in b.replicas()] == [1, 0, 1]
        assert b.most_in_all() == 6


def test_one_line_in_order_across_replicas(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1, 1) as houses:
        for number, house in enumerate(houses):
            world.go_live(house, f"live-{number}")
        line = [(houses[number % 3], f"v{number}") for number in range(9)]
        for before, (house, one) in enumerate(line):
            assert wait(house, one) == Standing(None, before)
        beat(*houses)
        assert [house.waiting() for house in houses] == [9, 9, 9]
        world.leave(houses[2], "live-2")
        for house, one in line[1:]:
            assert wait(house, one).replica is None
        assert look(houses[2], "new") == Standing(None, 9)
        first = moved(*line[0], "v0-at-c")
        assert wait(*line[0]) == Standing("c", 0)
        world.go_live(houses[2], first)
        assert [wait(house, one).before for house, one in line[1:]] == list(range(8))


def test_a_kept_place_waits_for_its_visitor_and_is_given_on_if_they_do_not_come(
    world: World, server: RedisServer
) -> None:
    brief = Times(arrival=1.0)
    with world.replicas(server.url, 1, 1, times=brief) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(a, "slow")
        wait(b, "next")
        world.leave(b, "v2")
        assert wait(a, "slow") == Standing("b", 0)
        since = time.monotonic()
        while time.monotonic() < since + brief.arrival / 2:
            assert wait(b, "next") == Standing(None, 1)
            assert look(b, "new").replica is None
            time.sleep(0.05)
        wait_until(lambda: wait(b, "next").replica == "b")
        assert time.monotonic() >= since + brief.arrival * 0.9
        world.go_live(b, "next")
        wait(b, "later")
        assert wait(a, "slow") == Standing(None, 0)  # their place in line is theirs


def test_a_kept_place_follows_its_visitor_to_where_there_is_room(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        assert wait(a, "v2") == Standing("b", 0)
        world.leave(a, "v1")  # the proxy brought them back to a
        assert wait(a, "v2") == Standing("a", 0)
        assert look(b, "v3").replica == "b"
        world.go_live(a, "v2")


def test_a_rush_gets_as_many_as_there_are_places(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 4, 4, 4) as houses:
        begin = threading.Barrier(50)

        def rush(number: int) -> None:
            if number < 50:
                begin.wait()
            house = houses[number % 3]
            standing = wait(house, f"v{number}")
            with suppress(FullError):
                if standing.replica == house.name or number % 2:
                    world.go_live(house, f"v{number}")

        with ThreadPoolExecutor(50) as threads, sweeping(houses):
            list(threads.map(rush, range(200)))
        for number in range(200):  # who was sent elsewhere goes
            house = houses[number % 3]
            there = wait(house, f"v{number}").replica
            if there is not None and f"v{number}" not in world.streams:
                target = next(one for one in houses if one.name == there)
                world.go_live(target, moved(house, f"v{number}", f"v{number}-moved"))
        assert [len(house.streams()) for house in houses] == [4, 4, 4]
        assert len(world.streams) == 12
        assert all(house.is_in_step() for house in houses)


def test_the_cap_of_a_network_holds_on_each_replica_and_sends_nobody_in_vain(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 4, 2, rules=Rules(per_address=1)) as (a, b):
        first, second, third = (Guest(f"v{n}", network=ONE_NETWORK) for n in range(3))
        assert wait(a, first).replica == "a"
        world.go_live(a, first)
        assert wait(a, second) == Standing("b", 0)  # though a has more room
        # The place that is kept counts.
        assert wait(a, third) == Standing(None, 1, capped=True)
        world.go_live(b, moved(a, second, "v1-at-b"))
        for house in (a, b):
            with pytest.raises(AddressFullError):
                world.go_live(house, moved(a, third, f"v2-at-{house.name}"))
            assert house.look(Guest("other", network="203.0.113.9")).replica == house.name


def test_no_address_is_in_the_store(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 2) as (a,):
        world.go_live(a, Guest("v1", network=ONE_NETWORK))
        wait(a, Guest("v2", network=ONE_NETWORK))
        beat(a)
        assert ONE_NETWORK not in str(contents(server))
        (place,) = (value for value in contents(server)["places"].values() if "live" in value)
        assert len(place.split(":")[1]) > 20  # what stands for it


def test_as_many_make_room_in_all_as_wait_and_they_are_the_longest(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 2, 2, 2, rules=Rules(longest=600)) as houses:
        for number in range(6):
            world.go_live(houses[number % 3], f"v{number}")
            world.now += 10
        world.now += 1000
        for number in range(2):
            wait(houses[0], f"w{number}")
        beat(*houses)
        told = {
            f"v{number}": houses[number % 3].time_left(Guest(f"v{number}")) for number in range(6)
        }
        assert {one for one, left in told.items() if left is not None} == {"v0", "v1"}
        world.now += NOTICE
        for number in range(2):
            wait(houses[0], f"w{number}")
        for house in houses:
            house.sweep()
        assert [len(house.streams()) for house in houses] == [1, 1, 2]
        beat(*houses)
        assert [wait(houses[0], f"w{number}").replica for number in range(2)] == ["a", "b"]
        beat(*houses)
        for number in range(2, 6):
            assert houses[number % 3].time_left(Guest(f"v{number}")) is None


def test_nobody_makes_room_for_one_whom_their_network_keeps_out(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 2, 1, rules=Rules(per_address=1, longest=600)) as (a, b):
        world.go_live(a, Guest("v1", network=ONE_NETWORK))
        world.go_live(a, "v2")
        world.now += 10
        world.go_live(b, "v3")
        world.now += 1000
        wait(a, Guest("v4", network=ONE_NETWORK))
        beat(a, b)
        assert [a.time_left(Guest(one)) for one in ("v1", "v2")] == [None, None]
        assert b.time_left(Guest("v3")) is not None  # at b they would be let in


def test_a_place_is_free_everywhere_as_soon_as_its_visitor_has_gone(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(b, "v3")
        world.leave(a, "v1")
        assert wait(b, "v3") == Standing("a", 0)


def test_a_replica_that_says_goodbye_is_gone_at_once(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        assert wait(a, "v3").before == 0
        carried = moved(a, "v3", "v3-at-b")
        assert wait(b, "v4").before == 1
        a.close()
        a.beat(FIGURES)  # one that was late
        assert wait(b, carried) == Standing(None, 0)
        b.beat(FIGURES)
        assert [replica.name for replica in b.replicas()] == ["b"]
        assert set(contents(server)["places"]) == {b._book.ticket_of(Guest("v2")).id}


def test_the_last_word_is_the_replicas_and_nothing_leaks(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.slots["a"].acquire("unknown to the house", Stream(world))
        assert wait(a, "v1").replica == "a"
        with pytest.raises(FullError):
            world.go_live(a, "v1")
        a.sweep()
        assert contents(server).get("places", {}) == {}
        assert wait(b, moved(a, "v1", "v1-at-b")) == Standing("b", 0)
        world.go_live(b, moved(a, "v1", "v1-at-b"))


def test_a_holder_starts_anew_even_if_the_store_has_lost_them(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1) as (a,):
        world.go_live(a, "v1")
        with server.client() as client:
            client.flushall()
        world.go_live(a, "v1")
        beat(a)
        assert look(a, "v2").replica is None


def test_too_many_after_a_time_alone_give_up_the_kept_places(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        assert wait(a, "v2") == Standing("b", 0)
        with server.client() as client:
            client.zrem("{facecue}:replicas", "b")
            client.hdel("{facecue}:abilities", "b")
        assert look(b, "v3") == Standing("b", 0)  # b is a stranger, and by itself
        assert not b.is_in_step()
        world.go_live(b, "v3")
        beat(a, b)
        assert wait(a, "v2") == Standing(None, 0)
        assert b.is_in_step()


def test_figures_of_another_version_are_no_fault(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        with server.client() as client:
            client.hset("{facecue}:figures", "b", '{"words": "of tomorrow", "cpu_share": 0.25}')
        a.beat(FIGURES)
        assert a.is_in_step()
        assert [one.figures.megabytes for one in a.replicas()] == [200.0, 0.0]
        assert b.is_in_step()


def test_a_dead_house_leaves_nothing(world: World, server: RedisServer) -> None:
    brief = Times(expiry=1.0)
    with world.replicas(server.url, 1, 1, times=brief) as (a, b):
        world.go_live(a, "v1")
        wait(b, "v2")
        wait(b, "v3")
        beat(a, b)
        assert len(contents(server)) == 10
        wait_until(lambda: not contents(server))


def test_one_after_the_other_comes_and_nothing_is_left_of_them(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        for number in range(20):
            house = (a, b)[number % 2]
            wait(house, f"v{number}")
            world.go_live(house, f"v{number}")
            world.closed.add(f"v{number}")
            world.leave(house, f"v{number}")
        beat(a, b)
        left = contents(server)
        assert len(left.pop("spent")) == 20
        assert set(left) == {"replicas", "abilities", "figures"}
        assert pages(a) == pages(b) == 0


@contextmanager
def sweeping(houses: list[SharedHouse]) -> Iterator[None]:
    """They sweep and beat all the time, on a thread of its own."""
    enough = threading.Event()

    def go_on() -> None:
        while not enough.is_set():
            for house in houses:
                house.sweep()
                house.beat(FIGURES)

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(go_on)
        try:
            yield
        finally:
            enough.set()
        running.result()


def contents(server: RedisServer) -> dict[str, dict[str, str]]:
    """All of it, by key."""
    found: dict[str, dict[str, str]] = {}
    with server.client() as client:
        for key in client.scan_iter():
            name, kind = key.partition(":")[2], client.type(key)
            if kind == "hash":
                found[name] = client.hgetall(key)
            elif kind == "zset":
                found[name] = dict(client.zrange(key, 0, -1, withscores=True))
            elif kind == "string":
                found[name] = {"": client.get(key)}
    return found


def pages(house: SharedHouse) -> int:
    return len(house._book._pages)


def test_who_cannot_be_sent_elsewhere_waits_here_and_blocks_no_place_elsewhere(
    world: World, server: RedisServer
) -> None:
    stuck = Guest("stuck", stays=True)
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        assert wait(a, stuck) == Standing(None, 0)
        assert look(a, stuck) == Standing(None, 0)
        assert look(b, "v2") == Standing("b", 1)
        world.go_live(b, "v2")
        beat(a, b)
        with server.client() as client:
            client.flushall()
        beat(a, b)  # which tells it anew
        assert wait(b, "w2") == Standing(None, 1)
        world.leave(b, "v2")
        assert wait(b, "w2") == Standing("b", 1)
        world.leave(a, "v1")
        assert wait(a, stuck) == Standing("a", 0)


def test_only_the_replica_of_one_who_stays_makes_room(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1, rules=Rules(longest=0.0)) as (a, b):
        world.go_live(b, "longest")
        time.sleep(0.01)
        world.go_live(a, "v1")
        wait(a, Guest("stuck", stays=True))
        beat(a, b)
        assert a.time_left(Guest("v1")) is not None
        assert b.time_left(Guest("longest")) is None
