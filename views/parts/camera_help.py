"""Why the camera does not open, told on the page as soon as the browser knows."""

from pathlib import Path

import streamlit as st

from views.words.language import words

STYLE = """
p {margin: 0; padding: .75rem 1rem; border-left: .3rem solid #D55E00; border-radius: .4rem;
  background: rgba(213, 94, 0, .14); color: var(--st-text-color); font-family: var(--st-font)}
"""

_component = st.components.v2.component(
    "facecue_camera_help",
    html='<p role="alert" hidden></p>',
    css=STYLE,
    js=Path(__file__).with_suffix(".js").read_text(),
)


def camera_help() -> None:
    """Place the explanation; it takes no room while there is nothing to explain."""
    _component(data=dict(words.CAMERA_PROBLEMS), key="camera_help")
