"""Faces and recordings for the tests, made without a picture."""

import numpy as np

from models.labels import Expression
from recordings.recorder import Recorder
from transformers.types import Box, Face

RATE = 30


def face(expression: Expression | None, track_id: int = 1, probability: float = 0.9) -> Face:
    """A face that shows an expression; an even one for None."""
    probabilities = np.full(7, 1 / 7, dtype=np.float32)
    if expression is not None:
        probabilities[:] = (1 - probability) / 6
        probabilities[expression] = probability
    return Face(Box(10, 20, 100, 100), track_id, probabilities, expression)


def record(*scenes: tuple[float, list[Face]]) -> Recorder:
    """A recorder that saw each scene for so many seconds, at 30 frames a second."""
    recorder, frame = Recorder(), 0
    for seconds, faces in scenes:
        for _ in range(round(seconds * RATE)):
            frame += 1
            recorder.add(faces, frame / RATE)
    return recorder
