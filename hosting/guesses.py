"""Guesses at the operator's secret: counted for all together, with pauses that grow."""

import hmac
import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)

FIRST_PAUSE = 1.0  # seconds after a wrong guess; each further one doubles it
# Nobody's guess is looked at for so long at most, so that the operator need not wait for ever; a
# network that goes on guessing waits longer, and leaves the operator a turn in between.
LONGEST_FOR_ALL, LONGEST_FOR_ONE = 60.0, 900.0
FORGOTTEN = 1800.0  # seconds without a wrong guess after which the count begins anew
MOST = 1000  # networks remembered
LINE_EVERY = 60.0  # seconds between two lines of the log


@dataclass
class _Count:
    wrong: int = 0
    last: float = 0.0

    def pause(self, now: float, longest: float) -> float:
        """Seconds from now on; the count is taken to be 0 where it is forgotten."""
        if not self.wrong or now - self.last > FORGOTTEN:
            return 0.0
        whole = min(longest, FIRST_PAUSE * 2.0 ** min(self.wrong - 1, 32))
        return max(0.0, self.last + float(whole) - now)

    def add(self, now: float) -> None:
        if now - self.last > FORGOTTEN:
            self.wrong = 0
        self.wrong += 1
        self.last = now


class TooEarlyError(Exception):
    """A guess was not looked at."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the next guess is looked at in {seconds:.0f} s")
        self.seconds = math.ceil(seconds)


class Guesses:
    """May be called on any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = _Count()
        self._networks: dict[str, _Count] = {}
        self._untold = 0
        self._line: float | None = None  # when the last line was written
        self._lock = threading.Lock()  # many guesses at once are one after the other

    def is_right(self, given: str, secret: str, network: str | None) -> bool:
        """Look at a guess that came from ``network``. Raises ``TooEarlyError``.

        The right one forgives its network, and nobody else.
        """
        with self._lock:
            now = self._clock()
            own = self._networks.get(network or "", _Count())
            pause = max(self._all.pause(now, LONGEST_FOR_ALL), own.pause(now, LONGEST_FOR_ONE))
            if pause:
                raise TooEarlyError(pause)
            right = hmac.compare_digest(given.encode(), secret.encode())
            if right:
                self._networks.pop(network or "", None)
            else:
                self._count(network, own, now)
            return right

    def _count(self, network: str | None, own: _Count, now: float) -> None:
        self._all.add(now)
        if network:
            own.add(now)
            self._networks.pop(network, None)
            self._networks[network] = own
            if len(self._networks) > MOST:
                del self._networks[next(iter(self._networks))]  # that guessed longest ago
        self._untold += 1
        if self._line is None or now - self._line >= LINE_EVERY:
            logger.warning("Wrong guesses at the operator's secret: %d", self._untold)
            self._line, self._untold = now, 0


GUESSES = Guesses()  # of this process: the page and the metrics count together
