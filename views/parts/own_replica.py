"""The replica that serves a tab: its browser keeps to it, and tells where another one does now."""

from pathlib import Path

import streamlit as st

from hosting.house.house import House
from hosting.house.keeping import KEEPER
from views.parts.start_now import ask_to_start
from views.state import visit
from views.words.language import CHOICE, LANGUAGES, current_language, words

# Seconds between two ticks of a timer. That there is one is what counts: only then does a page
# whose connection broke off ask the server that answers next for a run.
EVERY = 600.0
FILE_PAGES = ("photo", "video")  # their paths

HERE = Path(__file__)
_component = st.components.v2.component(
    "facecue_own_replica",
    html="<span hidden></span>",
    js="\n".join(
        path.read_text(encoding="utf-8")
        for path in (HERE.with_name("replica_cookie.js"), HERE.with_suffix(".js"))
    ),
)


def keep_to_replica(house: House) -> None:
    """Draw it, before the page itself."""
    this = visit()
    _component(
        data=[
            {
                "replica": house.name,
                "process": KEEPER.process,
                "visit": this.name,
                "language": current_language(),
                "waits": this.in_line,
            }
        ],
        key="own_replica",
        on_brought_change=_take_over,
    )
    st.fragment(_nothing, run_every=EVERY)()


def tell_stopped_server() -> None:
    """Say so where the server that served the page has stopped, until the visitor goes on."""
    this = visit()
    if not this.server_stopped:
        return
    told = [words.SERVER_STOPPED]
    if this.page in FILE_PAGES:
        told.append(words.SERVER_STOPPED_FILES)
    elif this.page == "" and this.admitted:
        told.append(words.SERVER_STOPPED_START)
    st.info(" ".join(told))


def _nothing() -> None:
    """What the timer runs."""


def _take_over() -> None:
    """What the tab knows from before: all of it is a stranger's word."""
    brought = st.session_state["own_replica"].get("brought")
    if not isinstance(brought, dict):
        return
    this, language = visit(), brought.get("language")
    if brought.get("stopped") is True:
        this.server_stopped = True
        if isinstance(language, str) and language in LANGUAGES:
            st.session_state[CHOICE] = language
    ticket = brought.get("ticket")
    if not isinstance(ticket, str):
        return
    this.ticket = ticket  # the house looks at it
    if this.admitted:
        ask_to_start()  # they waited for that
    else:
        this.in_line = True
