"""Starting without a press of Start, for a visitor who asked for it in another way."""

from pathlib import Path

import streamlit as st

from views.state import visit
from views.words.language import words

_component = st.components.v2.component(
    "facecue_start_now",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def ask_to_start() -> None:
    """From the next run of the live page on, until the stream begins."""
    visit().start_asked = True


def start_now(active: bool) -> None:
    """Start the stream where that was asked for; ``active`` is whether there is one."""
    if active:
        visit().start_asked = False
    elif visit().start_asked:
        _component(data={"start": words.START, "turn": words.YOUR_TURN}, key="start_now")
