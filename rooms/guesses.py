"""Codes that do not exist: after some of them, whoever types one has to wait a little.

Wrong codes are counted for each network and for all together. Each has an allowance that comes back
with time; while it is used up no typed code is looked at, right or wrong. It counts in one process:
with several replicas there are as many allowances, which at 3.8e11 codes is of no use to a guesser.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

# At once, and a second. A class mistypes now and then; a guesser gets 15,000 tries in the two hours
# that a room lasts.
OF_ONE, OF_ONE_A_SECOND = 20, 0.1
OF_ALL, OF_ALL_A_SECOND = 200, 2.0
MOST = 1000  # networks remembered


@dataclass
class _Allowance:
    most: float
    a_second: float
    left: float
    at: float  # when so much was left

    def renew(self, now: float) -> float:
        """What is left now."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        return self.left


class CodeGuesses:
    """May be called on any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = _Allowance(OF_ALL, OF_ALL_A_SECOND, OF_ALL, clock())
        self._networks: dict[str, _Allowance] = {}
        self._lock = threading.Lock()

    def must_wait(self, network: str | None) -> bool:
        """Whether no code that is typed in this network is looked at now."""
        with self._lock:
            now = self._clock()
            own = self._networks.get(network or "")
            return self._all.renew(now) < 1 or (own is not None and own.renew(now) < 1)

    def count_wrong(self, network: str | None) -> None:
        """A code did not exist; ``network`` is None where it is not known."""
        with self._lock:
            now = self._clock()
            self._all.left = max(0.0, self._all.renew(now) - 1)
            if network:
                new = _Allowance(OF_ONE, OF_ONE_A_SECOND, OF_ONE, now)
                own = self._networks.pop(network, new)
                own.left = max(0.0, own.renew(now) - 1)
                self._networks[network] = own
                if len(self._networks) > MOST:
                    del self._networks[next(iter(self._networks))]  # that guessed longest ago
