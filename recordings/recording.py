"""A recording of what was seen, added up by the second, so that it stays small."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS

COUNT = len(LABELS)
SEEN = 0  # seconds in view
PROBABILITIES = slice(1, 1 + COUNT)  # probability times seconds, of each expression
LABELLED = slice(1 + COUNT, 2 + 2 * COUNT)  # seconds shown as each expression; the last is unsure
BOX = slice(2 + 2 * COUNT, 6 + 2 * COUNT)  # left, top, width and height in pixels, times seconds
WIDTH = 6 + 2 * COUNT


@dataclass(frozen=True, eq=False)
class Track:
    """What was seen of one face, or of all together: one row for each step of time."""

    rows: NDArray[np.float64]  # [N, WIDTH]

    @property
    def seen(self) -> NDArray[np.float64]:
        """Seconds in view in each step, ``float64[N]``."""
        return self.rows[:, SEEN]

    @property
    def labelled(self) -> NDArray[np.float64]:
        """Seconds shown as each expression, ``float64[N, 8]``; the last column is unsure."""
        return self.rows[:, LABELLED]

    @property
    def weighted(self) -> NDArray[np.float64]:
        """Probability times seconds in view, ``float64[N, 7]``."""
        return self.rows[:, PROBABILITIES]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Mean probabilities of each step, ``float64[N, 7]``; NaN where no face was in view."""
        return self._mean(PROBABILITIES)

    @property
    def boxes(self) -> NDArray[np.float64]:
        """Mean box of each step, ``float64[N, 4]``; NaN where no face was in view."""
        return self._mean(BOX)

    def _mean(self, columns: slice) -> NDArray[np.float64]:
        seen = np.where(self.seen > 0, self.seen, np.nan)
        return np.asarray(self.rows[:, columns] / seen[:, np.newaxis])


@dataclass(frozen=True, eq=False)
class Recording:
    """A moment's copy of what a recorder holds."""

    step: float  # seconds that each row stands for
    watched: NDArray[np.float64]  # [N], seconds of video in each step
    together: Track  # a mean over the faces in view
    faces: dict[int, Track]  # by the face's number, the longest in view first
    tuned: bool = False  # answers of one face were read against its own rest, at least in part

    @property
    def seconds(self) -> float:
        """Seconds of video."""
        return float(self.watched.sum())

    @property
    def in_view(self) -> float:
        """Share of the video in which any face was in view, 0 to 1."""
        return float(self.together.seen.sum() / self.seconds) if self.seconds else 0.0

    @property
    def size(self) -> int:
        """In bytes."""
        return self.watched.nbytes + sum(track.rows.nbytes for _, track in self.tracks())

    def tracks(self) -> Sequence[tuple[int | None, Track]]:
        """All faces together under None, then each by its number."""
        return [(None, self.together), *self.faces.items()]


def summed(steps: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Each ``count`` steps as one, ``float64[N, ...]`` to ``float64[ceil(N / count), ...]``."""
    starts = np.arange(0, len(steps), count)
    return np.asarray(np.add.reduceat(steps, starts)) if len(steps) else steps
