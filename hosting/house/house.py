"""What the pages ask of the house, whether it is of one replica or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hosting.slots import Farewell, Rules, Stream


@dataclass(frozen=True)
class Guest:
    """A visitor, as an open page of theirs knows them."""

    session: str  # of the open page
    carried: str | None = None  # the signed ticket that they say to have brought from elsewhere
    network: str | None = None  # what counts as one address; None is not capped
    stays: bool = False  # the proxy cannot send them to another replica


@dataclass(frozen=True)
class Standing:
    """Where a visitor may go live now, and how far they are from it."""

    replica: str | None  # its name, which may be another's; None: nowhere
    before: int  # how many in line come first
    capped: bool = False  # their network has all that it may have, everywhere


@dataclass(frozen=True)
class Figures:
    """What a replica tells of itself with each beat."""

    frames_per_second: float = 0.0  # of all its streams together
    cpu_share: float = 0.0  # of one core
    megabytes: float = 0.0  # of memory


@dataclass(frozen=True)
class Replica:
    """One replica, as the house knows it."""

    name: str
    most: int  # places
    live: int  # of them taken
    errors: int  # frames that could not be labelled, since it began
    age: float  # seconds since it told this
    figures: Figures


class House(Protocol):
    """The places of all replicas. Every method may be called on any thread, and none raises but
    ``acquire``; those that ask the shared store wait for it for less than half a second.
    """

    @property
    def name(self) -> str:
        """Of this replica."""

    @property
    def most(self) -> int:
        """How many may be live at once on this replica."""

    @property
    def rules(self) -> Rules:
        """Of each replica."""

    def most_in_all(self) -> int:
        """How many may be live at once in the whole house, as of the last beat."""

    def look(self, guest: Guest) -> Standing:
        """Whether this visitor may press Start, and where. Reserves nothing."""

    def wait(self, guest: Guest) -> Standing:
        """Stand in line, or go on to. Ask every few seconds.

        Whose turn it is has a place kept for them, for a while, at the replica that is named: this
        one where it has room.
        """

    def leave_line(self, guest: Guest) -> None:
        """Wait no longer; a place that was kept here is free at once, one elsewhere in a while."""

    def acquire(self, guest: Guest, stream: Stream) -> None:
        """Take a place of this replica for a new stream.

        Raises ``hosting.slots.FullError`` where none is free or others come first, and
        ``AddressFullError`` where the visitor's network has all that it may have.
        """

    def release(self, guest: Guest) -> None:
        """Give a place back whose stream has not ended yet; ``sweep`` ends it."""

    def ticket(self, guest: Guest) -> str | None:
        """What the visitor takes along to another replica, to be known there and keep their turn.

        Signed anew each time: it is good for ``tickets.VALID`` seconds. ASCII, safe in a URL and in
        a cookie. None where there is nowhere to take it.
        """

    def time_left(self, guest: Guest) -> float | None:
        """Seconds until this visitor makes room for another; None where nobody needs it soon."""

    def take_farewell(self, guest: Guest) -> Farewell | None:
        """Why this visitor's stream was ended, told once; None where it was not."""

    def streams(self) -> list[Stream]:
        """Of all who are live on this replica."""

    def errors(self) -> int:
        """Frames of all streams of this replica so far that could not be labelled."""

    def waiting(self) -> int:
        """How many stand in line for the house, as of the last beat."""

    def replicas(self) -> Sequence[Replica]:
        """All of the house, by name, as of the last beat."""

    def is_in_step(self) -> bool:
        """Whether this replica knows of the others: the shared store is there. True alone."""

    def sweep(self) -> None:
        """Free the places of all who have gone, and end what they left. Call it every second."""

    def beat(self, figures: Figures) -> None:
        """Tell the others that this replica lives, and hear from them. Call it every
        ``times.BEAT`` seconds, on a thread that nothing else keeps: without it others forget the
        replica.
        """

    def close(self) -> None:
        """Say goodbye: this replica and its places vanish from the house at once. It lets nobody in
        any more.
        """
