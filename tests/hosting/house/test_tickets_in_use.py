"""What one ticket can get, and what nobody can say of themselves."""

import pytest

from hosting.house.house import Guest, Standing
from hosting.house.tickets import Ticket, Tickets
from hosting.slots import FullError
from testkit.redis_server import RedisServer
from tests.hosting.house.world import World, beat, look, moved, wait


def test_a_visitor_who_is_moved_keeps_their_turn(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(a, "w1")
        wait(b, "w2")
        there = moved(a, "w1", "w1-at-b")
        world.closed.add("w1")
        assert wait(b, there) == Standing(None, 0)
        world.now += 60
        wait(b, there)
        a.sweep()  # a has forgotten them, and tells so
        assert wait(b, there) == Standing(None, 0)
        assert wait(b, "w2") == Standing(None, 1)


def test_who_comes_after_the_store_has_forgotten_them_is_where_they_were(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(a, "w1")
        wait(b, "w2")
        there = moved(a, "w1", "w1-at-b")
        a.close()
        with server.client() as client:
            client.flushall()
        beat(b)
        assert wait(b, "w2").before == 0
        assert wait(b, there).before == 0
        assert wait(b, "w2").before == 1


def test_nobody_says_themselves_since_when_they_wait(world: World, server: RedisServer) -> None:
    forged = Tickets("another secret").write(Ticket("0" * 32, since=1.0))
    with world.replicas(server.url, 1) as (a,):
        world.go_live(a, "v1")
        wait(a, "w1")
        assert wait(a, Guest("w2", forged)).before == 1
        real = a.ticket(Guest("w1")) or ""
        name, since, *rest = real.split(".")
        earlier = ".".join([name, str(int(since) - 10**9), *rest])
        assert wait(a, Guest("w3", earlier)).before == 2


def test_two_tabs_with_one_ticket_get_one_place(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 3) as (a,):
        assert wait(a, "tab1").replica == "a"
        other = moved(a, "tab1", "tab2")
        assert wait(a, other).replica == "a"
        world.go_live(a, "tab1")
        assert a.ticket(other) != a.ticket(Guest("tab1"))
        assert look(a, other) == Standing("a", 0)  # as somebody else
        world.go_live(a, other)
        beat(a)
        assert a.replicas()[0].live == 2  # each counts


def test_a_friend_with_the_link_waits_like_everybody_else(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(a, "w1")
        wait(b, "w2")
        friend = moved(a, "w1", "friend")
        wait(b, friend)
        world.leave(a, "v1")
        assert wait(a, "w1").replica == "a"
        world.go_live(a, "w1")
        assert look(b, friend) == Standing(None, 1)
        assert wait(b, friend) == Standing(None, 1)  # behind w2
        world.leave(a, "w1")
        with pytest.raises(FullError):
            world.go_live(b, friend)
        assert len(a.streams()) + len(b.streams()) == 1


def test_who_had_a_place_begins_anew_in_line(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(b, "v2")
        wait(a, "v1")
        early = moved(a, "v1", "v1-reloaded")
        world.go_live(a, "v1")
        wait(b, "w1")
        world.leave(a, "v1")
        assert wait(a, early).before == 1
        assert wait(a, moved(a, "v1", "v1-elsewhere")).before == 2
        assert wait(b, early).before == 3  # used, wherever it is shown


def test_two_who_were_let_in_with_one_ticket_while_it_was_away_both_count(
    world: World, own_server: RedisServer
) -> None:
    with world.replicas(own_server.url, 1, 1) as (a, b):
        wait(a, "v1")
        there = moved(a, "v1", "v1-at-b")
        own_server.kill()
        beat(a, b)
        world.go_live(a, "v1")
        world.go_live(b, there)
        own_server.start()
        beat(a, b)
        beat(a, b)
        assert [one.live for one in a.replicas()] == [1, 1]
        assert look(a, "v2").replica is None


def test_who_reloads_keeps_the_place_that_is_kept(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1) as (a,):
        assert wait(a, "v1").replica == "a"
        again = moved(a, "v1", "v1-again")
        world.closed.add("v1")
        assert wait(a, again).replica == "a"
        world.now += 60
        wait(a, again)
        a.sweep()  # the first page is forgotten
        assert look(a, "v2").replica is None
        world.go_live(a, again)


def test_a_ticket_that_is_brought_later_counts(world: World, server: RedisServer) -> None:
    with world.replicas(server.url, 1, 1) as (a, b):
        world.go_live(a, "v1")
        world.go_live(b, "v2")
        wait(a, "w1")
        there = moved(a, "w1", "w1-at-b")
        wait(b, "w2")
        assert look(b, "w1-at-b").before == 2  # nobody knows them yet
        assert look(b, Guest("w1-at-b", "forged")).before == 2
        assert wait(b, there).before == 0
        assert wait(b, Guest("w1-at-b", a.ticket(Guest("w1")))).before == 0
