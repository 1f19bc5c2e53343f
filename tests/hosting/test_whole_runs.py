"""Streamlit's own session, with a script's thread that is done before the loop is."""

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequests,
    ScriptRequestType,
)

from hosting.whole_runs import send_whole_runs


class Session(AppSession):
    """Tells when a new thread begins, instead of beginning one."""

    def __init__(self, told: list[str]) -> None:
        self._told = told
        self._event_loop = asyncio.get_running_loop()
        self._state: Any = None
        self._browser_queue = ForwardMsgQueue()
        self._client_state = ClientState()
        self._scriptrunner: Any = SimpleNamespace(
            _requests=ScriptRequests(), request_stop=lambda: None
        )

    def _create_scriptrunner(self, initial_rerun_data: Any) -> None:
        self._told.append("a new thread")

    def has_fragment(self, _fragment_id: str) -> bool:
        return True

    def __del__(self) -> None:
        """There is nothing to shut down."""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
    send_whole_runs()
    send_whole_runs()


def asked_for_a_run(done: bool) -> list[str]:
    """What happens, in order, where the thread drew something that still waits to be sent."""
    told: list[str] = []

    async def ask() -> None:
        session = Session(told)
        session._event_loop.call_soon(told.append, "sent what was drawn")
        if done:
            session._scriptrunner._requests.on_scriptrunner_ready()
            assert session._scriptrunner._requests._state is ScriptRequestType.STOP
        else:
            session._scriptrunner = None
        session.request_rerun(None)
        await asyncio.sleep(0.05)

    asyncio.run(ask())
    return told


def test_a_request_waits_for_what_was_drawn() -> None:
    assert asked_for_a_run(done=True) == ["sent what was drawn", "a new thread"]


def test_it_waits_for_nothing_else() -> None:
    assert asked_for_a_run(done=False) == ["a new thread", "sent what was drawn"]


@pytest.mark.parametrize("busy", ["drawing", "sending", None])
def test_a_timer_asks_again_where_the_page_is_being_drawn(busy: str | None) -> None:
    told: list[str] = []

    async def ask() -> None:
        session = Session(told)
        if busy != "drawing":
            session._scriptrunner = None
        if busy == "sending":
            session._browser_queue.enqueue(ForwardMsg())
        session.request_rerun(ClientState(fragment_id="panel", is_auto_rerun=True))
        await asyncio.sleep(0.05)

    asyncio.run(ask())
    assert told == ([] if busy else ["a new thread"])


def test_streamlit_puts_a_run_on_the_loop_before_it_is_done() -> None:
    """What the order relies on: the runner asks for the next request after it has told its end."""
    code = inspect.getsource(ScriptRunner._run_script_thread)
    assert "on_scriptrunner_ready" in code
    assert code.index("self._run_script(") < code.rindex("on_scriptrunner_ready")
