"""Nothing is shared before Join, and a host's page tells what there is to see."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from models.labels import Expression
from rooms.member import Member
from rooms.opening import open_rooms
from rooms.privacy import Rules
from rooms.room import HostView, Opened, Refusal, Window
from rooms.rooms import Rooms
from testkit.patience import PATIENCE
from tests.views.visits import visit_of
from transformers.types import Box, Face
from views.pages import room
from views.parts import joining, kept_room
from views.parts.recording import Running
from views.room_state import RoomState, Seat
from views.state import Visit
from views.words.english import Words

HAPPY = (0, 0, 0, 80, 0, 0, 20)


@pytest.fixture
def rooms() -> Iterator[Rooms]:
    opened = open_rooms("one", "secret", rules=Rules(3))
    yield opened
    opened.close()


@pytest.fixture
def opened(rooms: Rooms) -> Opened:
    made = rooms.open(promised=True)
    assert isinstance(made, Opened)
    return made


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Of a page that is not run."""
    made = Visit()
    for module in (joining, kept_room):
        monkeypatch.setattr(module, "visit", lambda: made)
    return made


def live(rooms: "Rooms | None") -> None:  # quoted, as Streamlit runs it by itself
    from views.parts.joining import ask_for_code, ask_to_join, badge

    ask_to_join(rooms)
    badge(rooms)
    ask_for_code(rooms)


def live_page(rooms: Rooms | None, invitation: str = "") -> AppTest:
    page = AppTest.from_function(live, kwargs={"rooms": rooms}, default_timeout=PATIENCE)
    if invitation:
        page.query_params["room"] = invitation
    return page.run()


def test_a_link_asks_and_join_is_the_consent(rooms: Rooms, opened: Opened) -> None:
    page = live_page(rooms, opened.code)
    assert "never yours alone, and nothing of fewer than 3 people" in page.markdown[0].value
    assert visit_of(page).room.member is None
    page.button(key="room_join").click().run()
    member = visit_of(page).room.member
    assert member is not None
    assert member.is_in
    assert page.markdown[0].value == Words.ROOM_IN_BEFORE_START
    page.button(key="room_leave").click().run()
    assert not member.is_in
    assert visit_of(page).room.member is None
    assert "room" not in page.query_params


def test_not_now_is_for_this_visit(rooms: Rooms, opened: Opened) -> None:
    page = live_page(rooms, opened.code)
    page.button(key="room_not_now").click().run()
    assert not page.exception
    assert "room_join" not in [one.key for one in page.button]


def test_a_code_may_be_typed_and_a_wrong_one_is_told(rooms: Rooms, opened: Opened) -> None:
    page = live_page(rooms)
    page.text_input[0].set_value("BCDF2345")
    page.button[0].click().run()
    assert page.warning[0].value == Words.ROOM_REFUSALS[Refusal.NO_ROOM]
    page.text_input[0].set_value(opened.code.lower())
    page.button[0].click().run()
    page.button(key="room_join").click().run()
    assert visit_of(page).room.member is not None


def test_the_end_of_a_room_is_told(rooms: Rooms, opened: Opened) -> None:
    page = live_page(rooms, opened.code)
    page.button(key="room_join").click().run()
    rooms.end(opened.code, opened.key)
    rooms.report()
    page.run()
    page.run()
    assert page.info[0].value == Words.ROOM_LEFT


def test_without_rooms_nothing_is_drawn() -> None:
    page = live_page(None, "BCDF2345.23456789BCDFGHJK")
    assert not page.exception
    assert not page.button
    assert not page.markdown


def test_the_recording_and_the_room_hear_each_frame(known: Visit) -> None:
    shares = np.eye(7, dtype=np.float32)[3]
    face = Face(Box(0, 0, 9, 9), 1, shares, Expression.HAPPY)
    running, member = Running(), Member("code", "name")
    assert joining.heard_by(None) is None
    known.room.member = member
    for recording in (running, None):
        hear = joining.heard_by(recording)
        assert hear is not None
        for number in range(9):
            hear([face], number / 4)
        assert member.take() == pytest.approx(list(shares))
    assert running.recorder.seconds == pytest.approx(2)


