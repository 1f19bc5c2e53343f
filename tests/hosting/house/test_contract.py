"""What a house does for its visitors, whether it is of one replica alone or shares a store."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from hosting.house.alone import AloneHouse
from hosting.house.house import Guest, Replica, Standing
from hosting.house.shared import SharedHouse
from hosting.house.times import ORDINARY, Times
from hosting.slots import LEASE, NOTICE, TURN, AddressFullError, Farewell, FullError, Rules
from testkit.redis_server import RedisServer
from tests.hosting.house.world import FIGURES, NO_RULES, World, beat, look, wait

Open = Callable[..., AloneHouse]
BRIEF = Times(turn=1.0)
ONE_NETWORK, ANOTHER = "198.51.100.7", "203.0.113.9"


@pytest.fixture(params=["alone", "shared"])
def open_house(request: pytest.FixtureRequest, world: World) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(most: int, rules: Rules = NO_RULES, times: Times = ORDINARY) -> AloneHouse:
            if request.param == "alone":
                return world.alone(most, rules)
            server: RedisServer = request.getfixturevalue("server")
            return stack.enter_context(world.replica("a", server.url, most, rules, times))

        yield opened


def test_no_more_than_there_are_places(world: World, open_house: Open) -> None:
    house = open_house(2)
    assert look(house, "v1") == Standing("a", 0)
    world.go_live(house, "v1")
    world.go_live(house, "v2")
    assert look(house, "v3") == Standing(None, 0)
    with pytest.raises(FullError):
        world.go_live(house, "v3")
    assert house.streams() == list(world.streams.values())


def test_to_look_reserves_nothing(world: World, open_house: Open) -> None:
    house = open_house(1)
    assert look(house, "v1") == look(house, "v2") == Standing("a", 0)
    world.go_live(house, "v2")


def test_who_is_inside_may_start_anew(world: World, open_house: Open) -> None:
    house = open_house(1)
    world.go_live(house, "v1")
    wait(house, "v2")
    assert look(house, "v1") == Standing("a", 0)
    world.go_live(house, "v1")
    assert house.streams() == [world.streams["v1"]]


def test_the_first_in_line_comes_first_and_no_newcomer_passes(
    world: World, open_house: Open
) -> None:
    house = open_house(1)
    world.go_live(house, "v1")
    assert [wait(house, one) for one in ("v2", "v3", "v4")] == [
        Standing(None, before) for before in range(3)
    ]
    world.leave(house, "v1")
    assert look(house, "new") == Standing(None, 3)
    with pytest.raises(FullError):
        world.go_live(house, "new")
    assert wait(house, "v3") == Standing(None, 1)
    assert wait(house, "v2") == Standing("a", 0)
    assert look(house, "v3").replica is None
    with pytest.raises(FullError):
        world.go_live(house, "v3")
    world.go_live(house, "v2")
    assert wait(house, "v3") == Standing(None, 0)
    beat(house)
    assert house.waiting() == 2


def test_who_leaves_the_line_is_not_waited_for(world: World, open_house: Open) -> None:
    house = open_house(1)
    world.go_live(house, "v1")
    for one in ("v2", "v3"):
        wait(house, one)
    world.leave(house, "v1")
    assert wait(house, "v2").replica == "a"
    house.leave_line(Guest("v2"))
    assert wait(house, "v3") == Standing("a", 0)
    assert wait(house, "v2") == Standing(None, 1)


def test_who_closes_the_page_is_forgotten_in_line(world: World, open_house: Open) -> None:
    house = open_house(1)
    world.go_live(house, "v1")
    wait(house, "v2")
    world.closed.add("v2")
    house.sweep()
    assert wait(house, "v3").before == 1
    world.now += LEASE
    house.sweep()
    assert wait(house, "v3").before == 0


def test_a_turn_that_nobody_takes_passes_and_the_place_in_line_stays(
    world: World, open_house: Open
) -> None:
    house = open_house(1, times=BRIEF)
    world.go_live(house, "v1")
    wait(house, "asleep")
    world.leave(house, "v1")
    world.now += TURN
    if isinstance(house, SharedHouse):
        time.sleep(BRIEF.turn)  # by the store's own clock
    assert wait(house, "v2") == Standing("a", 0)
    world.go_live(house, "v2")
    wait(house, "v3")
    assert wait(house, "asleep").before == 0
    assert wait(house, "v3").before == 1


def test_a_place_that_was_given_back_is_free_at_once(world: World, open_house: Open) -> None:
    house = open_house(1)
    world.go_live(house, "v1")
    house.release(Guest("v1"))
    assert look(house, "v2").replica == "a"
    world.go_live(house, "v2")
    house.sweep()
    assert world.streams["v1"].has_ended
    assert house.take_farewell(Guest("v1")) is None


def test_one_network_cannot_take_all_places(world: World, open_house: Open) -> None:
    house = open_house(3, Rules(per_address=2))
    for one in ("v1", "v2"):
        assert not look(house, Guest(one, network=ONE_NETWORK)).capped
        world.go_live(house, Guest(one, network=ONE_NETWORK))
    third = Guest("v3", network=ONE_NETWORK)
    assert look(house, third).capped
    assert not look(house, Guest("v1", network=ONE_NETWORK)).capped
    assert not look(house, Guest("v4", network=ANOTHER)).capped
    assert look(house, third).replica is None
    with pytest.raises(AddressFullError):
        world.go_live(house, third)
    world.go_live(house, Guest("v4", network=ANOTHER))
    with pytest.raises(FullError) as error:
        world.go_live(house, "v5")
    assert error.type is FullError


def test_those_whose_network_has_its_share_let_others_pass_in_line(
    world: World, open_house: Open
) -> None:
    house = open_house(2, Rules(per_address=1))
    world.go_live(house, Guest("v1", network=ONE_NETWORK))
    world.go_live(house, Guest("v2", network=ANOTHER))
    assert wait(house, Guest("v3", network=ONE_NETWORK)).before == 0
    assert wait(house, Guest("v4", network="192.0.2.4")).before == 1
    world.leave(house, "v2")
    assert look(house, Guest("v3", network=ONE_NETWORK)).replica is None
    assert wait(house, Guest("v4", network="192.0.2.4")).replica == "a"


def test_others_who_wait_end_the_longest_visit_after_a_notice(
    world: World, open_house: Open
) -> None:
    house = open_house(2, Rules(longest=900))
    world.go_live(house, "v1")
    world.now += 10
    world.go_live(house, "v2")
    world.now += 2000
    beat(house)
    assert house.time_left(Guest("v1")) is None
    wait(house, "v3")
    beat(house)
    assert house.time_left(Guest("v1")) == NOTICE
    assert house.time_left(Guest("v2")) is None  # one waits, one makes room
    world.now += NOTICE
    wait(house, "v3")
    house.sweep()
    assert house.time_left(Guest("v2")) is None
    assert world.streams["v1"].has_ended
    assert house.take_farewell(Guest("v1")) is Farewell.TIME_IS_UP
    assert wait(house, "v3") == Standing("a", 0)
    assert wait(house, "v1") == Standing(None, 1)


def test_its_figures(world: World, open_house: Open) -> None:
    house = open_house(2)
    world.go_live(house, "v1")
    beat(house)
    (only,) = house.replicas()
    assert only == Replica("a", 2, 1, 0, only.age, FIGURES)
    assert 0 <= only.age < 60
    assert (house.name, house.most, house.most_in_all(), house.errors()) == ("a", 2, 2, 0)
    assert house.rules == NO_RULES
    assert house.is_in_step()


def test_one_that_has_said_goodbye_lets_nobody_in(world: World, open_house: Open) -> None:
    house = open_house(2)
    world.go_live(house, "v1")
    house.close()
    assert look(house, "v2").replica is None
    assert wait(house, "v2").replica is None
    with pytest.raises(FullError):
        world.go_live(house, "v2")
    assert len(house.streams()) == 1
