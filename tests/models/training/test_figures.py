import numpy as np
import pytest

from models.classifier import Answers
from models.training.data import Faces
from models.training.figures import agreement, figures, refusals, seen_in


def answers(*predicted: int, confidence: float = 0.7) -> np.ndarray:
    probabilities = np.full((len(predicted), 7), (1 - confidence) / 6, dtype=np.float32)
    probabilities[np.arange(len(predicted)), predicted] = confidence
    return probabilities


def test_figures_by_hand() -> None:
    # Of four Happy three are found; of two Sad one; Fear is answered twice, never rightly.
    result = figures(answers(3, 3, 3, 2, 4, 2), np.array([3, 3, 3, 3, 4, 4]))
    assert result.n == 6
    assert result.accuracy == pytest.approx(4 / 6)
    assert result.balanced_accuracy == pytest.approx((3 / 4 + 1 / 2) / 2)
    assert result.per_class["Happy"] == pytest.approx(
        {"precision": 1, "recall": 3 / 4, "f1": 6 / 7, "n": 4}
    )
    assert result.per_class["Fear"] == pytest.approx({"precision": 0, "recall": 0, "f1": 0, "n": 0})
    assert result.confusion[3] == [0, 0, 1, 3, 0, 0, 0]
    assert result.ece == pytest.approx(abs(0.7 - 4 / 6), abs=1e-6)
    assert result.nll == pytest.approx(-(4 * np.log(0.7) + 2 * np.log(0.05)) / 6, abs=1e-6)
    assert result.interval == pytest.approx(1.96 * np.sqrt(4 / 6 * 2 / 6 / 6))


def test_overconfidence_is_calibration_error() -> None:
    result = figures(answers(0, 0, confidence=1.0), np.array([0, 1]))
    assert result.ece == pytest.approx(0.5)


def test_agreement_counts_only_faces_with_a_majority() -> None:
    assert agreement(np.array([3, 3, 4]), np.array([3, -1, 3])) == 0.5


def test_pictures_seen_in_training_are_known_again() -> None:
    images = np.random.default_rng(0).integers(0, 256, (4, 48, 48), dtype=np.uint8)
    labels = np.zeros(4, dtype=np.int64)
    training = Faces(images[:2], labels[:2], np.arange(2))
    test = Faces(images[1:], labels[1:], np.arange(1, 4))
    assert seen_in(test, training).tolist() == [True, False, False]


def test_refusals_count_what_passes_and_what_is_named() -> None:
    faces = Answers(answers(3, 4), np.array([0.9, 0.4], dtype=np.float32))
    others = Answers(
        np.concatenate([answers(3), answers(4, confidence=0.2), answers(5), answers(6)]),
        np.array([0.9, 0.9, 0.1, 0.1], dtype=np.float32),
    )
    result = refusals(faces, others)
    assert result["faces_that_pass"] == 0.5
    assert result["not_faces_that_pass"] == 0.5
    assert result["not_faces_named"] == 0.25
