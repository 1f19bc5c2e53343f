"""Reading the network's answers as FER+'s ten annotators would have put them."""

import numpy as np
from numpy.typing import NDArray

from models.classifier import Probabilities
from models.training.data import DataError

TINY = 1e-7


class SecondReading:
    """A linear map of the seven log-probabilities: the same forward pass, read a second time.

    FER2013's labels and FER+'s majorities agree on 63 % of the pictures only: FER+'s annotators
    say Neutral where FER2013 says Sad or Angry. One network cannot answer both with one argmax.
    """

    def __init__(self, probabilities: Probabilities, majority: NDArray[np.int64]) -> None:
        """Fit to ``float32[N, 7]`` and FER+'s majorities ``int[N]``; rows with -1 are left out.

        Raises ``DataError`` where fewer than two expressions are a majority.
        """
        told = majority >= 0
        if len(np.unique(majority[told])) < 2:
            raise DataError("the votes for the calibration faces name fewer than two expressions")
        from sklearn.linear_model import LogisticRegression

        self._map = LogisticRegression(max_iter=2000)
        self._map.fit(_logarithms(probabilities[told]), majority[told])

    def read(self, probabilities: Probabilities) -> NDArray[np.int64]:
        """The expression that FER+'s majority would give, ``int[N]``."""
        return np.asarray(self._map.predict(_logarithms(probabilities)), dtype=np.int64)


def _logarithms(probabilities: Probabilities) -> NDArray[np.float64]:
    return np.log(np.maximum(probabilities.astype(np.float64), TINY))
