import numpy as np
import pytest

from models.training.data import DataError
from models.training.ferplus_mapping import SecondReading


def test_a_second_reading_learns_what_the_voters_call_otherwise() -> None:
    random = np.random.default_rng(3)
    probabilities = random.dirichlet(np.full(7, 0.2), 600).astype(np.float32)
    first = probabilities.argmax(axis=1)
    preference = np.array([0, 0, 0, 0, 0, 0, 3])  # the voters say Neutral more readily
    majority = (np.log(probabilities + 1e-7) + preference).argmax(axis=1)
    majority[::10] = -1
    second = SecondReading(probabilities[:400], majority[:400]).read(probabilities[400:])
    told = majority[400:] >= 0
    assert (second[told] == majority[400:][told]).mean() > 0.9
    assert (first[400:][told] == majority[400:][told]).mean() < 0.9


def test_votes_for_one_expression_alone_are_refused() -> None:
    probabilities = np.full((3, 7), 1 / 7, dtype=np.float32)
    with pytest.raises(DataError, match="fewer than two"):
        SecondReading(probabilities, np.array([3, 3, -1]))
