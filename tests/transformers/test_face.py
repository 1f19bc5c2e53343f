import numpy as np
import pytest

from models.labels import Expression
from transformers.face import Box, Face


def test_overlap() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlap(box) == 1
    assert box.overlap(Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert box.overlap(Box(10, 0, 10, 10)) == 0


def test_an_unsure_face_says_so() -> None:
    probabilities = np.array([0.2, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1], dtype=np.float32)
    face = Face(Box(0, 0, 9, 9), 1, probabilities, None)
    assert face.label == "Unsure"
    assert face.confidence == pytest.approx(0.3)


def test_a_sure_face_has_its_labels_probability() -> None:
    probabilities = np.array([0, 0, 0, 0.4, 0, 0, 0.6], dtype=np.float32)
    face = Face(Box(0, 0, 9, 9), 1, probabilities, Expression.HAPPY)
    assert face.label == "Happy"
    assert face.confidence == pytest.approx(0.4)
