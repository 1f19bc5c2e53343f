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
SCRIPTS = ("start_guard", "camera_problem", "example_camera", "clip_keeper", "stage")


def _script() -> str:
    portrait = base64.b64encode((HERE / "example.jpg").read_bytes()).decode()
    parts = [(HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join([f'const EXAMPLE_PORTRAIT = "data:image/jpeg;base64,{portrait}";', *parts])


_component = st.components.v2.component(
    "facecue_stage",
    html=(HERE / "stage.html").read_text(encoding="utf-8"),
    css=(HERE / "stage.css").read_text(encoding="utf-8"),
    js=_script(),
)


def frame() -> DeltaGenerator:
    """Where the video component goes, and then ``overlay``; it has its size at once."""
    stage = st.container(key="stage")
    stage.html("<span></span>")  # Streamlit draws no empty container
    return stage


def overlay(
    recording: dict[str, Any] | None,
    *,
    counts: bool,
    comes_back: bool,
    record: Callable[[], None],
    stop_recording: Callable[[], None],
) -> str | None:
    """Place the controls; returns why the camera does not open, by the browser's name for it.

    ``recording`` is that in progress, as ``Running.on_stage`` tells it; ``counts`` is whether
    3, 2, 1 comes before one; ``comes_back`` whether the stream ended as the visitor left the page.
    """
    result = _component(
        # A list: in a dictionary Streamlit looks for tables, and loads pandas for that.
        data=[
            {
                "words": {
                    "start": words.START,
                    "stop": words.STOP,
                    "example": words.EXAMPLE,
                    "begin": words.GO_ON if comes_back else words.START,
                    "privacy": words.LEFT_LIVE if comes_back else words.PRIVACY,
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
        ],
        key="stage_overlay",
        height="stretch",
        on_problem_change=lambda: None,
        on_record_change=record,
        on_stop_recording_change=stop_recording,
    )
    problem: str | None = result.problem
    return problem
