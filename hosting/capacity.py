"""How many visitors may be live at once, and who is next in line."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hosting.process import Usage
from transformers.status import Status

# Megabytes of the process with nobody live, and for each visitor; what one takes of a core. By
# `make dyno` (230 and 30) and `make bench`; more for a machine that is short of time, on which
# frames pile up.
EMPTY, VISITOR, CORE_SHARE = 240.0, 45.0, 0.3
MEMORY_SHARE = 0.85  # of the machine's, for all of it; photos and clips take the rest
CORES_SHARE = 0.9
SPARE_SHARE = 0.95

SILENCE = 3.0  # seconds without a frame, from which a visitor whose page is closed is gone
LEASE = 6.0  # seconds after which a visitor in line who no longer asks has gone
MEMORY_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


class FullError(Exception):
    """Nobody else may go live now."""


class Stream(Protocol):
    """What a visitor who is live takes a place for."""

    @property
    def status(self) -> Status:
        """What it last told; its times are those of the house's clock."""


@dataclass
class _Guest:
    stream: Stream
    since: float


class House:
    """The places of one process, by visitor. All of it may be called on any thread."""

    def __init__(
        self,
        most: int,
        has_page: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``has_page`` tells whether a visitor still has the page open."""
        self.most = most
        self._has_page = has_page
        self._clock = clock
        self._guests: dict[str, _Guest] = {}
        self._line: dict[str, float] = {}  # when each last asked, the first in line first
        self._errors = 0  # of those who have left
        self._lock = threading.Lock()

    def enter(self, visitor: str, stream: Stream) -> None:
        """Take a place for a new stream. Raises ``FullError``."""
        with self._lock:
            self._sweep()
            if not self._has_room(visitor):
                raise FullError
            self._forget(visitor)
            self._guests[visitor] = _Guest(stream, self._clock())
            self._line.pop(visitor, None)

    def has_room(self, visitor: str) -> bool:
        """Whether this visitor may enter, or is inside."""
        with self._lock:
            self._sweep()
            return self._has_room(visitor)

    def wait(self, visitor: str) -> int:
        """Stand in line, or go on to; returns how many are before. Ask every few seconds."""
        with self._lock:
            self._line[visitor] = self._clock()
            self._sweep()
            return list(self._line).index(visitor)

    def streams(self) -> list[Stream]:
        """Of all who are inside."""
        with self._lock:
            self._sweep()
            return [guest.stream for guest in self._guests.values()]

    def waiting(self) -> int:
        """How many stand in line."""
        with self._lock:
            self._sweep()
            return len(self._line)

    def errors(self) -> int:
        """Frames of all streams so far that could not be labelled."""
        with self._lock:
            inside = sum(guest.stream.status.errors for guest in self._guests.values())
            return self._errors + inside

    def _has_room(self, visitor: str) -> bool:
        if visitor in self._guests:
            return True
        before = list(self._line).index(visitor) if visitor in self._line else len(self._line)
        return len(self._guests) + before < self.most

    def _sweep(self) -> None:
        now = self._clock()
        gone = [name for name, guest in self._guests.items() if self._is_gone(name, guest, now)]
        for name in gone:
            self._forget(name)
        self._line = {
            visitor: asked for visitor, asked in self._line.items() if now - asked < LEASE
        }

    def _forget(self, visitor: str) -> None:
        guest = self._guests.pop(visitor, None)
        if guest is not None:
            self._errors += guest.stream.status.errors

    def _is_gone(self, visitor: str, guest: _Guest, now: float) -> bool:
        status = guest.stream.status
        if status.ended:
            return True
        # WebRTC notices a closed page only after half a minute, Streamlit at once. Either alone may
        # be a phone's network that breaks off for a moment.
        heard = guest.since if status.last_frame is None else status.last_frame
        return now - heard > SILENCE and not self._has_page(visitor)


def most_visitors(megabytes: float, cores: float) -> int:
    """How many a machine carries, at least one."""
    by_memory = (MEMORY_SHARE * megabytes - EMPTY) / VISITOR
    return max(1, int(min(by_memory, CORES_SHARE * cores / CORE_SHARE)))


def available_megabytes() -> float:
    """Memory that this process may use, by its control group's limit and the machine's size."""
    machine = int(Path("/proc/meminfo").read_text().split()[1]) * 1024
    limits = [machine]
    for path in MEMORY_LIMITS:
        try:
            limits.append(int(path.read_text()))
        except (OSError, ValueError):  # not this kind of group, or "max"
            continue
    return min(limits) / 1e6


def spare_megabytes() -> float:
    """What is left of it for a piece of work that ends soon."""
    return available_megabytes() * SPARE_SHARE - Usage(os.getpid()).resident_megabytes()
