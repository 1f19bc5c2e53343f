"""What a replica asks of the shared store and tells it, in Python's own types."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import Enum, StrEnum, auto
from time import monotonic
from typing import Any

from hosting.house.house import Figures, Replica
from hosting.house.store import LONGEST_CALL, Argument, Store
from hosting.house.tickets import VALID
from hosting.house.times import Times

STAYS = "!"  # what marks, in the store, one who cannot be sent to another replica


class Wish(StrEnum):
    """What a visitor wants."""

    LOOK = auto()
    WAIT = auto()
    TAKE = auto()


class Left(StrEnum):
    """What a visitor is no longer in."""

    PLACE = auto()
    LINE = auto()
    UNDO = auto()  # a place that the store gave them, and the replica did not


class Refusal(Enum):
    """Why there is no answer."""

    TAKEN = auto()  # the ticket is or was live for somebody else
    STRANGER = auto()  # the store does not know this replica, or not any more


@dataclass(frozen=True)
class Answer:
    """Where a visitor stands."""

    replica: str | None  # where they may go live
    before: int  # how many in line come first
    capped: bool  # whether their network has all that it may have, everywhere
    since: float | None  # when they began to wait, in seconds since 1970 by the store's clock


@dataclass(frozen=True)
class Live:
    """One who is live here."""

    ticket: str
    mark: str  # of their network
    age: float  # seconds since they went live


@dataclass(frozen=True)
class Waiter:
    """One whose page here waits."""

    ticket: str
    mark: str  # of their network
    since: float  # seconds since 1970
    silent: float  # seconds since they asked
    stays: bool = False


@dataclass(frozen=True)
class Report:
    """What a replica tells with a beat."""

    most: int
    per_address: int | None
    errors: int
    figures: Figures
    was_away: bool  # what it does not name has left meanwhile
    live: list[Live]
    waiting: list[Waiter]


@dataclass(frozen=True)
class News:
    """What it hears."""

    wanted: int  # how many visitors here have to make room
    waiting: int  # in the whole house
    elsewhere: list[str]  # tickets that are live here and, since earlier, elsewhere
    replicas: list[Replica]


class Desk:
    """One replica's. Each method may raise ``AwayError``; none takes more than half a second."""

    def __init__(self, store: Store, name: str, times: Times) -> None:
        self._store = store
        self._name = name
        self._times = times

    def ask(
        self,
        wish: Wish,
        ticket: str,
        mark: str,
        since: float | None,
        *,
        stays: bool,
        until: float,
    ) -> Answer | Refusal:
        """What a visitor may do, who ``stays`` at this replica where no other can be reached.

        ``until``: in seconds of ``time.monotonic``.
        """
        times = self._times
        arguments: list[Argument] = [
            self._name,
            ticket,
            mark,
            "" if since is None else _exact(since),
            wish,
            times.lease,
            times.arrival,
            times.turn,
            VALID,
            times.expiry,
            STAYS if stays else "",
        ]
        return self._store.run("ask", arguments, _answer, until)

    def leave(self, left: Iterable[tuple[Left, str]]) -> None:
        """Tell whose tickets have left what."""
        pairs = [part for pair in left for part in pair]
        self._store.run("leave", [self._name, *pairs], bool, limit())

    def beat(self, report: Report) -> News:
        """Tell that this replica lives."""
        times = self._times
        figures = json.dumps({**asdict(report.figures), "errors": report.errors})
        arguments: list[Argument] = [
            self._name,
            times.lease,
            times.turn,
            VALID,
            times.expiry,
            int(report.was_away),
            report.most,
            -1 if report.per_address is None else report.per_address,
            figures,
            len(report.live),
        ]
        for one in report.live:
            arguments += [one.ticket, one.mark, _exact(one.age)]
        for two in report.waiting:
            arguments += [two.ticket, two.mark, _exact(two.since), _exact(two.silent)]
            arguments.append(STAYS if two.stays else "")
        return self._store.run("beat", arguments, _news, limit())

    def goodbye(self, until: float) -> None:
        """Tell that this replica ends."""
        self._store.run("goodbye", [self._name], bool, until)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()


def limit() -> float:
    """Until when one waits who begins to wait now."""
    return monotonic() + LONGEST_CALL


def _exact(seconds: float) -> str:
    return f"{seconds:.6f}"


def _answer(given: list[Any]) -> Answer | Refusal:
    if len(given) == 1:
        return Refusal[given[0].upper()]
    replica, before, capped, since = given
    return Answer(replica or None, int(before), bool(int(capped)), float(since) if since else None)


def _news(given: list[Any]) -> News:
    wanted, waiting, elsewhere, roll = given
    rows = zip(*(roll[part::5] for part in range(5)), strict=True)
    replicas = sorted((_replica(*row) for row in rows), key=lambda one: one.name)
    return News(int(wanted), int(waiting), list(elsewhere), replicas)


def _replica(name: str, most: int, live: int, age: str, told: str) -> Replica:
    """One that tells less, or something else, may be of another version."""
    try:
        known = {key: float(value) for key, value in json.loads(told).items()}
    except (ValueError, TypeError, AttributeError):
        known = {}
    figures = Figures(**{one.name: known.get(one.name, 0.0) for one in fields(Figures)})
    return Replica(name, most, live, int(known.get("errors", 0)), float(age), figures)
