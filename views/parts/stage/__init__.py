"""The stage: one frame for the picture that never changes its size, with its controls over it.

Before Start it shows an example; then streamlit-webrtc's component, whose own buttons are hidden,
under Stop, Record and the choice of the camera.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.labels import Expression
from transformers.drawing.palette import COLOURS
from views.words.language import words

HERE = Path(__file__).parent
SCRIPTS = ("start_guard", "camera_problem", "example_camera", "stage")

# The frame has its size before anything stands in it, so that the page never jumps; on a laptop it
# leaves room for what is told below.
FRAME = """
<style>
.st-key-stage {position: relative; aspect-ratio: 4 / 3; overflow: hidden; border-radius: .75rem;
  background: #11161c; width: min(100%, (100svh - 12rem) * 4 / 3); min-width: min(100%, 20rem)}
.st-key-stage > * {position: absolute !important; inset: 0; width: 100% !important;
  height: 100% !important; pointer-events: none}
.st-key-stage :is(iframe, div:has(> iframe)) {display: block; width: 100% !important;
  height: 100% !important}
.st-key-stage .stSkeleton {display: none}
@media (max-width: 40rem) {.st-key-stage {aspect-ratio: 1}}
</style>
"""


def _script() -> str:
    portrait = base64.b64encode((HERE / "example.jpg").read_bytes()).decode()
    parts = [(HERE / f"{name}.js").read_text() for name in SCRIPTS]
    return "\n".join([f'const EXAMPLE_PORTRAIT = "data:image/jpeg;base64,{portrait}";', *parts])


_component = st.components.v2.component(
    "facecue_stage",
    html=(HERE / "stage.html").read_text(),
    css=(HERE / "stage.css").read_text(),
    js=_script(),
)


def frame() -> DeltaGenerator:
    """Where the video component goes, and then ``overlay``."""
    st.html(FRAME)
    return st.container(key="stage")


def overlay(
    recording: dict[str, Any] | None,
    *,
    counts: bool,
    record: Callable[[], None],
    stop_recording: Callable[[], None],
) -> str | None:
    """Place the controls; returns why the camera does not open, by the browser's name for it.

    ``recording`` has the ``seconds`` so far, its ``length`` in seconds or None, and whether it
    ``waits`` for pictures; ``counts`` is whether 3, 2, 1 comes before one.
    """
    result = _component(
        data={
            "words": {
                "start": words.START,
                "stop": words.STOP,
                "example": words.EXAMPLE,
                "privacy": words.PRIVACY,
                "connecting": words.CONNECTING,
                "camera": words.SELECT_DEVICE,
                "record": words.RECORD,
                "stop_recording": words.STOP_RECORDING,
                "cancel": words.CANCEL,
                "label": words.EXPRESSIONS[Expression.HAPPY],
            },
            "colour": COLOURS[Expression.HAPPY],
            "problems": dict(words.CAMERA_PROBLEMS),
            "recording": recording,
            "counts": counts,
        },
        key="stage_overlay",
        height="stretch",
        on_problem_change=lambda: None,
        on_record_change=record,
        on_stop_recording_change=stop_recording,
    )
    problem: str | None = result.problem
    return problem
