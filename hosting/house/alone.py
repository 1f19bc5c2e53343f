"""A house of one replica: all of it in this process."""

import math
import time
from collections.abc import Sequence

from hosting.house.house import Figures, Guest, Replica, Standing
from hosting.slots import Farewell, FullError, Rules, Stream, StreamSlots


class AloneHouse:
    """The places of this process and nothing else; a ``House``."""

    def __init__(self, slots: StreamSlots, name: str) -> None:
        self._slots = slots
        self._name = name
        self._figures = Figures()
        self._told = time.monotonic()
        self._closed = False

    @property
    def name(self) -> str:
        """Of this replica."""
        return self._name

    @property
    def most(self) -> int:
        """How many may be live at once here."""
        return self._slots.most

    @property
    def rules(self) -> Rules:
        """Who may keep a place, and for how long."""
        return self._slots.rules

    def most_in_all(self) -> int:
        """The same as ``most``."""
        return self.most

    def look(self, guest: Guest) -> Standing:
        """Whether this visitor may press Start."""
        before = self._slots.before(guest.session)
        return self._standing(guest, before)

    def wait(self, guest: Guest) -> Standing:
        """Stand in line, or go on to. The line itself keeps a place for whose turn it is."""
        before = self._slots.wait(guest.session, guest.network, self._since(guest))
        return self._standing(guest, before)

    def leave_line(self, guest: Guest) -> None:
        """Wait no longer."""
        self._slots.leave_line(guest.session)

    def acquire(self, guest: Guest, stream: Stream) -> None:
        """Take a place. Raises ``FullError``, or ``AddressFullError``."""
        if self._closed:
            raise FullError
        self._slots.acquire(guest.session, stream, guest.network)

    def release(self, guest: Guest) -> None:
        """Give a place back whose stream has not ended yet; ``sweep`` ends it."""
        self._slots.release(guest.session)

    def ticket(self, guest: Guest) -> str | None:
        """None: there is nowhere to take one."""
        return None

    def time_left(self, guest: Guest) -> float | None:
        """Seconds until this visitor makes room for another; None where nobody needs it soon."""
        return self._slots.time_left(guest.session)

    def take_farewell(self, guest: Guest) -> Farewell | None:
        """Why this visitor's stream was ended, told once; None where it was not."""
        return self._slots.take_farewell(guest.session)

    def streams(self) -> list[Stream]:
        """Of all who are live."""
        return self._slots.streams()

    def errors(self) -> int:
        """Frames of all streams so far that could not be labelled."""
        return self._slots.errors()

    def waiting(self) -> int:
        """How many stand in line."""
        return self._slots.waiting()

    def replicas(self) -> Sequence[Replica]:
        """This one."""
        live, age = len(self._slots.inside()), time.monotonic() - self._told
        return [Replica(self.name, self.most, live, self.errors(), age, self._figures)]

    def is_in_step(self) -> bool:
        """True: there is nobody to be out of step with."""
        return True

    def sweep(self) -> None:
        """Free the places of all who have gone, and end what they left. Call it every second."""
        self._slots.sweep()

    def beat(self, figures: Figures) -> None:
        """Keep the figures."""
        self._figures, self._told = figures, time.monotonic()

    def close(self) -> None:
        """Let nobody in any more."""
        self._closed = True

    def _since(self, _guest: Guest) -> float:
        """When they began to wait; later than all others alone, where the line is all there is."""
        return math.inf

    def _standing(self, guest: Guest, before: int) -> Standing:
        who = guest.session, guest.network
        name = self.name if self._slots.has_room(*who) and not self._closed else None
        return Standing(name, before, self._slots.is_capped(*who))
