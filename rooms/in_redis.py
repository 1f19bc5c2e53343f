"""Rooms that several replicas share through a Redis.

A register is kept there as text with a number that grows. Who changes it writes the new text only
where the number is still the one that they read, and else begins anew: so the rules stand in
``rooms.register`` alone, and the scripts know nothing of them. Every key expires with its room.
"""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hosting.house.store import LONGEST_CALL, Argument, AwayError, Store
from rooms.privacy import Rules
from rooms.register import Register
from rooms.room import Limits, Window
from rooms.room_store import Deed, NoRoomError, Result, RoomsAwayError

ALL = "{facecue}:rooms"  # set of codes; one slot of a cluster, by the braces
LONGEST_PAUSE = 0.005  # seconds after which a change that came second is tried again

Read = Callable[[Any], Any]


class RedisStore:
    """A ``RoomStore``. Only Redis's own clock counts."""

    def __init__(self, url: str, rules: Rules, limits: Limits) -> None:
        """Raises ``ValueError`` where ``url`` is none of a Redis. It may begin to answer later."""
        self._store = Store(url, scripts=Path(__file__).parent)
        self._rules = rules
        self._limits = limits

    def create(self, code: str, make: Callable[[float], Register]) -> bool:
        """Keep a new room; False where there are too many."""
        until = _limit()
        now = self._run("clock", code, [], float, until)
        register = make(self._clock(now))
        arguments: list[Argument] = [
            code,
            register.to_json(),
            _milliseconds(register.ends_at - register.opened),
            _milliseconds(self._limits.longest),
            self._limits.rooms,
        ]
        return bool(self._run("open", code, arguments, int, until))

    def change(self, code: str, deed: Deed[Result]) -> Result:
        """Let ``deed`` change a register. Raises ``NoRoomError``."""
        until = _limit()
        while True:
            version, text, told = self._run("read", code, [], tuple, until)
            if not text:
                raise NoRoomError
            try:
                register = Register.from_json(text, self._rules, self._limits)
            except (ValueError, KeyError, TypeError):
                raise NoRoomError from None  # what others have put there
            now = self._clock(float(told))
            if register.ends_at <= now:
                raise NoRoomError
            result = deed(register, now)
            changed = register.to_json()
            if changed == text and not register.shown:
                return result
            left = _milliseconds(register.ends_at - now)
            arguments = [version, changed, left, *(_line(one) for one in register.shown)]
            if self._run("write", code, arguments, int, until):
                return result
            time.sleep(random.uniform(0, LONGEST_PAUSE))  # noqa: S311  # not a secret

    def windows(self, code: str, since: int) -> Sequence[Window]:
        """What was shown so far, without the first ``since`` of them."""
        found: list[Window] = self._run("windows", code, [max(0, since)], _windows, _limit())
        return found

    def remove(self, code: str) -> None:
        """The room ends now."""
        self._run("remove", code, [code], int, _limit())

    def close(self) -> None:
        """Let go of the connections."""
        self._store.close()

    def _clock(self, told: float) -> float:
        """The clock that counts, by what Redis told of its own."""
        return told

    def _run(
        self, script: str, code: str, arguments: Sequence[Argument], read: Read, until: float
    ) -> Any:
        keys = [ALL, f"{{facecue}}:room:{code}", f"{{facecue}}:room:{code}:windows"]
        try:
            return self._store.run(script, arguments, read, until, keys)
        except AwayError as error:
            raise RoomsAwayError(str(error)) from error


def _limit() -> float:
    return time.monotonic() + LONGEST_CALL


def _milliseconds(seconds: float) -> int:
    return max(1, round(1000 * seconds))


def _line(window: Window) -> str:
    return " ".join(f"{one:.10g}" for one in (window.start, *window.shares))


def _windows(lines: list[str]) -> list[Window]:
    parts = [line.split() for line in lines]
    return [Window(float(start), tuple(int(one) for one in shares)) for start, *shares in parts]
