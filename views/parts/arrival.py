"""Bringing a new result into view, with the focus on its score."""

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "facecue_arrival",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show_arrival(newest: str | None) -> None:
    """Once for each ``newest`` that has just come; None where none has."""
    _component(data={"newest": newest}, key="arrival")
