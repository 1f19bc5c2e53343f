"""One start for a double press of Start, and no camera left open behind a start that is over."""

from pathlib import Path

import streamlit as st

from views.words.language import words

# A press before the guard stands there would be unguarded; on a page that loads slowly that is the
# first one. Should the guard never come, the component is shown without.
HIDE = """
<style>
@keyframes facecue-show {to {visibility: visible}}
iframe[title*="webrtc"]:not([data-guarded]) {
  visibility: hidden; animation: facecue-show 0s 10s forwards
}
</style>
"""

_component = st.components.v2.component(
    "facecue_start_guard",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(),
)


def hide_until_guarded() -> None:
    """Show the video component, which comes after this, once its guard is there."""
    st.html(HIDE)


def start_guard() -> None:
    """Place the guard beside the video component; it takes no room."""
    _component(data={"start": words.START, "stop": words.STOP}, key="start_guard")
