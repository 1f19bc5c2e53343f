"""One member of a room: the frames of their page, added up to a mean that nobody else sees."""

import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS
from transformers.types import Face

COUNT = len(LABELS)
LONGEST_FRAME = 0.5  # seconds: a longer time without a frame is a gap, in which nothing was seen
GONE = 30.0  # seconds that a page may be away, as a phone's that changes its network
LEAST_SEEN = 1.0  # seconds of a face without which a window says nothing
TOLERANCE = 0.01  # by which the sum of seven probabilities may be off

Shares = list[float]  # [7], in the order of models.labels; sums to 1


class Member:
    """Frames come on one thread; any thread may ask. Nothing here raises."""

    def __init__(self, code: str, name: str, has_page: Callable[[], bool] = lambda: True) -> None:
        """``name`` is the member's in the room, and tells nothing of who it is.

        ``has_page`` tells, on any thread, whether their page is open.
        """
        self.code = code
        self.name = name
        self.is_in = True  # until they leave, the room ends, or another page of theirs joins it
        self.is_paused = False  # by the host
        self._has_page = has_page
        self._closed: float | None = None  # since when their page is
        self._last: float | None = None  # when the last frame came
        self._seconds = 0.0
        self._sums = np.zeros(COUNT)
        self._lock = threading.Lock()

    def add(self, faces: Sequence[Face], now: float) -> None:
        """A frame showed ``faces``, the largest first, at ``now`` seconds of the stream's clock.

        The largest is the member's; a page is one member, however many sit before it.
        """
        last, self._last = self._last, now
        if not self.is_in or not faces or last is None or not 0 < now - last <= LONGEST_FRAME:
            return
        shares = faces[0].probabilities
        if not _is_possible(shares):
            return
        with self._lock:
            self._seconds += now - last
            self._sums += (now - last) * np.clip(shares, 0.0, 1.0)

    def is_gone(self, now: float) -> bool:
        """Whether their page has been closed for so long that it will not come back.

        To be asked again and again, by one thread, with the same clock's ``now`` in seconds.
        """
        if self._has_page():
            self._closed = None
        elif self._closed is None:
            self._closed = now
        return self._closed is not None and now - self._closed >= GONE

    def take(self) -> Shares | None:
        """The mean since the last call, over the time in which a face was seen.

        None where that was less than ``LEAST_SEEN``: no face says nothing, and is no figure.
        """
        with self._lock:
            seconds, sums = self._seconds, self._sums
            self._seconds, self._sums = 0.0, np.zeros(COUNT)
        if seconds < LEAST_SEEN:
            return None
        return [float(share) for share in sums / sums.sum()]


def _is_possible(shares: NDArray[np.float32]) -> bool:
    return (
        shares.shape == (COUNT,)
        and bool(np.isfinite(shares).all())
        and float(shares.min()) >= -TOLERANCE
        and abs(float(shares.sum()) - 1.0) <= TOLERANCE
    )
