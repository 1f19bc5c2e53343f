"""A label that does not flicker: the network's answers, averaged over time, with hysteresis."""

import math

import numpy as np
from numpy.typing import NDArray

from models.labels import Expression

SMOOTHING = 0.2  # seconds; time constant of the probabilities
SURE_FROM = 0.40  # probability from which an expression is named
SURE_UNTIL = 0.28  # a named expression keeps its name down to here
FACE_FROM = 0.5  # score, averaged over time, from which something is shown as a face
LEAD = 0.18  # how far another expression must be ahead to take over


class SteadyAnswer:
    """What the network said of one face so far, smoothed in seconds, whatever the frame rate."""

    def __init__(self) -> None:
        self.probabilities: NDArray[np.float32] | None = None  # [7]; None before the first answer
        self.expression: Expression | None = None  # None while none is likely enough
        self.given = -math.inf  # when the last answer came, in seconds
        self._face_score = 0.0

    @property
    def is_face(self) -> bool:
        """Whether the network takes it for a face at all."""
        return self._face_score >= FACE_FROM

    def add(self, probabilities: NDArray[np.float32], face_score: float, now: float) -> None:
        """Take an answer: ``float32[7]``, and how likely it is a face, 0 to 1."""
        if self.probabilities is None:
            self.probabilities, self._face_score = probabilities, face_score
        else:
            share = blend(now - self.given, SMOOTHING)
            self._face_score += share * (face_score - self._face_score)
            smoothed = self.probabilities + share * (probabilities - self.probabilities)
            self.probabilities = (smoothed / smoothed.sum()).astype(np.float32)
        self.given = now
        self.expression = _steady_expression(self.expression, self.probabilities)


def blend(elapsed: float, time_constant: float) -> float:
    """Share of the new value in an exponential average over ``elapsed`` seconds."""
    return 1.0 - math.exp(-max(elapsed, 0.0) / time_constant)


def _steady_expression(
    current: Expression | None, probabilities: NDArray[np.float32]
) -> Expression | None:
    best = Expression(int(probabilities.argmax()))
    if current is not None:
        ahead = probabilities[best] - probabilities[current]
        if probabilities[current] >= SURE_UNTIL and ahead < LEAD:
            return current
    return best if probabilities[best] >= SURE_FROM else None
