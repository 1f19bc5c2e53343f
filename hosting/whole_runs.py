"""No run of a page loses its last elements.

A page's script runs on a thread, and what it draws waits on the event loop to be sent. A timer of
the page (a fragment with ``run_every``) that asks for its next run after the thread is done, and
before the loop has got to what it drew, makes Streamlit begin a new thread and forget the one
before, with all that still waits of it: on a busy loop a page stood with half of its controls, and
its timers gone. So a request waits for its turn behind what was drawn.
"""

import asyncio
from functools import wraps
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def send_whole_runs() -> None:
    """Change how Streamlit's sessions take requests, once a process."""
    if getattr(AppSession.request_rerun, "waits", False):
        return
    request_at_once = AppSession.request_rerun

    @wraps(request_at_once)
    def request_in_turn(session: AppSession, client_state: Any, known: object = None) -> None:
        runner = session._scriptrunner
        if runner is None or runner is known or not _is_done(runner) or not _is_on(session):
            request_at_once(session, client_state)
            return
        # What it drew was put on the loop before it was done, so before this.
        session._event_loop.call_soon(request_in_turn, session, client_state, runner)

    request_in_turn.waits = True  # type: ignore[attr-defined]
    AppSession.request_rerun = request_in_turn  # type: ignore[assignment, method-assign]


def _is_done(runner: Any) -> bool:
    return bool(runner._requests._state is ScriptRequestType.STOP)


def _is_on(session: AppSession) -> bool:
    """Whether this is the thread of the session's loop; others ask for themselves."""
    try:
        return asyncio.get_running_loop() is session._event_loop
    except RuntimeError:
        return False
