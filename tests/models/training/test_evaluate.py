import numpy as np
import pytest

from models.training.evaluate import figures


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
