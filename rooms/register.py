"""What is known of one room by all replicas together, and what changes it.

It is plain data with a clock passed in, so the rules are the same wherever it is kept: in the
memory of one process, or as text in a shared store. Every method leaves it whole.
"""

import json
from dataclasses import dataclass, field, fields
from typing import Any, Self

from rooms.masks import added, unmasked
from rooms.member import COUNT
from rooms.privacy import Round, Rules, next_round, shown_shares
from rooms.replica_sums import Orders, Report
from rooms.room import HostView, Limits, Mark, Refusal, Window, is_secret, readable

LATE = 2  # windows without a report after which a replica's members are not present any more
GONE = 12  # windows after which they are no members any more
NOBODY = ""  # where somebody is who has left
LOOKS = 30  # a host's looks are noted so often in the time after which they are gone


@dataclass(frozen=True)
class Membership:
    """Where a member's page is, and until which window that is believed."""

    replica: str  # NOBODY: they have left, and no late report brings them back
    until: int


@dataclass(frozen=True)
class Call:
    """A replica's last report: in which window it came, and whom it had seen."""

    window: int
    seen: list[str]


@dataclass(frozen=True)
class Adding:
    """The window for which sums are coming in; what was told of it is forgotten with the next."""

    window: int
    replicas: list[str]  # that have told theirs
    fresh: int
    sums: list[int]  # [7], of which the masks are gone once all have


@dataclass(frozen=True)
class Figure:
    """What was shown last."""

    round: int
    shares: tuple[int, ...]  # [7]


