"""What a visitor is told whose stream is ended, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from hosting.house.alone import AloneHouse
from hosting.house.house import Guest
from hosting.slots import NOTICE, Farewell, Rules, StreamSlots
from testkit.patience import PATIENCE
from tests.views.visits import visit_of
from transformers.status import Status
from views.parts.recording import Running
from views.words.english import Words

LONGEST = 600.0


class Stream:
    """One whose frames come until just now."""

    def __init__(self, page: AppTest) -> None:
        self._page = page
        self.sends = True

    @property
    def status(self) -> Status:
        return Status(frames=9, last_frame=self._page.session_state["now"] if self.sends else 0.0)

    def on_ended(self) -> None:
        pass


@pytest.fixture
def page() -> AppTest:
    """The line and the recording of a page, with one place."""
    page = AppTest.from_function(_page, default_timeout=PATIENCE)
    page.session_state["now"] = 0.0
    page.session_state["active"] = False
    slots = StreamSlots(
        1,
        lambda visitor: True,
        lambda stream: None,
        Rules(longest=LONGEST),
        lambda: page.session_state["now"],
    )
    page.session_state["house"] = AloneHouse(slots, "a")
    return page.run()


def start(page: AppTest) -> Stream:
    stream = Stream(page)
    page.session_state["house"].acquire(Guest(page.session_state["visitor"]), stream)
    page.session_state["active"] = True
    page.run()
    return stream


def later(page: AppTest, seconds: float, *, waiting: bool = False) -> None:
    page.session_state["now"] += seconds
    if waiting:
        page.session_state["house"].wait(Guest("another"))
    page.run()
    assert not page.exception


def told(page: AppTest) -> list[str]:
    return [one.value for one in (*page.info, *page.warning)]


def test_who_makes_room_is_told_before_and_after_and_keeps_the_recording(page: AppTest) -> None:
    start(page)
    visit_of(page).running = Running()
    later(page, LONGEST)
    assert told(page) == []
    later(page, 1, waiting=True)
    assert told(page) == [Words.MAKE_ROOM.format(seconds=60)]
    later(page, NOTICE - 15, waiting=True)
    assert told(page) == [Words.MAKE_ROOM.format(seconds=20)]
    later(page, 15, waiting=True)
    assert Words.TIME_IS_UP in told(page)
    assert len(visit_of(page).recordings) == 1
    assert visit_of(page).running is None
    assert Words.STAND_IN_LINE in [button.label for button in page.button]


def test_who_sends_no_frames_is_told_and_may_start_again(page: AppTest) -> None:
    start(page).sends = False
    later(page, 16)
    assert told(page) == [Words.NO_FRAMES.format(seconds=15)]
    assert visit_of(page).farewell is Farewell.NO_FRAMES
    start(page)
    assert told(page) == []


def test_a_share_that_others_of_the_network_have_is_told(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.service.network", lambda: "198.51.100.7")
    slots = StreamSlots(
        4, lambda visitor: True, lambda stream: None, Rules(per_address=1), lambda: 0.0
    )
    slots.acquire("another", Stream(page), "198.51.100.7")
    page.session_state["house"] = AloneHouse(slots, "a")
    visit_of(page).admitted = False
    page.run()
    assert told(page) == [Words.ADDRESS_FULL.format(most=1)]


def _page() -> None:
    import streamlit as st

    from views import service
    from views.pages import live
    from views.parts import line, recording

    st.session_state["visitor"] = service.visitor()
    house = st.session_state["house"]
    live._has_left(house)
    if not line.is_admitted(house):
        recording.results()
        return
    recording.going_on(st.session_state["active"], lambda: st.session_state["now"])
    inside = bool(house.streams())
    line.tell_end(house, is_live=st.session_state["active"] and inside)
