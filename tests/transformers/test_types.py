import numpy as np
import pytest

from models.labels import Expression
from transformers.types import Box, Face


def test_iou() -> None:
    box = Box(0, 0, 10, 10)
    assert box.iou(box) == 1
    assert box.iou(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert box.iou(Box(10, 0, 10, 10)) == 0


def face(expression: Expression | None) -> Face:
    probabilities = np.array([0, 0, 0, 0.4, 0, 0, 0.6], dtype=np.float32)
    return Face(Box(0, 0, 9, 9), 1, probabilities, expression)


def test_a_face_has_its_labels_probability() -> None:
    assert face(Expression.NEUTRAL).label == "Neutral"
    assert face(Expression.NEUTRAL).confidence == pytest.approx(0.6)


def test_an_unsure_face_says_so_and_gives_no_figure() -> None:
    assert face(None).label == "Unsure"
    assert face(None).confidence is None


def test_a_label_that_is_not_the_likeliest_has_no_figure() -> None:
    assert face(Expression.HAPPY).label == "Happy"
    assert face(Expression.HAPPY).confidence is None
