"""Places for live visitors: who has one, for how long, and who is next in line."""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # it brings NumPy, which nobody needs before the first visit
    from transformers.status import Status

SILENCE = 3.0  # seconds without a frame, from which a visitor whose page is closed is gone
LEASE = 6.0  # seconds without asking, from which one in line whose page is closed is gone
# Seconds for which a turn is held for one in line who does not ask. Browsers let a hidden tab ask
# once a minute; then the visitor has to see it.
TURN = 90.0
NOTICE = 60.0  # seconds between a visitor's being told that their time ends, and its end


class FullError(Exception):
    """Nobody else may go live now."""


class AddressFullError(FullError):
    """Nobody else of this network may."""


class Farewell(Enum):
    """Why a visitor's stream was ended for them."""

    NO_FRAMES = auto()
    TIME_IS_UP = auto()


class Stream(Protocol):
    """What a visitor who is live takes a place for."""

    @property
    def status(self) -> "Status":
        """What it last told; its times are those of the clock of ``StreamSlots``."""

    def on_ended(self) -> None:
        """Let go of what it holds. Called perhaps more than once."""


@dataclass(frozen=True)
class Rules:
    """Who may keep a place, and for how long."""

    per_address: int | None = None  # places of one network; None for all of them
    without_frame: float = 15.0  # seconds after which a stream without a frame is ended
    longest: float = 900.0  # seconds after which a visitor makes room where others wait


@dataclass
class _Holder:
    stream: Stream
    network: str | None
    entered: float  # an earlier stream's time, where this one took its place
    began: float
    leaves: float | None = None  # when their time ends, as far as others wait

    @property
    def last_sign(self) -> float:
        """When the last frame came, or else the stream."""
        last = self.stream.status.last_frame
        return self.began if last is None else last


@dataclass
class _Waiting:
    network: str | None
    since: float
    asked: float


