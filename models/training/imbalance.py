"""Ways to make up for the rare expressions: FER2013 has one Disgust for each sixteen Happy."""

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS


def draw(
    labels: NDArray[np.int64], imbalance: str, random: np.random.Generator
) -> NDArray[np.int64]:
    """Indices of one epoch's faces in random order, as many as there are labels ``int[N]``.

    ``oversampling`` draws rare expressions as often as common ones; ``augmentation`` goes half way
    there, each time with another variation of the picture.
    """
    if imbalance in ("none", "weights"):
        return random.permutation(len(labels))
    counts = np.bincount(labels, minlength=len(LABELS))
    exponent = 1.0 if imbalance == "oversampling" else 0.5
    chance = (1.0 / counts[labels]) ** exponent
    return random.choice(len(labels), size=len(labels), p=chance / chance.sum())


def class_weights(labels: NDArray[np.int64], imbalance: str) -> NDArray[np.float32]:
    """What an error on each label counts, ``float32[7]``; its mean over ``labels`` is 1."""
    if imbalance != "weights":
        return np.ones(len(LABELS), dtype=np.float32)
    counts = np.maximum(np.bincount(labels, minlength=len(LABELS)), 1)
    return np.asarray(len(labels) / (np.count_nonzero(counts) * counts), dtype=np.float32)
