"""Starting without a press of Start, for a visitor who asked for it in another way."""

from pathlib import Path

import streamlit as st

from views.language import words

_component = st.components.v2.component(
    "facecue_start_now",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(),
)


def ask_to_start() -> None:
    """From the next run of the live page on, until the stream begins."""
    st.session_state["start_now"] = True


def start_now(active: bool) -> None:
    """Start the stream where that was asked for; ``active`` is whether there is one."""
    if active:
        st.session_state.pop("start_now", None)
    elif "start_now" in st.session_state:
        _component(data={"start": words.START}, key="start_now")