class StreamSlots:
    """The places of one process, by visitor. All of it may be called on any thread.

    A visitor's ``network`` is what counts as one address; None is of no known one, and not capped.
    """

    def __init__(
        self,
        most: int,
        has_page: Callable[[str], bool],
        end: Callable[[Stream], None],
        rules: Rules = Rules(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``has_page`` tells whether a visitor still has the page open.

        ``end`` closes a stream's connection, and may take a while: ``sweep`` alone calls it.
        """
        self.most = most
        self.rules = rules
        self._has_page = has_page
        self._end = end
        self._clock = clock
        self._holders: dict[str, _Holder] = {}
        self._line: dict[str, _Waiting] = {}  # the first in line first
        self._wanted: int | None = None  # how many have to make room; None for as many as wait
        self._farewells: dict[str, Farewell] = {}
        self._to_end: list[Stream] = []
        self._errors = 0  # of those who have left
        self._lock = threading.Lock()

    def acquire(
        self, visitor: str, stream: Stream, network: str | None = None, *, in_turn: bool = False
    ) -> None:
        """Take a place for a new stream. Raises ``FullError``, or ``AddressFullError``.

        ``in_turn``: a line that is longer than this one has let the visitor pass.
        """
        with self._lock:
            self._sweep()
            if not self._has_room(visitor, network, in_turn):
                raise AddressFullError if self._is_capped(network) else FullError
            now, before = self._clock(), self._holders.get(visitor)
            entered = now
            if before is not None:
                entered = before.entered
                self._let_go(before)
            self._holders[visitor] = _Holder(stream, network, entered, now)
            self._line.pop(visitor, None)
            self._farewells.pop(visitor, None)

    def release(self, visitor: str) -> None:
        """Give a place back whose stream has not ended yet; ``sweep`` ends it."""
        with self._lock:
            self._leave(visitor)
            self._farewells.pop(visitor, None)

    def has_room(self, visitor: str, network: str | None = None) -> bool:
        """Whether this visitor may take a place, or has one."""
        with self._lock:
            self._sweep()
            return self._has_room(visitor, network)

    def is_capped(self, visitor: str, network: str | None) -> bool:
        """Whether others of this visitor's network have all the places that it may have."""
        with self._lock:
            self._sweep()
            return visitor not in self._holders and self._is_capped(network)

    def has_place(self, visitor: str) -> bool:
        """Whether this visitor is inside."""
        with self._lock:
            self._sweep()
            return visitor in self._holders

    def wait(self, visitor: str, network: str | None = None, since: float = math.inf) -> int:
        """Stand in line, or go on to; returns how many are before. Ask every few seconds.

        Who has waited ``since`` earlier, elsewhere perhaps, stands before; else the first to ask.
        """
        with self._lock:
            if visitor not in self._line:
                self._line[visitor] = _Waiting(network, since, 0)
                self._line = dict(sorted(self._line.items(), key=lambda entry: entry[1].since))
            self._line[visitor].asked = self._clock()
            self._sweep()
            return self._before(visitor)

    def before(self, visitor: str) -> int:
        """How many in line come before this visitor, who need not stand in it; 0 for one inside."""
        with self._lock:
            self._sweep()
            return 0 if visitor in self._holders else self._before(visitor)

    def leave_line(self, visitor: str) -> None:
        """Wait no longer."""
        with self._lock:
            self._line.pop(visitor, None)

    def make_room(self, wanted: int | None) -> None:
        """Have that many told when their time ends; None for as many as wait in this line."""
        with self._lock:
            self._wanted = wanted
            self._sweep()

    def time_left(self, visitor: str) -> float | None:
        """Seconds until this visitor makes room for another; None where nobody needs it soon."""
        with self._lock:
            self._sweep()
            holder = self._holders.get(visitor)
            if holder is None or holder.leaves is None:
                return None
            return holder.leaves - self._clock()

    def take_farewell(self, visitor: str) -> Farewell | None:
        """Why this visitor's stream was ended, told once; None where it was not."""
        with self._lock:
            self._sweep()
            return self._farewells.pop(visitor, None)

    def streams(self) -> list[Stream]:
        """Of all who are inside."""
        with self._lock:
            self._sweep()
            return [holder.stream for holder in self._holders.values()]

    def inside(self) -> dict[str, float]:
        """Who has a place, each with the seconds since they went live."""
        with self._lock:
            self._sweep()
            now = self._clock()
            return {name: now - holder.entered for name, holder in self._holders.items()}

    def in_line(self) -> dict[str, float]:
        """Who stands in line, the first first, each with the seconds since they asked."""
        with self._lock:
            self._sweep()
            now = self._clock()
            return {name: now - one.asked for name, one in self._line.items()}

    def waiting(self) -> int:
        """How many stand in line."""
        with self._lock:
            self._sweep()
            return len(self._attentive())

    def errors(self) -> int:
        """Frames of all streams so far that could not be labelled."""
        with self._lock:
            inside = sum(holder.stream.status.errors for holder in self._holders.values())
            return self._errors + inside

    def sweep(self) -> None:
        """Free the places of all who have gone, and end what they left. Call it every second."""
        with self._lock:
            self._sweep()
            streams, self._to_end = self._to_end, []
        for stream in streams:
            self._end(stream)
            stream.on_ended()  # which no track says where none ever ran

    def _has_room(self, visitor: str, network: str | None, in_turn: bool = False) -> bool:
        if visitor in self._holders:
            return True
        # Those in line before the visitor come first, each as far as the cap lets them.
        networks = self._networks()
        for name in [] if in_turn else self._attentive():
            if name == visitor:
                break
            other = self._line[name].network
            if not self._is_over(other, networks):
                networks[other] += 1
        return networks.total() < self.most and not self._is_over(network, networks)

    def _is_capped(self, network: str | None) -> bool:
        return self._is_over(network, self._networks())

    def _networks(self) -> Counter[str | None]:
        return Counter(holder.network for holder in self._holders.values())

    def _is_over(self, network: str | None, networks: Counter[str | None]) -> bool:
        cap = self.rules.per_address
        return cap is not None and network is not None and networks[network] >= cap

    def _before(self, visitor: str) -> int:
        line = self._attentive()
        return line.index(visitor) if visitor in line else len(line)

    def _attentive(self) -> list[str]:
        """Those in line who ask; the others pass their turn on, and keep their place in line."""
        now = self._clock()
        return [name for name, one in self._line.items() if now - one.asked < TURN]

    def _sweep(self) -> None:
        now = self._clock()
        for name in list(self._line):
            if now - self._line[name].asked >= LEASE and not self._has_page(name):
                del self._line[name]
        for name in [name for name in self._farewells if not self._has_page(name)]:
            del self._farewells[name]
        self._set_times(now)
        for name, holder in list(self._holders.items()):
            status = holder.stream.status
            silent = now - holder.last_sign
            if status.ended or (silent > SILENCE and not self._has_page(name)):
                # WebRTC notices a closed page only after half a minute, Streamlit at once. Either
                # alone may be a phone's network that breaks off for a moment.
                self._leave(name)
            elif silent >= self.rules.without_frame:
                self._leave(name, Farewell.NO_FRAMES)
            elif holder.leaves is not None and now >= holder.leaves:
                self._leave(name, Farewell.TIME_IS_UP)

    def _set_times(self, now: float) -> None:
        """Tell those who were live for longest, as many as wait, when they have to make room."""
        needed = self._wanted or 0
        if self._wanted is None and len(self._holders) >= self.most:
            networks = self._networks()
            waiting = (self._line[name].network for name in self._attentive())
            needed = sum(not self._is_over(network, networks) for network in waiting)
        for place, holder in enumerate(sorted(self._holders.values(), key=lambda one: one.entered)):
            end = holder.entered + self.rules.longest
            if place >= needed or now < end - NOTICE:
                holder.leaves = None
            elif holder.leaves is None:
                holder.leaves = max(end, now + NOTICE)

    def _leave(self, visitor: str, farewell: Farewell | None = None) -> None:
        holder = self._holders.pop(visitor, None)
        if holder is None:
            return
        self._let_go(holder)
        if self._wanted:
            self._wanted -= 1  # else the next one would be told for the same visitor in line
        if farewell is not None:
            self._farewells[visitor] = farewell

    def _let_go(self, holder: _Holder) -> None:
        self._errors += holder.stream.status.errors
        self._to_end.append(holder.stream)
