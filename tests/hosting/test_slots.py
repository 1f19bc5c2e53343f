"""Places: who has one, who is next, who has gone."""

from dataclasses import dataclass, field

import pytest

from hosting.slots import (
    LEASE,
    NOTICE,
    SILENCE,
    TURN,
    AddressFullError,
    Farewell,
    FullError,
    Rules,
    StreamSlots,
)
from transformers.status import Status

DEFAULT = Rules()


@dataclass
class Stream:
    status: Status = field(default_factory=Status)

    def on_ended(self) -> None:
        self.status = Status(ended=True)


@dataclass
class World:
    """A clock, who has the page open, and which streams were ended."""

    now: float = 100.0
    closed: set[str] = field(default_factory=set)
    ended: list[object] = field(default_factory=list)

    def slots(self, most: int, rules: Rules = DEFAULT) -> StreamSlots:
        def has_page(visitor: str) -> bool:
            return visitor not in self.closed

        return StreamSlots(most, has_page, self.ended.append, rules, lambda: self.now)

    def live(self) -> Status:
        """Of a stream whose frames come."""
        return Status(frames=9, last_frame=self.now)


def test_no_more_than_there_are_places() -> None:
    slots = World().slots(2)
    slots.acquire("a", Stream())
    slots.acquire("b", Stream())
    assert not slots.has_room("c")
    with pytest.raises(FullError):
        slots.acquire("c", Stream())
    assert len(slots.streams()) == 2


def test_who_is_inside_may_start_anew() -> None:
    slots = World().slots(1)
    slots.acquire("a", Stream())
    assert slots.has_room("a")
    again = Stream()
    slots.acquire("a", again)
    assert slots.streams() == [again]


def test_a_stream_that_ended_frees_its_place() -> None:
    slots, stream = World().slots(1), Stream()
    slots.acquire("a", stream)
    stream.status = Status(ended=True)
    assert slots.has_room("b")


def test_a_closed_page_frees_its_place_within_seconds_and_a_break_alone_does_not() -> None:
    world = World()
    slots, stream = world.slots(1), Stream(Status(last_frame=100.0))
    slots.acquire("a", stream)
    world.now += SILENCE + 1
    assert not slots.has_room("b")  # a camera that pauses: the page is still there
    world.closed.add("a")
    assert slots.has_room("b")
    stream.status = Status(last_frame=world.now)
    slots.acquire("b", Stream())
    assert not slots.has_room("c")


def test_the_page_lost_while_pictures_go_on_keeps_the_place() -> None:
    world = World(closed={"a"})
    slots = world.slots(1)
    slots.acquire("a", Stream(Status(last_frame=world.now + SILENCE)))
    world.now += SILENCE + 1
    assert not slots.has_room("b")


def test_the_first_in_line_comes_first() -> None:
    slots, stream = World().slots(1), Stream()
    slots.acquire("a", stream)
    assert [slots.wait(name) for name in "bcd"] == [0, 1, 2]
    stream.status = Status(ended=True)
    assert slots.has_room("b")
    assert not slots.has_room("c")
    assert not slots.has_room("e")  # who is not in line comes after those who are
    slots.acquire("b", Stream())
    assert slots.wait("c") == 0
    assert slots.waiting() == 2


def test_errors_are_counted_on_after_a_stream_has_ended() -> None:
    slots, stream = World().slots(1), Stream()
    slots.acquire("a", stream)
    stream.status = Status(errors=2, ended=True)
    assert slots.has_room("b")
    slots.acquire("b", Stream(Status(errors=1, last_frame=100.0)))
    assert slots.errors() == 3


def test_who_closes_the_page_is_forgotten_in_line() -> None:
    world = World()
    slots = world.slots(1)
    slots.acquire("a", Stream(Status(last_frame=world.now)))
    slots.wait("b")
    world.now += LEASE - 0.1
    world.closed.add("b")  # a network that breaks off for a moment, perhaps
    assert slots.wait("c") == 1
    world.now += 0.2
    assert slots.wait("c") == 0


def test_a_place_without_a_frame_is_free_with_the_page_open_and_its_stream_is_ended() -> None:
    world = World()
    slots, useless, stopped = world.slots(2), Stream(), Stream(world.live())
    slots.acquire("a", useless)
    slots.acquire("b", stopped)
    world.now += slots.rules.without_frame - 0.1
    assert not slots.has_room("c")
    slots.sweep()
    assert world.ended == []
    world.now += 0.2
    assert slots.has_room("c")
    assert slots.streams() == []
    slots.sweep()
    assert world.ended == [useless, stopped]
    assert slots.take_farewell("a") is Farewell.NO_FRAMES
    assert slots.take_farewell("a") is None  # it is told once


