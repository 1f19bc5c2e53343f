"""Closed pages may come back for a while; then their sessions end, however many there are."""

from typing import Any, cast

import pytest
from streamlit.runtime.session_manager import SessionInfo

from hosting.http import endings
from hosting.http.endings import MAX_CLOSED, ClosedSessions


class Session:
    """As much of Streamlit's as its end needs."""

    def __init__(self, name: str) -> None:
        self.id = name
        self.ended = False

    def shutdown(self) -> None:
        self.ended = True
        if self.id == "broken":
            raise RuntimeError("out of the blue")


def info(session: Session) -> SessionInfo:
    return SessionInfo(client=None, session=cast(Any, session))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    monkeypatch.setattr(ClosedSessions, "_forget", lambda closed: None)
    return [0.0]


def test_a_session_is_kept_for_a_while_and_then_ends(now: list[float]) -> None:
    closed = ClosedSessions(30, clock=lambda: now[0])
    first, broken, back = Session("first"), Session("broken"), Session("back")
    for session in (first, broken, back):
        closed.save(info(session))
    now[0] = 29
    closed.sweep()
    assert not first.ended
    assert closed.get("back") is not None
    closed.delete("back")
    now[0] = 30
    assert closed.get("first") is None  # it is about to end
    closed.sweep()
    assert (first.ended, broken.ended, back.ended) == (True, True, False)
    assert closed.list() == []


def test_of_a_crowd_the_oldest_end_at_once(now: list[float]) -> None:
    closed = ClosedSessions(30, clock=lambda: now[0])
    crowd = [Session(str(number)) for number in range(MAX_CLOSED + 5)]
    for session in crowd:
        closed.save(info(session))
    closed.sweep()
    assert [session.ended for session in crowd] == [True] * 5 + [False] * MAX_CLOSED


def test_a_sent_message_is_not_held() -> None:
    unsent = endings._Unsent("a picture")
    assert unsent.take() == "a picture"
    assert unsent.take() is None
