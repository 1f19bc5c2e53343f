import numpy as np
import pytest
from numpy.typing import NDArray

from models.labels import Expression
from transformers.tracking.smoothing import FIGURES_EVERY, ExpressionSmoother

FRAME = 1 / 30  # seconds


def sure_of(expression: Expression, probability: float = 0.9) -> NDArray[np.float32]:
    probabilities = np.full(7, (1 - probability) / 6, dtype=np.float32)
    probabilities[expression] = probability
    return probabilities


def test_a_label_does_not_flicker_but_follows_a_real_change() -> None:
    answer = ExpressionSmoother()
    random = np.random.default_rng(0)
    expressions = []
    for step in range(90):  # either leads, at random, by a little
        noise = float(random.normal(0, 0.06))
        probabilities = np.full(7, 0.02, dtype=np.float32)
        probabilities[Expression.SAD] = 0.45 + noise
        probabilities[Expression.NEUTRAL] = 0.45 - noise
        answer.add(probabilities, 1.0, step * FRAME)
        expressions.append(answer.expression)
    assert len(set(expressions)) == 1

    changed = 0
    while answer.expression is not Expression.HAPPY:
        answer.add(sure_of(Expression.HAPPY), 1.0, 3 + changed * FRAME)
        changed += 1
    assert changed * FRAME <= 0.4


def test_smoothing_is_in_seconds_not_in_frames() -> None:
    def after_a_fifth_of_a_second(rate: int) -> float:
        answer = ExpressionSmoother()
        answer.add(sure_of(Expression.SAD), 1.0, 0)
        for step in range(1, rate // 5 + 1):
            answer.add(sure_of(Expression.HAPPY), 1.0, step / rate)
        assert answer.probabilities is not None
        return float(answer.probabilities[Expression.HAPPY])

    assert after_a_fifth_of_a_second(30) == pytest.approx(after_a_fifth_of_a_second(10), abs=0.01)


def test_the_network_must_take_it_for_a_face_for_a_while() -> None:
    answer = ExpressionSmoother()
    answer.add(sure_of(Expression.HAPPY), 0.1, 0)
    assert not answer.is_face
    answer.add(sure_of(Expression.HAPPY), 0.9, FRAME)  # one look does not turn it
    assert not answer.is_face
    for step in range(2, 15):
        answer.add(sure_of(Expression.HAPPY), 0.9, step * FRAME)
    assert answer.is_face


def test_an_even_answer_is_unsure() -> None:
    answer = ExpressionSmoother()
    answer.add(np.full(7, 1 / 7, dtype=np.float32), 1.0, 0)
    assert answer.expression is None


def test_figures_stand_long_enough_to_be_read_and_fit_their_label() -> None:
    """What the picture, the panel and a recording get."""
    answer = ExpressionSmoother()
    told = []
    for step in range(90):  # 3 s
        happier = 0.5 + 0.3 * step / 90
        answer.add(sure_of(Expression.HAPPY, happier), 1.0, step * FRAME)
        assert answer.figures is not None
        told.append(float(answer.figures[Expression.HAPPY]))
    assert len(set(told)) == 3 / FIGURES_EVERY
    while answer.expression is not Expression.SAD:
        answer.add(sure_of(Expression.SAD), 1.0, answer.given + FRAME)
    assert answer.figures is answer.probabilities  # of the moment when the label changed
