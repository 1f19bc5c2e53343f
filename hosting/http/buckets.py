"""Token buckets: so many at once, and so many a second after that."""

import time
from collections.abc import Callable

MOST = 10_000  # keys remembered


class Buckets:
    """One bucket for each key. A key that has been quiet for long has a full one."""

    def __init__(
        self, rate: float, size: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``rate`` is in tokens a second; ``size`` is how many a bucket holds."""
        self._rate = rate
        self._size = size
        self._clock = clock
        self._known: dict[str, tuple[float, float]] = {}  # tokens, and when that was

    def take(self, key: str, amount: float = 1) -> float:
        """Take so many tokens; returns 0, or takes none and returns the seconds until there are."""
        now = self._clock()
        tokens, since = self._known.pop(key, (self._size, now))
        tokens = min(self._size, tokens + (now - since) * self._rate)
        wait = 0.0 if tokens >= amount else (amount - tokens) / self._rate
        self._known[key] = (tokens if wait else tokens - amount, now)
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]  # the one that was quiet for longest
        return wait
