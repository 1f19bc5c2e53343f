"""One person's resting face as the baseline that their expressions are read against.

Resting faces differ from each other more than mild expressions differ from rest: one looks a little
sad, another so neutral that a faint smile changes nothing. A few crops at rest tell how far the
network is off for this person, and its answers are shifted by most of that.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier, Probabilities
from models.errors import ModelError
from models.labels import LABELS, Expression
from models.preprocessing import Grey
from models.thresholds import FACE_FROM

LEAST_CROPS = 2
MOST_SPREAD = 0.3  # mean total variation of the crops' answers from their mean; of rest, up to 0.25
# At rest nobody looks happy, surprised or disgusted most of all; to the network a little sad, angry
# or frightened, many do.
NEVER_AT_REST = (Expression.HAPPY, Expression.SURPRISE, Expression.DISGUST)
PLAIN_FROM = 0.7  # probability from which any other expression is taken for meant
# What a face at rest is to read as. Sad has the largest share of what is not Neutral, because mild
# sadness is what the network takes for rest most often.
AT_REST = dict.fromkeys(Expression, 0.06) | {
    Expression.NEUTRAL: 0.5,
    Expression.SAD: 0.2,
}
STRENGTH = 0.85  # share of the way from what the crops read as to ``AT_REST``
LEAST_PROBABILITY = 0.01  # below it, the network's answers differ by chance
FORMAT, VERSION = "facecue baseline", 1
LARGEST_SHIFT = STRENGTH * -math.log(LEAST_PROBABILITY)


class Unfit(Enum):
    """Why crops, or a file, give no baseline."""

    TOO_FEW = auto()
    NO_FACE = auto()
    EXPRESSIVE = auto()  # plainly not at rest
    DIFFERENT = auto()  # they contradict each other
    FILE = auto()


class BaselineError(ModelError):
    """No baseline can be had. ``reason`` says why in a word, the text in a sentence."""

    def __init__(self, reason: Unfit, text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, eq=False)
class Baseline:
    """How one person's answers are shifted.

    >>> baseline = Baseline(np.zeros(7, np.float32))
    >>> baseline.adjust(np.eye(7, dtype=np.float32)).argmax(axis=1).tolist()
    [0, 1, 2, 3, 4, 5, 6]
    """

    shift: NDArray[np.float32]  # [7], added to the logarithms of the probabilities

    @classmethod
    def fit(cls, classifier: Classifier, neutral_crops: Sequence[Grey]) -> Self:
        """From grey crops ``uint8[H, W]`` of one person's face at rest, each cut as it is served.

        Raises ``BaselineError`` for fewer than two, for what is no face, and for crops that show
        plainly another expression or contradict each other.
        """
        if len(neutral_crops) < LEAST_CROPS:
            raise BaselineError(
                Unfit.TOO_FEW,
                f"expected at least {LEAST_CROPS} crops of a face at rest, "
                f"got {len(neutral_crops)}",
            )
        answers = classifier.examine(neutral_crops)
        no_face = int((answers.face < FACE_FROM).sum())
        if 2 * no_face > len(neutral_crops):
            raise BaselineError(
                Unfit.NO_FACE, f"{no_face} of {len(neutral_crops)} crops show no face"
            )
        probabilities = answers.probabilities[answers.face >= FACE_FROM]
        _check_rest(probabilities)
        logarithms = np.log(np.maximum(probabilities, LEAST_PROBABILITY)).mean(axis=0)
        wanted = np.log([AT_REST[expression] for expression in Expression])
        return cls(np.asarray(STRENGTH * (wanted - logarithms), dtype=np.float32))

    def adjust(self, probabilities: Probabilities) -> Probabilities:
        """The answers ``float32[N, 7]`` read against the baseline; each row sums to 1.

        Raises ``ValueError`` for another shape.
        """
        if probabilities.ndim != 2 or probabilities.shape[1] != len(LABELS):
            raise ValueError(
                f"expected probabilities [N, {len(LABELS)}], got {list(probabilities.shape)}"
            )
        shifted = np.maximum(probabilities, LEAST_PROBABILITY) * np.exp(self.shift)
        return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)

    def to_json(self) -> str:
        """A small file to take along: seven numbers, from which no face can be made."""
        shift = {
            label: round(float(value), 4) for label, value in zip(LABELS, self.shift, strict=True)
        }
        return json.dumps({"format": FORMAT, "version": VERSION, "shift": shift}, indent=2) + "\n"

    @classmethod
    def from_json(cls, content: str | bytes) -> Self:
        """What ``to_json`` wrote. Raises ``BaselineError`` for anything else."""
        try:
            told = json.loads(content)
            if told["format"] != FORMAT or told["version"] != VERSION:
                raise ValueError
            return cls.from_shift([told["shift"][label] for label in LABELS])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise BaselineError(Unfit.FILE, "this file holds no baseline of a face") from None

    @classmethod
    def from_shift(cls, shift: Sequence[object]) -> Self:
        """From seven numbers of which none is larger than ``fit`` gives; else ``ValueError``."""
        numbers = [value for value in shift if isinstance(value, float) or type(value) is int]
        if not len(numbers) == len(shift) == len(LABELS):
            raise ValueError(f"expected {len(LABELS)} numbers, got {len(numbers)}")
        if not all(abs(value) <= LARGEST_SHIFT for value in numbers):  # a NaN is not either
            raise ValueError(f"expected shifts of up to {LARGEST_SHIFT:.2f}")
        return cls(np.array(numbers, dtype=np.float32))


def _check_rest(probabilities: Probabilities) -> None:
    mean = probabilities.mean(axis=0)
    spread = float(np.abs(probabilities - mean).sum(axis=1).mean() / 2)
    if spread > MOST_SPREAD:
        raise BaselineError(
            Unfit.DIFFERENT,
            "expected crops of one face at rest, got answers that contradict each other "
            f"(spread {spread:.2f}, at most {MOST_SPREAD})",
        )
    most = Expression(int(mean.argmax()))
    if most in NEVER_AT_REST or (most is not Expression.NEUTRAL and mean[most] >= PLAIN_FROM):
        raise BaselineError(
            Unfit.EXPRESSIVE,
            f"expected a face at rest, got one that looks {most.label.lower()} ({mean[most]:.0%})",
        )
