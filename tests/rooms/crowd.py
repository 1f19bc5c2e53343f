"""An audience on several replicas, whose time passes as fast as it is asked to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.labels import Expression
from rooms.in_redis import RedisStore
from rooms.member import Member
from rooms.privacy import Rules
from rooms.register import Register
from rooms.room import HostView, Limits, Opened, Room, Window
from rooms.room_store import Deed, Result, RoomsAwayError, RoomStore
from rooms.rooms import Rooms
from transformers.types import Box, Face

SECRET = "of all replicas"  # noqa: S105  # of the tests
FRAME = 0.4  # seconds
Shares = Sequence[float]


def look(expression: Expression, share: float = 1.0) -> list[float]:
    """What a face shows; the rest looks neutral."""
    shares = [0.0] * 7
    shares[Expression.NEUTRAL] = 1 - share
    shares[expression] += share
    return shares


HAPPY, SAD, NEUTRAL = (look(one) for one in (Expression.HAPPY, Expression.SAD, Expression.NEUTRAL))


def show(member: Member, shares: Shares, now: float, frames: int = 4) -> None:
    """Frames of the last moments before ``now``."""
    face = Face(Box(0, 0, 9, 9), 1, np.array(shares, dtype=np.float32), None)
    for number in range(frames):
        member.add([face], now - FRAME * (frames - 1 - number))


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: float = 1_000_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class MovedRedisStore(RedisStore):
    """Its clock is moved by the test; when keys expire is Redis's own doing all the same."""

    def __init__(self, url: str, rules: Rules, limits: Limits, clock: Clock) -> None:
        super().__init__(url, rules, limits)
        self._moved = clock

    def _clock(self, told: float) -> float:
        return self._moved()


class Line:
    """A replica's way to a store, which can be cut."""

    def __init__(self, store: RoomStore) -> None:
        self.store = store
        self.is_cut = False

    def create(self, code: str, make: Callable[[float], Register]) -> bool:
        self._pass()
        return self.store.create(code, make)

    def change(self, code: str, deed: Deed[Result]) -> Result:
        self._pass()
        return self.store.change(code, deed)

    def windows(self, code: str, since: int) -> Sequence[Window]:
        self._pass()
        return self.store.windows(code, since)

    def remove(self, code: str) -> None:
        self._pass()
        self.store.remove(code)

    def close(self) -> None:
        self.store.close()

    def _pass(self) -> None:
        if self.is_cut:
            raise RoomsAwayError


@dataclass
class Person:
    """Somebody with a page on a replica."""

    member: Member
    at: int
    face: Shares | None  # None: they look away


@dataclass(frozen=True)
class Shown:
    """A figure, and what the crowd knows of it."""

    number: int  # of the window
    shares: tuple[int, ...]
    group: frozenset[str]  # names of members
    fresh: frozenset[str]  # of the group, whose face was seen
    mean: tuple[float, ...]  # of what each of the group showed last


@dataclass
class Replica:
    """One that reports in time, unless it has stopped."""

    line: Line
    rooms: Rooms
    due: float = 0.0
    is_stopped: bool = False
    last: dict[str, Shares] = field(default_factory=dict)  # by member, as the crowd has seen it
    # The same when it first reported in that window, and whose faces it had seen.
    told: tuple[int, dict[str, Shares], set[str]] = (0, {}, set())


class Crowd:
    """Whoever is in one room, and its host."""

    def __init__(
        self, store: RoomStore, clock: Clock, rules: Rules, limits: Limits, replicas: int = 1
    ) -> None:
        self.store, self.clock, self.rules, self.limits = store, clock, rules, limits
        self.replicas = [self._replica(number) for number in range(replicas)]
        self.people: dict[str, Person] = {}  # by visit
        self.shown: list[Shown] = []
        opened = self.rooms.open(promised=True)
        assert isinstance(opened, Opened)
        self.opened = opened

    @property
    def rooms(self) -> Rooms:
        """Of the first replica."""
        return self.replicas[0].rooms

    @property
    def host(self) -> tuple[str, str]:
        """The code and the host's key."""
        return self.opened.code, self.opened.key

    def join(
        self,
        visit: str,
        face: Shares | None = NEUTRAL,
        at: int = 0,
        has_page: Callable[[], bool] = lambda: True,
    ) -> Member:
        rooms = self.replicas[at].rooms
        room = rooms.find(self.opened.code)
        assert isinstance(room, Room), room
        member = rooms.join(room, visit, has_page)
        assert isinstance(member, Member), member
        self.people[visit] = Person(member, at, face)
        return member

    def leave(self, visit: str) -> None:
        person = self.people.pop(visit)
        self.replicas[person.at].rooms.leave(person.member)

    def look(self, visit: str, face: Shares | None) -> None:
        self.people[visit].face = face

    def restart(self, at: int) -> None:
        """All who are there are gone."""
        before, self.replicas[at] = self.replicas[at], self._replica(at)
        self.replicas[at].last, self.replicas[at].told = before.last, before.told
        self.people = {visit: one for visit, one in self.people.items() if one.at != at}

    def view(self) -> HostView:
        view = self.rooms.view(*self.host)
        assert isinstance(view, HostView), view
        return view

    def register(self) -> Register:
        return self.store.change(self.opened.code, lambda register, now: register)

    def pass_windows(self, count: float) -> None:
        self.pass_time(count * self.rules.window)

    def to_round(self, into: float = 0.0) -> None:
        """So many windows into the next round."""
        window = self.rules.window_at(self.clock.now)
        first = self.rules.first_window(self.rules.round_of(window) + 1)
        self.pass_time(self.rules.start_of(first) + into * self.rules.window - self.clock.now)

    def pass_time(self, seconds: float) -> None:
        """Everybody shows their face, and each replica reports when it is time."""
        end = self.clock.now + seconds
        while True:
            going = [one for one in self.replicas if not one.is_stopped]
            first = min(going, key=lambda one: one.due, default=None)
            if first is None or first.due > end:
                break
            self.clock.now = max(self.clock.now, first.due)
            self._report(self.replicas.index(first))
        self.clock.now = end

    def _replica(self, number: int) -> Replica:
        line = Line(self.store)
        rooms = Rooms(line, f"r{number}", SECRET, self.rules, self.limits, clock=self.clock)
        return Replica(line, rooms, due=self.clock.now)

    def _report(self, at: int) -> None:
        replica, now = self.replicas[at], self.clock.now
        fresh = set()
        for person in self.people.values():
            if person.at == at and person.face is not None:
                show(person.member, person.face, now)
                if person.member.is_in:
                    fresh.add(person.member.name)
                    replica.last[person.member.name] = person.face
        window = self.rules.window_at(now)
        if window != replica.told[0]:
            replica.told = (window, dict(replica.last), fresh)
        replica.due = now + replica.rooms.report()
        for one in self.store.windows(self.opened.code, len(self.shown)):
            self.shown.append(self._understood(one))

    def _understood(self, window: Window) -> Shown:
        number = self.rules.window_at(window.start)
        rounds = self.register().rounds
        (current,) = [one for one in rounds if one.number == self.rules.round_of(number)]
        told = {f"r{at}": one.told for at, one in enumerate(self.replicas)}
        assert all(told[where][0] == number for where in current.replicas)
        last = [told[where][1][member] for member, where in current.group.items()]
        return Shown(
            number,
            window.shares,
            frozenset(current.group),
            frozenset(one for one, where in current.group.items() if one in told[where][2]),
            tuple(float(one) for one in np.mean(last, axis=0)),
        )