def bring(monkeypatch: pytest.MonkeyPatch, brought: Any) -> None:
    monkeypatch.setattr(st, "session_state", {"kept_room": {"brought": brought}})
    kept_room._take_back()


def test_a_tab_gives_back_the_key_and_an_invitation(
    known: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = RoomState(seat=Seat(Opened("code", "key")), invitation="there")
    before.member = Member("there", "name")
    bring(monkeypatch, kept_room._kept(before))
    assert known.room.seat is not None
    assert known.room.seat.opened == Opened("code", "key")
    assert (known.room.invitation, known.room.name) == ("there", before.name)
    assert known.room.member is None  # until Join is pressed again


@pytest.mark.parametrize("brought", [None, "text", [], {}, {"code": 1, "key": None}])
def test_what_else_a_tab_says_is_passed_over(
    known: Visit, monkeypatch: pytest.MonkeyPatch, brought: Any
) -> None:
    bring(monkeypatch, brought)
    assert known.room.seat is None
    assert known.room.invitation is None


def test_what_a_tab_says_is_bounded(known: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(monkeypatch, {"invitation": "x" * 9999, "name": "y" * 9999})
    assert known.room.invitation == "x" * kept_room.LONGEST


def host_view(**other: Any) -> HostView:
    given: dict[str, Any] = {
        "now": 1000.0,
        "since": 900.0,
        "ends_at": 8100.0,
        "window": 5.0,
        "least": 5,
        "people": 7,
        "figures_from": 990.0,
        "paused": False,
        "windows": (Window(990.0, HAPPY),),
        "marks": (),
    }
    return HostView(**given | other)


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (host_view(), "The faces look: Happy, Neutral"),
        (host_view(paused=True), Words.ROOM_PAUSED),
        (host_view(people=None, figures_from=1042.0), "once 5 people show their faces. The next"),
        (host_view(figures_from=1042.0), "the next figures come in 42 s"),
        (host_view(windows=()), Words.ROOM_WAITS),
        (host_view(now=1100.0), Words.ROOM_WAITS),
    ],
)
def test_the_host_is_told_what_there_is_to_see(seen: HostView, told: str) -> None:
    assert told in room._now(seen)


def host() -> None:
    from views.pages import room

    room.render()


@pytest.fixture
def host_page(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(room, "rooms", lambda _settings: rooms)
    monkeypatch.setattr(room, "say_goodbye_in_the_end", lambda: None)
    return AppTest.from_function(host, default_timeout=PATIENCE).run()


def test_a_room_opens_for_a_promise_and_ends_when_asked_twice(host_page: AppTest) -> None:
    page = host_page
    assert page.button[0].disabled
    page.checkbox[0].check().run()
    page.button[0].click().run()
    assert not page.exception
    seat = visit_of(page).room.seat
    assert seat is not None
    assert "Fewer than 3 people are in." in page.caption[0].value
    page.text_input[0].set_value("  ")
    page.button[0].click().run()
    assert page.warning[0].value == Words.ROOM_REFUSALS[Refusal.NO_WORD]
    page.text_input[0].set_value("Opening <b>")
    page.button[0].click().run()
    assert not page.warning
    page.button(key="room_pause").click().run()
    assert page.subheader[0].value == Words.ROOM_PAUSED
    page.button(key="room_end").click().run()
    assert visit_of(page).room.seat is seat
    next(one for one in page.button if one.label == Words.ROOM_END_YES).click().run()
    assert visit_of(page).room.seat is None
    assert page.info[0].value == Words.ROOM_ENDED
    assert page.markdown[0].value == Words.ROOM_NOTHING_SHOWN
