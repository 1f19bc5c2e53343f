"""When a recording goes on, waits and ends, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from models.labels import Expression
from testkit.patience import PATIENCE
from tests.recordings.people import RATE, face
from tests.views.visits import visit_of
from views.parts.recording import GRACE, SILENCE


@pytest.fixture
def page() -> AppTest:
    page = AppTest.from_function(_page, default_timeout=PATIENCE)
    page.session_state["active"] = True
    page.session_state["now"] = 0.0
    page.run()
    visit_of(page).started = 0.0
    return page


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def see(page: AppTest, seconds: float) -> None:
    """Frames with a smiling face come for so long."""
    running, start = visit_of(page).running, page.session_state["now"]
    assert running is not None
    for step in range(1, round(seconds * RATE) + 1):
        running.recorder.add([face(Expression.HAPPY)], start + step / RATE)
    page.session_state["now"] = start + seconds
    page.run()
    assert not page.exception


def later(page: AppTest, seconds: float, *, active: bool) -> None:
    page.session_state["now"] += seconds
    page.session_state["active"] = active
    page.run()
    assert not page.exception


def finished(page: AppTest) -> list[float]:
    """Seconds of each recording that ended."""
    return [round(recording.seconds) for recording in visit_of(page).recordings]


def test_stop_recording_keeps_it(page: AppTest) -> None:
    press(page, "Record")
    see(page, 5)
    assert finished(page) == []
    press(page, "Stop recording")
    assert finished(page) == [5]
    assert "Results" in [header.value for header in page.header]


def test_stopping_the_camera_ends_it_at_once(page: AppTest) -> None:
    press(page, "Record")
    see(page, 5)
    later(page, 0.5, active=False)
    assert finished(page) == [5]


def test_a_broken_stream_is_waited_for_and_recorded_further(page: AppTest) -> None:
    press(page, "Record")
    see(page, 5)
    later(page, SILENCE + 1, active=False)
    assert any("waits for it" in warning.value for warning in page.warning)
    later(page, 5, active=True)
    assert not page.warning
    see(page, 3)
    press(page, "Stop recording")
    assert finished(page) == [8]


def test_a_stream_that_does_not_come_back_ends_it(page: AppTest) -> None:
    press(page, "Record")
    see(page, 5)
    later(page, SILENCE + 1, active=False)
    later(page, GRACE + 1, active=False)
    assert finished(page) == [5]


def test_practice_ends_by_itself(page: AppTest) -> None:
    page.selectbox[0].select(60).run()
    press(page, "Record")
    see(page, 50)
    assert finished(page) == []
    see(page, 11)
    assert finished(page) == [61]


def test_nothing_is_drawn_while_speaking_if_so_wished(page: AppTest) -> None:
    assert page.session_state["drawn"]
    page.toggle[0].set_value(True).run()
    press(page, "Record")
    assert not page.session_state["drawn"]
    see(page, 2)
    press(page, "Stop recording")
    assert page.session_state["drawn"]


def test_without_a_stream_there_is_nothing_to_record(page: AppTest) -> None:
    visit_of(page).started = None
    press(page, "Record")
    assert visit_of(page).running is None


def _page() -> None:
    import streamlit as st

    from transformers.processor import LiveOptions
    from views.parts import recording

    st.button("Record", on_click=recording.begin)
    st.button("Stop recording", on_click=recording.end)
    running = recording.going_on(st.session_state["active"], lambda: st.session_state["now"])
    recording.controls(running, lambda: st.session_state["now"])
    st.session_state["drawn"] = recording.while_recording(LiveOptions()).overlay.label
    recording.results()