def test_the_sweep_needs_nobody_who_asks() -> None:
    world = World()
    slots, stream = world.slots(1), Stream()
    slots.acquire("a", stream)
    world.now += slots.rules.without_frame
    slots.sweep()
    slots.sweep()
    assert world.ended == [stream]


def test_a_place_that_was_given_back_is_free_and_nothing_is_told_of_it_later() -> None:
    world = World()
    slots = world.slots(1)
    stream = Stream()
    slots.acquire("a", stream)
    slots.release("a")
    assert slots.has_room("b")
    slots.sweep()
    assert world.ended == [stream]
    world.now += slots.rules.without_frame
    assert slots.take_farewell("a") is None


def test_frames_that_come_keep_the_place() -> None:
    world = World()
    slots, stream = world.slots(1), Stream()
    slots.acquire("a", stream)
    for _ in range(5):
        world.now += slots.rules.without_frame - 1
        stream.status = world.live()
        assert not slots.has_room("b")


def test_who_starts_anew_leaves_no_second_stream_running() -> None:
    world = World()
    slots, first = world.slots(1), Stream()
    slots.acquire("a", first)
    slots.acquire("a", Stream())
    slots.sweep()
    assert world.ended == [first]


def test_one_network_cannot_take_all_places() -> None:
    world = World()
    slots = world.slots(4, Rules(per_address=2))
    slots.acquire("a", Stream(), "198.51.100.7")
    assert not slots.is_capped("b", "198.51.100.7")
    slots.acquire("b", Stream(), "198.51.100.7")
    assert slots.is_capped("c", "198.51.100.7")
    assert not slots.is_capped("a", "198.51.100.7")  # who is inside may start anew
    assert not slots.has_room("c", "198.51.100.7")
    with pytest.raises(AddressFullError):
        slots.acquire("c", Stream(), "198.51.100.7")
    slots.acquire("d", Stream(), "2001:db8::/64")
    slots.acquire("e", Stream())
    with pytest.raises(FullError) as error:
        slots.acquire("f", Stream())
    assert error.type is FullError


def test_no_address_and_no_cap_count_nothing() -> None:
    for rules, network in ((Rules(per_address=1), None), (Rules(), "198.51.100.7")):
        slots = World().slots(3, rules)
        for name in "abc":
            slots.acquire(name, Stream(), network)
        assert len(slots.streams()) == 3


def test_those_whose_network_has_its_share_let_others_pass_in_line() -> None:
    slots, stream = World().slots(2, Rules(per_address=1)), Stream()
    slots.acquire("a", Stream(), "198.51.100.7")
    slots.acquire("b", stream, "203.0.113.9")
    assert [slots.wait(name, "198.51.100.7") for name in "cd"] == [0, 1]
    assert slots.wait("e", "192.0.2.4") == 2
    stream.status = Status(ended=True)
    assert not slots.has_room("c", "198.51.100.7")
    assert slots.has_room("e", "192.0.2.4")


def test_a_hidden_tab_that_asks_once_a_minute_keeps_its_turn() -> None:
    world = World()
    slots, stream = world.slots(1), Stream(Status(last_frame=1000.0))
    slots.acquire("a", stream)
    slots.wait("hidden")
    for _ in range(3):
        for _ in range(30):
            world.now += 2
            assert slots.wait("seen") == 1
        assert slots.wait("hidden") == 0
    stream.status = Status(ended=True)
    world.now += 59
    slots.wait("seen")
    assert not slots.has_room("seen")
    assert slots.wait("hidden") == 0
    assert slots.has_room("hidden")


def test_a_turn_that_nobody_takes_passes_and_the_place_in_line_stays() -> None:
    world = World()
    slots, stream = world.slots(1), Stream(Status(last_frame=1000.0))
    slots.acquire("a", stream)
    slots.wait("frozen")
    stream.status = Status(ended=True)
    world.now += TURN
    assert slots.wait("seen") == 0
    assert slots.has_room("seen")
    slots.acquire("seen", Stream())
    slots.wait("later")
    assert slots.wait("frozen") == 0
    assert slots.wait("later") == 1


