"""What rooms do for hosts and members, whether they are in memory or shared."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

import pytest

from rooms import codes
from rooms.in_memory import MemoryStore
from rooms.member import GONE
from rooms.privacy import ORDINARY, Rules
from rooms.room import HostView, Limits, Opened, Refusal, Room
from rooms.room_store import RoomStore
from rooms.rooms import Rooms
from testkit.redis_server import RedisServer
from tests.rooms.crowd import HAPPY, NEUTRAL, SAD, SECRET, Clock, Crowd, MovedRedisStore

LIMITS = Limits()
Open = Callable[..., Crowd]
ALL_HAPPY = (0, 0, 0, 100, 0, 0, 0)


@pytest.fixture(params=["in memory", "in Redis"])
def open_crowd(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(replicas: int = 2, limits: Limits = LIMITS, rules: Rules = ORDINARY) -> Crowd:
            store: RoomStore
            if request.param == "in memory":
                store = MemoryStore(rules, limits, clock)
            else:
                server: RedisServer = request.getfixturevalue("server")
                store = MovedRedisStore(server.url, rules, limits, clock)
            stack.callback(store.close)
            return Crowd(store, clock, rules, limits, replicas)

        yield opened


def fill(crowd: Crowd, people: int = 6) -> None:
    for number in range(people):
        crowd.join(f"v{number}", HAPPY, number % len(crowd.replicas))


def test_who_closed_the_page_has_left_and_nobody_need_join_for_that(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 5)
    pages = {"v5": True}
    member = crowd.join("v5", HAPPY, 1, lambda: pages["v5"])
    crowd.to_round(into=1)
    assert crowd.view().people == 6
    pages["v5"] = False
    crowd.pass_time(GONE / 2)
    assert member.is_in  # a phone may come back
    crowd.pass_time(GONE)
    assert not member.is_in
    crowd.to_round(into=1)
    assert crowd.view().people == 5


def test_a_room_shows_its_people_together(open_crowd: Open) -> None:
    crowd = open_crowd()
    assert crowd.view().people is None
    fill(crowd)
    crowd.look("v0", SAD)
    crowd.pass_windows(3)
    assert crowd.view().windows == ()  # the round had begun before
    assert crowd.view().figures_from > crowd.clock.now
    crowd.to_round(into=4)
    view = crowd.view()
    assert view.people == 6
    assert view.figures_from <= crowd.clock.now
    assert [one.shares for one in view.windows] == [(0, 0, 0, 85, 15, 0, 0)] * 4
    first = crowd.rules.first_window(crowd.rules.round_of(crowd.rules.window_at(crowd.clock.now)))
    starts = [crowd.rules.window_at(one.start) - first for one in view.windows]
    assert starts == [0, 1, 2, 3]
    again = crowd.rooms.view(*crowd.host, since=3)
    assert isinstance(again, HostView)
    assert again.windows == view.windows[3:]


def test_fewer_than_enough_are_not_shown(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 4)
    crowd.to_round(into=23 + 5)
    assert crowd.view().people is None
    assert crowd.shown == []


def test_who_leaves_is_carried_until_the_round_ends(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 7)
    crowd.to_round(into=3)
    crowd.look("v0", SAD)
    crowd.pass_windows(1)
    crowd.leave("v0")
    crowd.look("v1", SAD)
    crowd.pass_windows(1)
    assert crowd.shown[-1].shares[4] == 30  # two of seven
    assert crowd.view().people == 7
    crowd.to_round(into=12)
    assert crowd.view().people == 6
    told = len(crowd.shown)
    assert crowd.rules.round_of(crowd.shown[-1].number) < crowd.rules.round_of(
        crowd.rules.window_at(crowd.clock.now)
    )
    crowd.pass_windows(3)
    assert len(crowd.shown) > told  # the minute is over
    assert len(crowd.shown[-1].group) == 6


def test_newcomers_alone_wait_and_then_come_in(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 6)
    crowd.to_round(into=5)
    crowd.join("late", SAD, at=1)
    for _ in range(ORDINARY.waits):
        crowd.to_round(into=22)
        assert len(crowd.shown[-1].group) == 6
        assert crowd.view().people == 7
    crowd.to_round(into=22)
    assert len(crowd.shown[-1].group) == 7
    told = [one.number for one in crowd.shown]
    assert max(b - a for a, b in pairwise(told)) == ORDINARY.silence + 1


def test_many_newcomers_come_in_at_once(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 6)
    crowd.to_round(into=5)
    for number in range(5):
        crowd.join(f"late{number}", SAD, at=1)
    crowd.to_round(into=2)
    assert len(crowd.shown[-1].group) == 11
    told = [one.number for one in crowd.shown]
    assert told == list(range(told[0], told[-1] + 1))


def test_who_does_not_show_a_face_is_not_present(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 6)
    crowd.join("hidden", None)
    crowd.to_round(into=2)
    assert crowd.view().people == 6


def test_one_visit_counts_once(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 5)
    before = crowd.people["v0"].member
    again = crowd.join("v0", HAPPY, 0)
    assert not before.is_in
    assert again.is_in
    elsewhere = crowd.join("v0", HAPPY, 1)
    crowd.to_round(into=2)
    assert crowd.view().people == 5
    assert not again.is_in
    assert elsewhere.is_in
    crowd.replicas[0].rooms.leave(again)  # it is in no more, so that says nothing
    crowd.to_round(into=2)
    assert crowd.view().people == 5


def test_a_replica_that_dies_is_forgotten_with_its_people(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd, 12)
    crowd.to_round(into=3)
    crowd.replicas[1].is_stopped = True
    told = len(crowd.shown)
    crowd.pass_windows(10)
    assert len(crowd.shown) == told  # a part of the group is missing
    crowd.to_round(into=2)
    assert crowd.view().people == 6
    assert len(crowd.shown[-1].group) == 6


def test_pause_and_resume(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd)
    crowd.to_round(into=3)
    assert crowd.rooms.pause(*crowd.host) is None
    told = len(crowd.shown)
    crowd.pass_windows(5)
    assert crowd.view().paused
    assert crowd.people["v0"].member.is_paused
    assert len(crowd.shown) == told
    assert crowd.rooms.resume(*crowd.host) is None
    crowd.pass_windows(5)
    assert not crowd.view().paused
    assert not crowd.people["v0"].member.is_paused
    assert len(crowd.shown) == told + 5


def test_marks(open_crowd: Open, clock: Clock) -> None:
    crowd = open_crowd(limits=replace(LIMITS, marks=3))
    assert crowd.rooms.mark(*crowd.host, " slide\n5 \u202e\x00 ") is None
    assert crowd.rooms.mark(*crowd.host, " \u200b\x1b ") is Refusal.NO_WORD
    clock.now += 7
    assert crowd.rooms.mark(*crowd.host, "é" * 500) is None
    assert crowd.rooms.mark(*crowd.host, "<b>") is None
    assert crowd.rooms.mark(*crowd.host, "one too many") is Refusal.FULL
    marks = crowd.view().marks
    assert [one.text for one in marks] == ["slide 5", "é" * 60, "<b>"]
    assert marks[1].at - marks[0].at == pytest.approx(7)


def test_only_the_host_is_the_host(open_crowd: Open) -> None:
    crowd = open_crowd()
    code = crowd.opened.code
    for key in ("", "x", crowd.opened.key[:-1], crowd.opened.code):
        assert crowd.rooms.view(code, key) is Refusal.NO_ROOM
        assert crowd.rooms.mark(code, key, "mine") is Refusal.NO_ROOM
        assert crowd.rooms.pause(code, key) is Refusal.NO_ROOM
        assert crowd.rooms.resume(code, key) is Refusal.NO_ROOM
        assert crowd.rooms.end(code, key) is Refusal.NO_ROOM
    assert crowd.view().marks == ()
    for wrong in ("", "*", "BCDF2345", "{facecue}:rooms", "x" * 9999):
        assert crowd.rooms.view(wrong, crowd.opened.key) is Refusal.NO_ROOM


def test_it_ends_when_the_host_ends_it(open_crowd: Open) -> None:
    crowd = open_crowd()
    fill(crowd)
    crowd.to_round(into=5)
    crowd.rooms.mark(*crowd.host, "the end")
    last = crowd.rooms.end(*crowd.host)
    assert isinstance(last, HostView)
    assert [one.shares for one in last.windows] == [ALL_HAPPY] * 5
    assert [one.text for one in last.marks] == ["the end"]
    assert crowd.rooms.view(*crowd.host) is Refusal.NO_ROOM
    assert crowd.rooms.find(crowd.opened.code) is Refusal.NO_ROOM
    assert crowd.store.windows(crowd.opened.code, 0) == []
    for replica in crowd.replicas:
        replica.rooms.report()
    assert not any(person.member.is_in for person in crowd.people.values())
    room = Room(crowd.opened.code, 5, 0.0)
    assert crowd.rooms.join(room, "late") is Refusal.NO_ROOM


def test_it_ends_after_two_hours(open_crowd: Open, clock: Clock) -> None:
    crowd = open_crowd()
    begun = clock.now
    while clock.now < begun + 7200 - 600:
        clock.now += 600
        assert crowd.view().ends_at == pytest.approx(begun + 7200)
    clock.now = begun + 7199
    crowd.view()
    clock.now = begun + 7201
    assert crowd.rooms.view(*crowd.host) is Refusal.NO_ROOM


def test_it_ends_a_quarter_of_an_hour_after_the_host_has_gone(
    open_crowd: Open, clock: Clock
) -> None:
    crowd = open_crowd()
    fill(crowd)
    clock.now += 899
    crowd.view()
    clock.now += 899
    assert isinstance(crowd.rooms.find(crowd.opened.code), Room)
    clock.now += 2
    assert crowd.rooms.find(crowd.opened.code) is Refusal.NO_ROOM
    crowd.replicas[1].rooms.report()
    assert not crowd.people["v1"].member.is_in


def test_so_many_and_no_more(open_crowd: Open, clock: Clock) -> None:
    crowd = open_crowd(limits=replace(LIMITS, members=3, rooms=2))
    fill(crowd, 3)
    room = crowd.rooms.find(crowd.opened.code)
    assert isinstance(room, Room)
    assert crowd.rooms.join(room, "v4") is Refusal.FULL
    crowd.join("v0", HAPPY, 1)  # who is in may move
    crowd.leave("v0")
    crowd.join("v4")
    assert isinstance(crowd.rooms.open(promised=True), Opened)
    assert crowd.rooms.open(promised=True) is Refusal.FULL
    crowd.rooms.end(*crowd.host)
    assert isinstance(crowd.rooms.open(promised=True), Opened)


def test_no_room_without_a_promise(open_crowd: Open) -> None:
    assert open_crowd().rooms.open(promised=False) is Refusal.NO_PROMISE


def test_codes_are_found_as_they_are_typed(open_crowd: Open) -> None:
    crowd = open_crowd()
    code, rooms = crowd.opened.code, crowd.replicas[1].rooms
    for text in (code, f" {codes.spelled(code)} ".lower()):
        room = rooms.find(text)
        assert isinstance(room, Room)
        assert room.code == code
        assert room.least == 5


def test_wrong_codes_keep_nobody_out(open_crowd: Open) -> None:
    crowd = open_crowd()
    for number in range(1000):
        assert crowd.rooms.find(codes.new_code()) is Refusal.NO_ROOM
        if number % 100 == 0:
            assert isinstance(crowd.rooms.find(crowd.opened.code), Room)


def test_a_link_of_the_form_before_still_leads_there(open_crowd: Open) -> None:
    crowd = open_crowd()
    assert isinstance(crowd.rooms.find(f"{crowd.opened.code}.{'B' * 16}"), Room)


def test_replicas_that_share_no_secret_show_nothing(open_crowd: Open, clock: Clock) -> None:
    crowd = open_crowd()
    stranger = Rooms(crowd.store, "r1", SECRET + "?", ORDINARY, LIMITS, clock=clock)
    crowd.replicas[1].rooms = stranger
    fill(crowd, 8)
    crowd.to_round(into=9)
    assert crowd.view().people == 8
    assert crowd.shown == []


def test_rooms_do_not_know_each_other(open_crowd: Open) -> None:
    crowd = open_crowd()
    other = crowd.rooms.open(promised=True)
    assert isinstance(other, Opened)
    fill(crowd)
    room = crowd.rooms.find(other.code)
    assert isinstance(room, Room)
    crowd.rooms.join(room, "v1")
    crowd.to_round(into=3)
    assert crowd.view().people == 6
    view = crowd.rooms.view(other.code, other.key)
    assert isinstance(view, HostView)
    assert (view.people, view.windows) == (None, ())
    assert crowd.rooms.view(other.code, crowd.opened.key) is Refusal.NO_ROOM


def test_closing_lets_go(open_crowd: Open) -> None:
    crowd = open_crowd()
    member = crowd.join("v0", NEUTRAL)
    crowd.rooms.close()
    assert not member.is_in
