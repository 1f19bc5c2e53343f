"""What one replica tells of its own members of a room: their sum, under a mask."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from rooms.masks import masked
from rooms.member import COUNT, Member, Shares
from rooms.privacy import Rules


@dataclass(frozen=True)
class Report:
    """What a replica tells in each window."""

    members: list[str]  # that have a page here
    seen: list[str]  # those of them whose face was seen lately
    window: int | None  # that the sums are for; None for no sums
    count: int  # how many people they are of
    fresh: int  # how many of these showed a face since the last report
    sums: list[int]  # [7], under this replica's mask


@dataclass(frozen=True)
class Orders:
    """What it hears in return."""

    wait: float  # seconds until the next report
    window: int  # the one that the next report falls into
    group: frozenset[str]  # those of its group whom this replica counts
    replicas: frozenset[str]  # all that count somebody of it
    members: frozenset[str]  # that are members here; the others have joined elsewhere
    paused: bool


class ReplicaSums:
    """Of one room. To be used by one thread at a time."""

    def __init__(
        self,
        code: str,
        replica: str,
        secret: str,
        rules: Rules,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """The ``secret`` is one that all replicas share, and the store does not know."""
        self._code = code
        self._replica = replica
        self._secret = secret
        self._recent = rules.recent * rules.window
        self._clock = clock
        self._members: dict[str, Member] = {}
        self._window: int | None = None
        self._group: frozenset[str] = frozenset()
        self._replicas: frozenset[str] = frozenset()
        # What each showed last, and when: it is carried on for those who have left or look away.
        self._last: dict[str, tuple[Shares, float]] = {}

    @property
    def is_idle(self) -> bool:
        """Whether there is nobody here, and nobody's last numbers are needed either."""
        return not self._members and not self._group

    def add(self, member: Member) -> None:
        """They have joined; a page of theirs that had before counts no longer."""
        before = self._members.get(member.name)
        if before is not None:
            before.is_in = False
        self._members[member.name] = member

    def remove(self, member: Member) -> None:
        """They have left: nothing more is taken from them."""
        member.is_in = False
        if self._members.get(member.name) is member:
            del self._members[member.name]

    def gone(self) -> list[Member]:
        """Those whose pages have closed."""
        now = self._clock()
        return [member for member in self._members.values() if member.is_gone(now)]

    def end(self) -> None:
        """There is no such room any more."""
        for member in list(self._members.values()):
            self.remove(member)
        self._group = frozenset()

    def report(self) -> Report:
        """Of what was seen since the last one. To be asked for once a window."""
        now, fresh = self._clock(), 0
        for name, member in self._members.items():
            shares = member.take()
            if shares is not None:
                self._last[name] = (shares, now)
                fresh += name in self._group
        self._last = {
            name: last
            for name, last in self._last.items()
            # Who has just left may still be in the group that is being chosen.
            if name in self._group or name in self._members or self._was_seen(name, now)
        }
        counted = [self._last[name][0] for name in self._group if name in self._last]
        sums = [sum(one[place] for one in counted) for place in range(COUNT)]
        # One window's mask hides one report.
        window, self._window = self._window, None
        nonce = f"{self._code}|{window}"
        return Report(
            members=sorted(self._members),
            seen=sorted(name for name in self._members if self._was_seen(name, now)),
            window=window,
            count=len(counted),
            fresh=fresh,
            sums=masked(sums, self._replica, self._replicas, nonce, self._secret)
            if window is not None
            else [],
        )

    def follow(self, orders: Orders, told: Report) -> None:
        """Take the answer to a report."""
        self._window, self._group, self._replicas = orders.window, orders.group, orders.replicas
        for name in told.members:
            member = self._members.get(name)
            if member is not None and name not in orders.members:
                self.remove(member)
            elif member is not None:
                member.is_paused = orders.paused

    def _was_seen(self, name: str, now: float) -> bool:
        return name in self._last and now - self._last[name][1] <= self._recent
