"""How often a stream looks and classifies, so that all streams together fit the machine."""

import os
import threading
from functools import cache
from pathlib import Path
from weakref import WeakSet

from transformers.tracking.smoothing import blend

STREAMS_SHARE = 0.85  # of the machine's cores that all streams together may take
CODEC = 0.16  # core seconds a second of a stream before any face is looked for
BUDGET = (0.01, 0.3)  # core seconds a second that looking for faces may take, least and most
COST_SMOOTHING = 1.0  # seconds
THROTTLE_STEP = 0.25  # a second
SLACK = 0.7  # share of the budget below which the pace relaxes

# Seconds between two of the same, at leisure and when time is shortest.
SWEEP_PERIOD = (0.4, 1.6)  # for every size of upright face to come up once
LOOK = (0.2, 0.8)  # at a face that is known
CLASSIFY = (0.06, 0.4)

CONTROL_GROUP = Path("/sys/fs/cgroup")


class StreamRegistry:
    """The streams that share a machine, for as long as each is held."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: WeakSet[Pace] = WeakSet()

    def join(self, stream: "Pace") -> None:
        """One more."""
        with self._lock:
            self._streams.add(stream)

    def leave(self, stream: "Pace") -> None:
        """One less."""
        with self._lock:
            self._streams.discard(stream)

    def __len__(self) -> int:
        with self._lock:
            return len(self._streams)


@cache
def process_registry() -> StreamRegistry:
    """The one of this process."""
    return StreamRegistry()


class Pace:
    """One stream's pace. Throttled, it first looks less often, then it classifies less often.

    Its budget is the stream's share of the machine.
    """

    def __init__(self, cores: float | None = None, registry: StreamRegistry | None = None) -> None:
        """``cores`` are those of the machine, ``registry`` that of this process, unless given."""
        self._cores = available_cores() if cores is None else cores
        self._registry = process_registry() if registry is None else registry
        self._cost = 0.0  # core seconds a second
        self._throttle = 0.0  # 0 to 1
        self._last: float | None = None
        self._registry.join(self)

    def end(self) -> None:
        """The stream ended: its share goes to the others."""
        self._registry.leave(self)

    @property
    def budget(self) -> float:
        """Core seconds a second that this stream may take."""
        streams = max(len(self._registry), 1)
        return min(max(self._cores * STREAMS_SHARE / streams - CODEC, BUDGET[0]), BUDGET[1])

    @property
    def sweep(self) -> float:
        """Seconds for every size of upright face to come up once."""
        return _between(SWEEP_PERIOD, 2 * self._throttle)

    @property
    def look(self) -> float:
        """Seconds between two looks at a face that is known."""
        return _between(LOOK, 2 * self._throttle)

    @property
    def classify(self) -> float:
        """Seconds between two answers of the network about one face."""
        return _between(CLASSIFY, 2 * self._throttle - 1)

    def spend(self, seconds: float, now: float) -> None:
        """A frame at ``now`` seconds took so long, waiting for a core included.

        That counts, because a long wait tells that the machine is full, whoever fills it.
        """
        elapsed = 0.0 if self._last is None else now - self._last
        self._last = now
        if elapsed <= 0:
            return
        self._cost += blend(elapsed, COST_SMOOTHING) * (seconds / elapsed - self._cost)
        step = THROTTLE_STEP * min(elapsed, 1.0)
        if self._cost > self.budget:
            self._throttle = min(self._throttle + step, 1.0)
        elif self._cost < SLACK * self.budget:
            self._throttle = max(self._throttle - step, 0.0)


def available_cores(group: Path = CONTROL_GROUP) -> float:
    """Cores that this process may use, by its affinity and its control group's quota."""
    cores = float(len(os.sched_getaffinity(0)))
    try:
        quota, period = _quota(group)
        return min(cores, quota / period) if quota > 0 else cores
    except (OSError, ValueError, ZeroDivisionError):
        return cores


def _quota(group: Path) -> tuple[float, float]:
    """Microseconds of a core's time in a period, and the period; no limit where not above 0."""
    if (group / "cpu.max").exists():  # control groups of version 2
        quota, period = (group / "cpu.max").read_text(encoding="utf-8").split()
        return -1.0 if quota == "max" else float(quota), float(period)
    quota, period = (
        (group / "cpu" / f"cpu.cfs_{name}_us").read_text(encoding="utf-8")
        for name in ("quota", "period")
    )
    return float(quota), float(period)


def _between(ends: tuple[float, float], share: float) -> float:
    leisure, throttled = ends
    return leisure + min(max(share, 0.0), 1.0) * (throttled - leisure)
