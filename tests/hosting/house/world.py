"""Visitors, their pages and their streams, and replicas that they come to."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from hosting.house.alone import AloneHouse
from hosting.house.house import Figures, Guest, Standing
from hosting.house.shared import SharedHouse
from hosting.house.times import ORDINARY, Times
from hosting.slots import Rules, StreamSlots
from transformers.status import Status

NO_RULES = Rules()
SECRET = "of the tests' replicas"  # noqa: S105
FIGURES = Figures(30.0, 0.5, 200.0)


class Stream:
    """Frames come until it ends."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.has_ended = False

    @property
    def status(self) -> Status:
        return Status(frames=9, last_frame=self._world.now, ended=self.has_ended)

    def on_ended(self) -> None:
        self.has_ended = True


@dataclass
class World:
    """The clock of all ``StreamSlots``, which stands still, and whose page is closed."""

    now: float = 1000.0
    closed: set[str] = field(default_factory=set)  # sessions
    streams: dict[str, Stream] = field(default_factory=dict)  # by session, the last one of each
    slots: dict[str, StreamSlots] = field(default_factory=dict)  # by replica

    def alone(self, most: int, rules: Rules = NO_RULES) -> AloneHouse:
        return AloneHouse(self._slots("a", most, rules), "a")

    @contextmanager
    def replica(
        self,
        name: str,
        url: str,
        most: int = 1,
        rules: Rules = NO_RULES,
        times: Times = ORDINARY,
    ) -> Iterator[SharedHouse]:
        """One that has sent its first beat."""
        slots = self._slots(name, most, rules)
        house = SharedHouse(slots, name, url, SECRET, self._has_page, times=times)
        house.beat(FIGURES)
        try:
            yield house
        finally:
            house.close()

    @contextmanager
    def replicas(
        self,
        url: str,
        *most: int,
        rules: Rules = NO_RULES,
        times: Times = ORDINARY,
    ) -> Iterator[list[SharedHouse]]:
        """Called a, b and so on, with that many places; each knows of all."""
        with ExitStack() as stack:
            houses = [
                stack.enter_context(self.replica(name, url, places, rules, times))
                for name, places in zip("abcdefgh", most, strict=False)
            ]
            beat(*houses)
            yield houses

    def go_live(self, house: AloneHouse, guest: Guest | str) -> None:
        """Raises ``FullError``."""
        stream = Stream(self)
        house.acquire(visitor(guest), stream)
        self.streams[visitor(guest).session] = stream

    def leave(self, house: AloneHouse, session: str) -> None:
        """The visitor ends their stream; the house notices."""
        self.streams[session].has_ended = True
        house.sweep()

    def _slots(self, name: str, most: int, rules: Rules) -> StreamSlots:
        self.slots[name] = StreamSlots(
            most, self._has_page, lambda stream: None, rules, lambda: self.now
        )
        return self.slots[name]

    def _has_page(self, session: str) -> bool:
        return session not in self.closed


def visitor(guest: Guest | str) -> Guest:
    return Guest(guest) if isinstance(guest, str) else guest


def wait(house: AloneHouse, guest: Guest | str) -> Standing:
    return house.wait(visitor(guest))


def look(house: AloneHouse, guest: Guest | str) -> Standing:
    return house.look(visitor(guest))


def moved(house: AloneHouse, guest: Guest | str, session: str) -> Guest:
    """The same visitor, with another page that a link with their ticket led to."""
    before = visitor(guest)
    return Guest(session, house.ticket(before), before.network)


def beat(*houses: AloneHouse) -> None:
    """Each tells of itself, then each hears of all."""
    for _ in range(2):
        for house in houses:
            house.beat(FIGURES)
