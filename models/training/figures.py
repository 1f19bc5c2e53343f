"""Honest figures of a model on one split."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.classifier import Answers, Classifier, Probabilities
from models.labels import LABELS
from models.thresholds import FACE_FROM, SURE_FROM
from models.training.data import Faces

CALIBRATION_BINS = 15
BATCH = 256

Progress = Callable[[Iterable[int]], Iterable[int]]


@dataclass(frozen=True)
class Figures:
    """What one forward pass over a split gives; shares from 0 to 1."""

    n: int
    accuracy: float
    interval: float  # half the 95 % interval of the accuracy
    balanced_accuracy: float  # mean recall over the classes that occur
    ece: float  # expected calibration error
    nll: float  # negative log-likelihood, nats
    per_class: dict[str, dict[str, float]]  # precision, recall, f1, n
    confusion: list[list[int]]  # [true][predicted]


def examine(
    classifier: Classifier, images: NDArray[np.uint8], progress: Progress = iter
) -> Answers:
    """The answers to crops ``uint8[N, H, W]``; ``progress`` wraps the batches, as ``tqdm`` does."""
    starts = progress(range(0, len(images), BATCH))
    parts = [classifier.examine(images[start : start + BATCH]) for start in starts]
    return Answers(
        np.concatenate([part.probabilities for part in parts]),
        np.concatenate([part.face for part in parts]),
    )


def figures(probabilities: Probabilities, labels: NDArray[np.int64]) -> Figures:
    """Figures of probabilities ``float32[N, 7]`` against labels ``int[N]``."""
    predicted = probabilities.argmax(axis=1)
    confusion = np.zeros((len(LABELS), len(LABELS)), dtype=np.int64)
    np.add.at(confusion, (labels, predicted), 1)
    hits = confusion.diagonal()
    true, answered = confusion.sum(axis=1), confusion.sum(axis=0)
    recall, precision = hits / np.maximum(true, 1), hits / np.maximum(answered, 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    accuracy = float(hits.sum() / len(labels))
    likelihood = probabilities[np.arange(len(labels)), labels]
    return Figures(
        n=len(labels),
        accuracy=accuracy,
        interval=float(1.96 * np.sqrt(accuracy * (1 - accuracy) / len(labels))),
        balanced_accuracy=float(recall[true > 0].mean()),
        ece=_calibration_error(probabilities, labels),
        nll=float(-np.log(np.maximum(likelihood, 1e-12)).mean()),
        per_class={
            label: {
                "precision": float(precision[index]),
                "recall": float(recall[index]),
                "f1": float(f1[index]),
                "n": int(true[index]),
            }
            for index, label in enumerate(LABELS)
        },
        confusion=confusion.tolist(),
    )


def seen_in(faces: Faces, training: Faces) -> NDArray[np.bool_]:
    """Which of ``faces`` (``bool[N]``) have their very picture among the ``training`` faces."""
    known = {image.tobytes() for image in training.images}
    return np.array([image.tobytes() in known for image in faces.images])


def agreement(answers: NDArray[np.int64], majority: NDArray[np.int64]) -> float:
    """How often the answer ``int[N]`` is FER+'s majority ``int[N]``, where there is one."""
    told = majority >= 0
    return float((answers[told] == majority[told]).sum() / max(told.sum(), 1))


def refusals(faces: Answers, not_faces: Answers) -> dict[str, float]:
    """What passes for a face, and what is even named with confidence."""

    def named(answers: Answers) -> float:
        confident = answers.probabilities.max(axis=1) >= SURE_FROM
        return float(((answers.face >= FACE_FROM) & confident).mean())

    return {
        "n_not_faces": len(not_faces.face),
        "faces_that_pass": float((faces.face >= FACE_FROM).mean()),
        "not_faces_that_pass": float((not_faces.face >= FACE_FROM).mean()),
        "not_faces_named": named(not_faces),
        "faces_named": named(faces),
    }


def _calibration_error(probabilities: Probabilities, labels: NDArray[np.int64]) -> float:
    """Expected calibration error over equal bins of confidence (Guo et al. 2017, eq. 3)."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        abs(confidence[bins == index].sum() - correct[bins == index].sum())
        for index in range(CALIBRATION_BINS)
    ]
    return float(sum(gaps) / len(labels))