def test_others_who_wait_end_the_longest_visit_after_a_notice() -> None:
    world = World()
    slots = world.slots(2, Rules(longest=900))
    longest, shorter = Stream(), Stream()
    slots.acquire("a", longest)
    world.now += 10
    slots.acquire("b", shorter)

    def after(seconds: float, *, waiting: bool) -> None:
        for _ in range(round(seconds)):
            world.now += 1
            longest.status = shorter.status = world.live()
            if waiting:
                slots.wait("c")
            slots.sweep()

    after(2000, waiting=False)
    assert slots.time_left("a") is None
    after(1, waiting=True)
    assert slots.time_left("a") == NOTICE
    assert slots.time_left("b") is None  # one waits, one makes room
    after(NOTICE - 1, waiting=True)
    assert slots.time_left("a") == 1
    assert world.ended == []
    after(1, waiting=True)
    assert world.ended == [longest]
    assert slots.take_farewell("a") is Farewell.TIME_IS_UP
    assert slots.has_room("c")
    assert slots.wait("a") == 1
    assert not slots.has_room("a")


def test_the_notice_is_taken_back_where_nobody_waits_any_more() -> None:
    world = World()
    slots, stream = world.slots(1, Rules(longest=600)), Stream()
    slots.acquire("a", stream)
    world.now += 600 - NOTICE
    stream.status = world.live()
    slots.wait("b")
    assert slots.time_left("a") == NOTICE
    world.closed.add("b")
    world.now += LEASE
    stream.status = world.live()
    assert slots.time_left("a") is None
    world.now += 600
    stream.status = world.live()
    slots.sweep()
    assert slots.streams() == [stream]


def test_starting_anew_does_not_begin_the_time_anew() -> None:
    world = World()
    slots = world.slots(1, Rules(longest=600))
    slots.acquire("a", first := Stream())
    world.now += 599
    first.status = world.live()
    slots.acquire("a", again := Stream())
    slots.wait("b")
    world.now += NOTICE
    again.status = world.live()
    slots.sweep()
    assert again in world.ended


def test_who_waits_in_vain_for_a_share_of_their_network_ends_nobodys_visit() -> None:
    world = World()
    slots, stream = world.slots(2, Rules(per_address=1, longest=600)), Stream()
    other = Stream()
    slots.acquire("a", stream, "203.0.113.9")
    slots.acquire("b", other, "198.51.100.7")
    world.now += 600
    stream.status = other.status = world.live()
    slots.wait("c", "198.51.100.7")
    assert slots.time_left("a") is None


def test_who_has_waited_elsewhere_stands_where_they_would() -> None:
    slots = World().slots(1)
    slots.acquire("a", Stream())
    assert slots.wait("b", since=200.0) == 0
    assert slots.wait("c") == 1
    assert slots.wait("d", since=100.0) == 0
    assert slots.wait("b", since=50.0) == 1  # what was said first counts
    assert list(slots.in_line()) == ["d", "b", "c"]
    assert [slots.before(name) for name in "abcde"] == [0, 1, 2, 0, 3]


def test_a_longer_line_lets_a_visitor_pass_but_adds_no_place() -> None:
    slots = World().slots(1, Rules(per_address=1))
    slots.wait("b")
    with pytest.raises(FullError):
        slots.acquire("a", Stream())
    slots.acquire("a", Stream(), in_turn=True)
    with pytest.raises(FullError):
        slots.acquire("b", Stream(), in_turn=True)


def test_who_leaves_the_line_is_not_waited_for() -> None:
    slots = World().slots(1)
    slots.wait("a")
    assert not slots.has_room("b")
    slots.leave_line("a")
    slots.leave_line("a")
    assert slots.has_room("b")


def test_who_is_inside_and_in_line_and_for_how_long() -> None:
    world = World()
    slots = world.slots(2)
    slots.acquire("a", Stream(world.live()))
    slots.wait("b")
    world.now += 2
    assert slots.has_place("a")
    assert not slots.has_place("b")
    assert (slots.inside(), slots.in_line()) == ({"a": 2.0}, {"b": 2.0})


def test_as_many_make_room_as_are_wanted_and_one_less_with_each_who_goes() -> None:
    world = World()
    slots = world.slots(3, Rules(longest=600))
    streams = {name: Stream(Status(last_frame=10_000.0)) for name in "abc"}
    for name, stream in streams.items():
        slots.acquire(name, stream)
        world.now += 1
    world.now += 600

    def told() -> list[str]:
        return [name for name in streams if slots.time_left(name) is not None]

    slots.wait("here")
    assert told() == ["a"]
    slots.make_room(2)
    assert told() == ["a", "b"]
    slots.acquire("a", streams["a"])  # who starts anew does not go
    assert told() == ["a", "b"]
    slots.release("a")
    assert told() == ["b"]
    slots.make_room(0)
    assert told() == []
    slots.make_room(None)
    slots.acquire("d", Stream(world.live()), in_turn=True)
    assert told() == ["b"]
