"""A full house: who is inside, who is next, who has gone."""

from dataclasses import dataclass, field

import pytest

from hosting.capacity import (
    LEASE,
    SILENCE,
    FullError,
    House,
    available_megabytes,
    most_visitors,
)
from transformers.status import Status


@dataclass
class Stream:
    status: Status = field(default_factory=Status)


@dataclass
class World:
    """A clock, and who has the page open."""

    now: float = 100.0
    closed: set[str] = field(default_factory=set)

    def house(self, most: int) -> House:
        return House(most, lambda visitor: visitor not in self.closed, lambda: self.now)


def test_no_more_than_there_are_places() -> None:
    house = World().house(2)
    house.enter("a", Stream())
    house.enter("b", Stream())
    assert not house.has_room("c")
    with pytest.raises(FullError):
        house.enter("c", Stream())
    assert len(house.streams()) == 2


def test_who_is_inside_may_start_anew() -> None:
    house = World().house(1)
    house.enter("a", Stream())
    assert house.has_room("a")
    again = Stream()
    house.enter("a", again)
    assert house.streams() == [again]


def test_a_stream_that_ended_frees_its_place() -> None:
    house, stream = World().house(1), Stream()
    house.enter("a", stream)
    stream.status = Status(ended=True)
    assert house.has_room("b")


def test_a_closed_page_frees_its_place_within_seconds_and_a_break_alone_does_not() -> None:
    world = World()
    house, stream = world.house(1), Stream(Status(last_frame=100.0))
    house.enter("a", stream)
    world.now += SILENCE + 1
    assert not house.has_room("b")  # a camera that pauses: the page is still there
    world.closed.add("a")
    assert house.has_room("b")
    stream.status = Status(last_frame=world.now)
    house.enter("b", Stream())
    assert not house.has_room("c")


def test_the_page_lost_while_pictures_go_on_keeps_the_place() -> None:
    world = World(closed={"a"})
    house = world.house(1)
    house.enter("a", Stream(Status(last_frame=world.now + SILENCE)))
    world.now += SILENCE + 1
    assert not house.has_room("b")


def test_the_first_in_line_comes_first() -> None:
    house, stream = World().house(1), Stream()
    house.enter("a", stream)
    assert [house.wait(name) for name in "bcd"] == [0, 1, 2]
    stream.status = Status(ended=True)
    assert house.has_room("b")
    assert not house.has_room("c")
    assert not house.has_room("e")  # who is not in line comes after those who are
    house.enter("b", Stream())
    assert house.wait("c") == 0
    assert house.waiting() == 2


def test_errors_are_counted_on_after_a_stream_has_ended() -> None:
    house, stream = World().house(1), Stream()
    house.enter("a", stream)
    stream.status = Status(errors=2, ended=True)
    assert house.has_room("b")
    house.enter("b", Stream(Status(errors=1, last_frame=100.0)))
    assert house.errors() == 3


def test_who_leaves_the_line_is_forgotten() -> None:
    world = World()
    house = world.house(1)
    house.enter("a", Stream(Status(last_frame=world.now)))
    house.wait("b")
    world.now += LEASE / 2
    assert house.wait("c") == 1
    world.now += LEASE / 2 + 0.1
    assert house.wait("c") == 0


@pytest.mark.parametrize(
    ("megabytes", "cores", "most"), [(512, 8, 4), (512, 1, 3), (100, 1, 1), (64_000, 4, 12)]
)
def test_memory_and_cores_set_the_limit(megabytes: float, cores: float, most: int) -> None:
    assert most_visitors(megabytes, cores) == most


def test_this_machine_has_memory() -> None:
    assert available_megabytes() > 100
