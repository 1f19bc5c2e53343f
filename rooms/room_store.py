"""Where registers of rooms are kept: in memory, or in a shared store."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from rooms.register import Register
from rooms.room import Window

Result = TypeVar("Result")
Deed = Callable[[Register, float], Result]  # is given the register and the store's clock


class NoRoomError(Exception):
    """There is no room of that code, or it has ended."""


class RoomsAwayError(Exception):
    """The store did not answer in time."""


class RoomStore(Protocol):
    """All rooms of the house. May be used on any thread; a room is gone by itself when it ends.

    Each method may raise ``RoomsAwayError``, within half a second.
    """

    def create(self, code: str, make: Callable[[float], Register]) -> bool:
        """Keep a new room, made of the store's clock; False where there are too many."""
        ...

    def change(self, code: str, deed: Deed[Result]) -> Result:
        """Let ``deed`` change a register as if nobody else did meanwhile, and return its result.

        It may be called several times, each time with the register as it then is. Nothing is
        changed where it raises. Raises ``NoRoomError``.
        """
        ...

    def windows(self, code: str, since: int) -> Sequence[Window]:
        """What was shown so far, without the first ``since`` of them; none of no room."""
        ...

    def remove(self, code: str) -> None:
        """The room ends now."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
