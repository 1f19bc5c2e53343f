"""Rooms in the memory of one process."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rooms.privacy import Rules
from rooms.register import Register
from rooms.room import Limits, Window
from rooms.room_store import Deed, NoRoomError, Result


@dataclass
class _Kept:
    register: str
    ends_at: float
    windows: list[Window] = field(default_factory=list)


class MemoryStore:
    """A ``RoomStore``."""

    def __init__(
        self, rules: Rules, limits: Limits, clock: Callable[[], float] = time.time
    ) -> None:
        self._rules = rules
        self._limits = limits
        self._clock = clock
        self._rooms: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def create(self, code: str, make: Callable[[float], Register]) -> bool:
        """Keep a new room; False where there are too many."""
        with self._lock:
            now = self._sweep()
            if len(self._rooms) >= self._limits.rooms or code in self._rooms:
                return False
            register = make(now)
            self._rooms[code] = _Kept(register.to_json(), register.ends_at)
            return True

    def change(self, code: str, deed: Deed[Result]) -> Result:
        """Let ``deed`` change a register. Raises ``NoRoomError``."""
        with self._lock:
            now = self._sweep()
            kept = self._rooms.get(code)
            if kept is None:
                raise NoRoomError
            register = Register.from_json(kept.register, self._rules, self._limits)
            result = deed(register, now)
            kept.register, kept.ends_at = register.to_json(), register.ends_at
            kept.windows += register.shown
            return result

    def windows(self, code: str, since: int) -> Sequence[Window]:
        """What was shown so far, without the first ``since`` of them."""
        with self._lock:
            kept = self._rooms.get(code)
            return kept.windows[since:] if kept is not None else []

    def remove(self, code: str) -> None:
        """The room ends now."""
        with self._lock:
            self._rooms.pop(code, None)

    def close(self) -> None:
        """Nothing is to be let go of."""

    def _sweep(self) -> float:
        now = self._clock()
        self._rooms = {code: kept for code, kept in self._rooms.items() if kept.ends_at > now}
        return now
