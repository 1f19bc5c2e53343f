"""What a room is to its host, and to who joins it."""

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import Enum, auto

from models.labels import Expression

NOTICED = 20  # per cent, from which an expression is part of the mood in one line
LONGEST_MARK = 60  # signs


class Refusal(Enum):
    """Why somebody does not get what they asked for."""

    NO_ROOM = auto()  # none of that code, or not with that key; it may have ended
    AWAY = auto()  # the shared store does not answer now: later, perhaps
    FULL = auto()  # there are as many as there may be: rooms, members of a room, or marks
    NO_PROMISE = auto()  # the host did not give it
    NO_WORD = auto()  # of a mark: nothing that could be read


@dataclass(frozen=True)
class Limits:
    """How long rooms last, and how many there may be of all."""

    longest: float = 7200.0  # seconds that a room lasts at most
    host_gone: float = 900.0  # seconds after the host's last look, at which it ends
    rooms: int = 200  # in the whole house
    members: int = 500  # of a room
    marks: int = 200  # of a room


@dataclass(frozen=True)
class Opened:
    """A new room, as only its host knows it."""

    code: str  # to be read out and typed, and what a link to it carries
    key: str = field(repr=False)  # the host's own; whoever has it is the host


@dataclass(frozen=True)
class Room:
    """A room that somebody has found."""

    code: str
    least: int  # people of whom there are figures
    ends_at: float  # at the latest, in seconds since 1970


@dataclass(frozen=True)
class Mark:
    """A moment that the host named."""

    at: float  # seconds since 1970
    text: str


@dataclass(frozen=True)
class Window:
    """What the faces of the group looked like together for a few seconds."""

    start: float  # seconds since 1970
    shares: tuple[int, ...]  # [7] per cent in the order of models.labels, together 100

    @property
    def looks(self) -> tuple[Expression, ...]:
        """What to name in one line: one or two expressions, the larger share first."""
        ordered = sorted(Expression, key=lambda one: -self.shares[one])
        return tuple(one for one in ordered[:2] if self.shares[one] >= NOTICED) or (ordered[0],)


@dataclass(frozen=True)
class HostView:
    """What the host sees now. Times are in seconds since 1970, by the store's clock."""

    now: float
    since: float  # when the room was opened
    ends_at: float  # at the latest
    window: float  # seconds that each of the windows stands for
    least: int  # people of whom there are figures
    people: int | None  # present as the round began; None for fewer than ``least``
    figures_from: float  # when there are figures, as far as is known; past, where there are now
    paused: bool
    windows: tuple[Window, ...]  # from the one on that was asked for; some may have been left out
    marks: tuple[Mark, ...]  # all of them


def hashed(secret: str) -> str:
    """How a secret of many random bits is kept: SHA-256, as hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(given: str, kept: str) -> bool:
    """Whether ``kept`` is ``hashed(given)``; takes as long whatever was given."""
    return hmac.compare_digest(hashed(given), kept)


def readable(text: str) -> str:
    """The words of a mark as they are kept: signs that can be seen, ``LONGEST_MARK`` at most."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: 10 * LONGEST_MARK])
    return " ".join(shown.split())[:LONGEST_MARK].strip()
