"""The end of a session: what Streamlit keeps of a visitor is let go of, in time and all of it.

This uses private parts of Streamlit, which keeps a session that has ended in several places: in the
variables of its loop (the session that it sent to last, and what it sent), in downloads that are
deleted one session later, in cycles that only a rare collection finds, and, where more than 128
pages closed within half a minute, without any end at all.
"""

import gc
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import wraps
from typing import Any

from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

from hosting.http.held import let_go_of_results
from hosting.memory import give_back_soon

logger = logging.getLogger(__name__)

MAX_CLOSED = 200  # sessions that wait for their page to come back; of more, the oldest end at once
UNWIND = 30.0  # seconds that the script of a session that ended may take to stop
SETTLE = 5.0  # seconds after which its connections and tasks have ended too


class SessionData(ABC):
    """A value of ``st.session_state`` that knows how to let go of what it holds."""

    @abstractmethod
    def end(self) -> None:
        """Let go of everything; called on the event loop, perhaps more than once."""


class ClosedSessions(SessionStorage):
    """Sessions whose page was closed, for as long as it may come back; then they end.

    All of it is called on the event loop.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """``seconds`` are how long a session is kept."""
        self._seconds = seconds
        self._clock = clock
        self._closed: dict[str, tuple[float, SessionInfo]] = {}  # the oldest first
        self._unwinding: list[tuple[float, AppSession]] = []  # ended, but for their scripts

    def get(self, session_id: str) -> SessionInfo | None:
        """The session, where it may still be continued."""
        found = self._closed.get(session_id)
        return None if found is None or self._is_over(found[0]) else found[1]

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session from now on."""
        self._closed.pop(session_info.session.id, None)
        self._closed[session_info.session.id] = (self._clock(), session_info)

    def delete(self, session_id: str) -> None:
        """Forget it, without an end: it goes on, or was ended."""
        self._closed.pop(session_id, None)

    def list(self) -> list[SessionInfo]:
        """All that are kept."""
        return [info for _, info in self._closed.values()]

    def sweep(self) -> None:
        """End those whose time is over. Call it every few seconds."""
        over = [
            info.session
            for place, (closed, info) in enumerate(self._closed.values())
            if self._is_over(closed) or len(self._closed) - place > MAX_CLOSED
        ]
        for session in over:
            del self._closed[session.id]
            try:
                session.shutdown()
            except Exception:  # one session that cannot be ended must not keep the others
                logger.exception("A session could not be ended")
            self._unwinding.append((self._clock(), session))
        if self._unwinding:
            self._forget()

    def _is_over(self, closed: float) -> bool:
        return self._clock() - closed >= self._seconds

    def _forget(self) -> None:
        """Clear what has ended, in each sweep until its script and its connections have ended too.

        Only then collect it, once: that holds up all live streams for a moment.
        """
        now = self._clock()
        for _, session in self._unwinding:
            _clear(session)
        lasting = [
            (since, session)
            for since, session in self._unwinding
            if now - since < (SETTLE if session._scriptrunner is None else UNWIND)
        ]
        if len(lasting) == len(self._unwinding):
            return
        self._unwinding = lasting
        files = get_instance().media_file_mgr
        for _ in range(2):  # a download is only marked the first time
            files.remove_orphaned_files()
        gc.collect()  # a thread's frames, its exceptions and the page's elements refer in circles
        give_back_soon()


def _clear(session: AppSession) -> None:
    state = session._session_state
    for value in (*state._old_state.values(), *state._new_session_state.values()):
        if isinstance(value, SessionData):
            value.end()
    let_go_of_results(session.id)
    state.clear()
    session._fragment_storage.clear()
    session._browser_queue.clear()
    session._client_state.Clear()


def is_known_session(session_id: str) -> bool:
    """Whether a page with this session is open, or may still come back."""
    manager: Any = get_instance()._session_mgr
    return manager.get_session_info(session_id) is not None


def end_sessions_in_time(seconds: float) -> ClosedSessions:
    """Have Streamlit keep closed sessions here. Call it once, before the first visitor."""
    manager: Any = get_instance()._session_mgr
    manager._session_storage = closed = ClosedSessions(seconds)
    return closed


class _Unsent:
    """A message that is held no longer than until it is sent."""

    def __init__(self, message: Any) -> None:
        self._message = message

    def take(self) -> Any:
        message, self._message = self._message, None
        return message


def keep_no_sent_messages() -> None:
    """Have Streamlit's loop let go of what it sent last, pictures too. Call it once a process."""
    flush, send = AppSession.flush_browser_queue, Runtime._send_message
    if getattr(flush, "lets_go", False):
        return

    @wraps(flush)
    def flush_unsent(session: AppSession) -> list[_Unsent]:
        return [_Unsent(message) for message in flush(session)]

    @wraps(send)
    def send_unsent(runtime: Runtime, session_info: Any, unsent: _Unsent) -> None:
        send(runtime, session_info, unsent.take())

    flush_unsent.lets_go = True  # type: ignore[attr-defined]
    AppSession.flush_browser_queue = flush_unsent  # type: ignore[assignment, method-assign]
    Runtime._send_message = send_unsent  # type: ignore[assignment, method-assign]