@dataclass
class Register:
    """Of one room. ``now`` is the store's clock, in seconds since 1970."""

    key: str  # the host's, hashed
    opened: float
    host_seen: float
    rules: Rules
    limits: Limits
    paused: bool = False
    marks: list[Mark] = field(default_factory=list)
    members: dict[str, Membership] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)  # by replica
    rounds: list[Round] = field(default_factory=list)  # the last two that were begun
    adding: Adding | None = None
    figure: Figure | None = None
    shown: list[Window] = field(default_factory=list)  # new ones, for the store to take

    @property
    def ends_at(self) -> float:
        """When there is no such room any more."""
        return min(self.opened + self.limits.longest, self.host_seen + self.limits.host_gone)

    def is_host(self, key: str) -> bool:
        """Whether this is the host's key."""
        return is_secret(key, self.key)

    def join(self, member: str, replica: str, now: float) -> Refusal | None:
        """They have a page on this replica; one that they had elsewhere counts no longer."""
        self.advance(now)
        here = [one for one, where in self.members.items() if where.replica != NOBODY]
        if len(here) >= self.limits.members and member not in here:
            return Refusal.FULL
        self._put(member, replica, now)
        return None

    def leave(self, member: str, replica: str, now: float) -> None:
        """They have left that replica."""
        self.advance(now)
        if self._is_at(member, replica):
            self._put(member, NOBODY, now)

    def report(self, replica: str, report: Report, phase: float, now: float) -> Orders:
        """A replica tells its sums. It is to do so ``phase`` of a window after each one's start."""
        window = self.rules.window_at(now)
        for member in report.members:
            if self._is_at(member, replica):
                self._put(member, replica, now)
            elif member not in self.members:  # they lapsed while the store was away
                self.join(member, replica, now)
        self.calls[replica] = Call(window, report.seen)
        self.advance(now)
        self._add(replica, report, window)
        coming = self._round(self.rules.round_of(window + 1))
        return Orders(
            wait=self.rules.start_of(window + 1) + phase * self.rules.window - now,
            window=window + 1,
            group=frozenset() if coming is None else coming.of(replica),
            replicas=frozenset() if coming is None else coming.replicas,
            members=frozenset(one for one in report.members if self._is_at(one, replica)),
            paused=self.paused,
        )

    def look(self, now: float) -> None:
        """The host is there."""
        self.advance(now)
        if now - self.host_seen >= self.limits.host_gone / LOOKS:
            self.host_seen = now

    def view(self, now: float) -> HostView:
        """What the host sees, but for the windows."""
        number = self.rules.round_of(self.rules.window_at(now))
        current = self._round(number)
        people = 0 if current is None else current.people
        figures_from = self.rules.first_window(number + 1)
        if current is not None and current.group:
            figures_from = current.shown_from
        return HostView(
            now=now,
            since=self.opened,
            ends_at=self.opened + self.limits.longest,
            window=self.rules.window,
            least=self.rules.least,
            people=people if people >= self.rules.least else None,
            figures_from=self.rules.start_of(figures_from),
            paused=self.paused,
            windows=(),
            marks=tuple(self.marks),
        )

    def pause(self, *, paused: bool) -> None:
        """The host wants nothing to be shown, or wants to go on."""
        self.paused = paused

    def mark(self, text: str, now: float) -> Refusal | None:
        """The host names this moment."""
        words = readable(text)
        if not words:
            return Refusal.NO_WORD
        if len(self.marks) >= self.limits.marks:
            return Refusal.FULL
        self.marks.append(Mark(now, words))
        return None

    def advance(self, now: float) -> None:
        """Begin the next round, where it is time: one window ahead, so that all hear of it."""
        window = self.rules.window_at(now)
        number = self.rules.round_of(window + 1)
        previous = self.rounds[-1] if self.rounds else None
        if previous is not None and previous.number >= number:
            return
        self.members = {
            member: where for member, where in self.members.items() if where.until >= window
        }
        self.calls = {
            replica: call for replica, call in self.calls.items() if call.window >= window - LATE
        }
        present = {
            member: replica
            for replica, call in self.calls.items()
            for member in call.seen
            if self._is_at(member, replica)
        }
        self.rounds = [*self.rounds[-1:], next_round(self.rules, number, previous, present)]

    def to_json(self) -> str:
        """All of it as text, but for what ``from_json`` is given, and what was not taken yet."""
        kept = {name: value for name, value in vars(self).items() if name not in _NOT_KEPT}
        return json.dumps(kept, default=vars, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str, rules: Rules, limits: Limits) -> Self:
        """What ``to_json`` wrote. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for else."""
        kept: dict[str, Any] = json.loads(text)
        adding, figure = kept["adding"], kept["figure"]
        return cls(
            rules=rules,
            limits=limits,
            marks=[Mark(**one) for one in kept["marks"]],
            members={name: Membership(**one) for name, one in kept["members"].items()},
            calls={name: Call(**one) for name, one in kept["calls"].items()},
            rounds=[Round(**one) for one in kept["rounds"]],
            adding=None if adding is None else Adding(**adding),
            figure=None if figure is None else Figure(figure["round"], tuple(figure["shares"])),
            **{name: kept[name] for name in _PLAIN},
        )

    def _is_at(self, member: str, replica: str) -> bool:
        where = self.members.get(member)
        return where is not None and where.replica == replica

    def _put(self, member: str, replica: str, now: float) -> None:
        self.members[member] = Membership(replica, self.rules.window_at(now) + GONE)

    def _round(self, number: int) -> Round | None:
        return next((one for one in self.rounds if one.number == number), None)

    def _add(self, replica: str, report: Report, window: int) -> None:
        """Take the sums of a replica, if they are of its whole part of the group."""
        current = self._round(self.rules.round_of(window))
        if self.paused or current is None or report.window != window:
            return
        mine = current.of(replica)
        if not mine or report.count != len(mine):
            return
        before = self.adding
        if before is None or before.window != window:
            before = Adding(window, [], 0, [0] * COUNT)
        if replica in before.replicas:
            return
        replicas, fresh = [*before.replicas, replica], before.fresh + report.fresh
        sums = added(before.sums, report.sums)
        if current.replicas == set(replicas):
            self._show(current, window, fresh, unmasked(sums, len(current.group)))
            sums = [0] * COUNT
        self.adding = Adding(window, replicas, fresh, sums)

    def _show(self, current: Round, window: int, fresh: int, sums: list[float] | None) -> None:
        if window < current.shown_from or sums is None:
            return
        last = self.figure
        of_these = last is not None and (
            last.round == current.number or (current.goes_on and last.round == current.number - 1)
        )
        if last is not None and of_these and fresh < self.rules.least:
            shares = last.shares  # else it would move with those few alone
        else:
            shares = shown_shares(sums)
        self.figure = Figure(current.number, shares)
        self.shown.append(Window(self.rules.start_of(window), shares))


_NOT_KEPT = {"rules", "limits", "shown"}
_COMPOSED = {"marks", "members", "calls", "rounds", "adding", "figure"}
_PLAIN = [one.name for one in fields(Register) if one.name not in _NOT_KEPT | _COMPOSED]
