"""A label that does not flicker: the network's answers, averaged over time, with hysteresis."""

import math

import numpy as np
from numpy.typing import NDArray

from models.labels import Expression
from models.thresholds import FACE_FROM, SURE_FROM

SMOOTHING = 0.2  # seconds; time constant of the probabilities
SURE_UNTIL = 0.28  # a named expression keeps its name down to here
LEAD = 0.18  # how far another expression must be ahead to take over
FIGURES_EVERY = 0.5  # seconds that figures stand, so that they can be read, wherever they are shown


class ExpressionSmoother:
    """What the network said of one face so far, smoothed in seconds, whatever the frame rate."""

    def __init__(self) -> None:
        self.probabilities: NDArray[np.float32] | None = None  # [7]; None before the first answer
        self.expression: Expression | None = None  # None while none is likely enough
        self.figures: NDArray[np.float32] | None = None
        """The probabilities that are shown and counted: a new copy with each new expression, and
        every ``FIGURES_EVERY`` seconds."""
        self.given = -math.inf  # when the last answer came, in seconds
        self._face_score = 0.0
        self._figures_at = -math.inf  # seconds

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
        before, self.expression = (
            self.expression,
            _steady_expression(self.expression, self.probabilities),
        )
        if self.expression is not before or now - self._figures_at >= FIGURES_EVERY:
            self.figures, self._figures_at = self.probabilities, now


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
