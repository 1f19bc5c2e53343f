"""Learning from trained networks too (Hinton et al. 2015, "Distilling the knowledge")."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier, Probabilities
from models.labels import LABELS
from models.training.data import DataError, Faces
from models.training.figures import examine


def teach(teacher: Classifier, faces: Faces) -> Probabilities:
    """The teacher's answers ``float32[N, 7]``: the mean of each face's and its mirror image's."""
    views = (faces.images, faces.images[:, :, ::-1])
    answers = [examine(teacher, images).probabilities for images in views]
    return np.asarray(np.mean(answers, axis=0), dtype=np.float32)


def read_answers(path: Path, faces: Faces) -> Probabilities:
    """A teacher's answers to ``faces``, ``float32[N, 7]``, from a file with a row for each row.

    Any program can write it: it may hold what it likes in the rows of other faces. Raises
    ``DataError`` where it holds no probabilities of these.
    """
    try:
        answers = np.load(path, allow_pickle=False)
    except ValueError as error:
        raise DataError(f"{path.name} is no .npy file of numbers ({error})") from None
    if answers.ndim != 2 or answers.shape[1] != len(LABELS) or len(answers) <= faces.rows.max():
        raise DataError(
            f"{path.name}: expected [rows of the data, {len(LABELS)}], got {list(answers.shape)}"
        )
    chosen = answers[faces.rows]
    if not np.allclose(chosen.sum(axis=1), 1, atol=1e-3):
        raise DataError(f"{path.name}: expected rows that sum to 1")
    return np.asarray(chosen, dtype=np.float32)


def add_teachers(
    targets: NDArray[np.float32], answers: Sequence[Probabilities], weight: float
) -> NDArray[np.float32]:
    """Mix ``targets`` ``float32[N, 7]`` with the mean of the teachers' answers."""
    mean = np.mean(answers, axis=0)
    return np.asarray((1 - weight) * targets + weight * mean, dtype=np.float32)
