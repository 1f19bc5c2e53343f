"""A page's timers ask for nothing while the page is being drawn.

A fragment with ``run_every`` asks for its next run however busy the server is. On a busy one that
went wrong in two ways. Where a run of the page had drawn everything and its thread was done, but
the event loop had not sent it yet, Streamlit began a new thread for the timer and forgot the one
before, with all that waited of it. And where the timer's run was sent together with the end of the
page's, the browser took what stood beside the fragment for old, and removed it. Either way a page
stood with half of its controls. So what a timer asks for meanwhile is left out: it asks again. And
what a visitor asks for waits for its turn behind what was drawn.
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
        if client_state is not None and client_state.is_auto_rerun:
            if runner is None and session._browser_queue.is_empty():
                request_at_once(session, client_state)
        elif runner is None or runner is known or not _is_done(runner) or not _is_on(session):
            request_at_once(session, client_state)
        else:
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
