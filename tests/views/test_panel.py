from dataclasses import replace

import numpy as np

from models.labels import LABELS, Expression
from transformers.status import Status
from transformers.types import Box, Face
from views.live_state import LiveState
from views.parts.panel import face_html, rates_html, state_html
from views.words.language import words

PROBABILITIES = np.array([0.01, 0.02, 0.03, 0.7, 0.06, 0.08, 0.1], dtype=np.float32)
FACE = Face(Box(0, 0, 9, 9), 1, PROBABILITIES, Expression.HAPPY)


def test_every_state_has_words() -> None:
    assert set(words.STATES) == set(LiveState)
    for state in LiveState:
        assert words.STATES[state][0] in state_html(state)


def test_seven_figures_stand_beside_the_bars() -> None:
    html = face_html(FACE)
    assert "Happy 70%" in html
    for label, figure in zip(LABELS, ["1%", "2%", "3%", "70%", "6%", "8%", "10%"], strict=True):
        assert f"<span>{label}</span>" in html
        assert f"<span>{figure}</span>" in html


def test_no_figure_stands_beside_a_label_that_is_not_the_longest_bar() -> None:
    html = face_html(replace(FACE, expression=Expression.SAD))
    assert ">Sad</b>" in html
    assert ">Unsure</b>" in face_html(replace(FACE, expression=None))


def test_without_a_face_the_bars_stay_in_place() -> None:
    assert face_html(None).count("fc-bar") == face_html(FACE).count("fc-bar") == 7
    assert "%</span>" not in face_html(None)


def test_rates_and_errors_are_told() -> None:
    html = rates_html(Status(faces=(FACE,), frames_per_second=29.6, milliseconds=12.4, errors=2))
    assert "<b>1</b> face<" in html
    assert "<b>30</b> frames a second" in html
    assert "<b>12</b> ms" in html
    assert "2 frames could not be labelled" in html
    assert "could not" not in rates_html(Status())
