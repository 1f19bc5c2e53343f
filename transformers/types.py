"""The one value that travels through the app: a face, where it is, and what it shows."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.labels import Expression

UNSURE_LABEL = "Unsure"


class Box(NamedTuple):
    """A rectangle in pixels of the frame: top left corner, width and height."""

    x: int
    y: int
    w: int
    h: int

    def iou(self, other: "Box") -> float:
        """Intersection over union, 0 to 1."""
        shared = self.shared(other)
        return shared / max(self.w * self.h + other.w * other.h - shared, 1)

    def containment(self, other: "Box") -> float:
        """Intersection over the smaller of the two, 0 to 1."""
        return self.shared(other) / max(min(self.w * self.h, other.w * other.h), 1)

    def shared(self, other: "Box") -> int:
        """Intersection in pixels."""
        width = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        height = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return max(width, 0) * max(height, 0)

    def grown(self, share: float) -> "Box":
        """The box with this share of its size added on each side."""
        across, up = round(self.w * share), round(self.h * share)
        return Box(self.x - across, self.y - up, self.w + 2 * across, self.h + 2 * up)


@dataclass(frozen=True, eq=False)
class Face:
    """One face in one frame."""

    box: Box
    track_id: int  # the same number for as long as the face stays in view
    probabilities: NDArray[np.float32]  # [7], in the order of models.LABELS; sums to 1
    expression: Expression | None  # None where no expression is likely enough

    @property
    def label(self) -> str:
        """What is shown: ``"Happy"``, or ``"Unsure"``."""
        return self.expression.label if self.expression is not None else UNSURE_LABEL

    @property
    def confidence(self) -> float | None:
        """The probability of the label, 0 to 1.

        None where the label is not the likeliest expression: it is held for a moment, so that it
        does not flicker, and a figure beside it would contradict the others.
        """
        if self.expression is None or int(self.probabilities.argmax()) != self.expression:
            return None
        return float(self.probabilities[self.expression])
