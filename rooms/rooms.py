"""The rooms of the house, as one replica knows them: its hosts and its members ask here."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from rooms import codes
from rooms.member import Member
from rooms.privacy import Rules
from rooms.register import Register
from rooms.replica_sums import Orders, ReplicaSums, Report
from rooms.room import HostView, Limits, Opened, Refusal, Room, hashed
from rooms.room_store import Deed, NoRoomError, RoomsAwayError, RoomStore

Result = TypeVar("Result")

EARLIEST, LATEST = 0.25, 0.75  # of a window, when a replica tells its sums: not all at once
NAME_BYTES = 8  # of a member's name in the room


class Rooms:
    """May be used on any thread. Nothing here raises because the store is away.

    Whoever joins gets a ``Member``, which is to be shown the frames of their page. ``report`` has
    to be called again and again, as ``Reporter`` does.
    """

    def __init__(
        self,
        store: RoomStore,
        replica: str,
        secret: str,
        rules: Rules,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``replica`` is this one's name, unlike all others'; ``clock`` is this replica's own.

        The ``secret`` is one that all replicas share, and the store does not know.
        """
        self._store = store
        self._replica = replica
        self._secret = secret
        self._rules = rules
        self._limits = limits
        self._clock = clock
        self._phase = EARLIEST + (LATEST - EARLIEST) * _share(replica)
        self._here: dict[str, ReplicaSums] = {}  # by code
        self._lock = threading.Lock()  # of these; never held while the store is asked

    @property
    def rules(self) -> Rules:
        """What may be shown."""
        return self._rules

    def open(self, *, promised: bool) -> Opened | Refusal:
        """A new room, for a host who ``promised`` that everybody in it has agreed."""
        if not promised:
            return Refusal.NO_PROMISE
        code, key = codes.new_code(), codes.new_key()

        def make(now: float) -> Register:
            return Register(hashed(key), now, now, self._rules, self._limits)

        try:
            if not self._store.create(code, make):
                return Refusal.FULL
        except RoomsAwayError:
            return Refusal.AWAY
        return Opened(code, key)

    def find(self, text: str) -> Room | Refusal:
        """The room whose code somebody typed, or whose link they opened."""
        code = codes.read(text)
        if code is None:
            return Refusal.NO_ROOM
        return self._ask(code, lambda one, _: Room(code, self._rules.least, one.ends_at))

    def join(
        self, room: Room, visit: str, has_page: Callable[[], bool] = lambda: True
    ) -> Member | Refusal:
        """A page joins; one that the same ``visit`` joined with before counts no longer.

        It leaves by itself a while after ``has_page``, asked on any thread, says that it is closed.
        """
        member = Member(room.code, _name(room.code, visit), has_page)
        refused = self._ask(room.code, lambda one, now: one.join(member.name, self._replica, now))
        if refused is not None:
            return refused
        with self._lock:
            if room.code not in self._here:
                self._here[room.code] = ReplicaSums(
                    room.code, self._replica, self._secret, self._rules, self._clock
                )
            self._here[room.code].add(member)
        return member

    def leave(self, member: Member) -> None:
        """Nothing more is taken from this member, from now on."""
        with self._lock:
            was_in = member.is_in
            if member.code in self._here:
                self._here[member.code].remove(member)
        if was_in:
            self._ask(member.code, lambda one, now: one.leave(member.name, self._replica, now))

    def report(self) -> float:
        """Tell the sums of this replica's members. Returns in how many seconds to do so again."""
        wait, is_away = self._rules.window, False
        with self._lock:
            gone = [member for sums in self._here.values() for member in sums.gone()]
        for member in gone:
            self.leave(member)
        with self._lock:
            reports = {code: sums.report() for code, sums in self._here.items()}
        for code, report in reports.items():
            answer = Refusal.AWAY if is_away else self._tell(code, report)
            is_away = answer is Refusal.AWAY
            if isinstance(answer, Orders):
                wait = answer.wait
            self._take(code, report, answer)
        return wait

    def view(self, code: str, key: str, since: int = 0) -> HostView | Refusal:
        """What the host sees, without the first ``since`` of the windows. The host is there."""
        seen = self._as_host(code, key, lambda one, now: one.view(now))
        if isinstance(seen, Refusal):
            return seen
        try:
            return replace(seen, windows=tuple(self._store.windows(code, since)))
        except RoomsAwayError:
            return Refusal.AWAY

    def mark(self, code: str, key: str, text: str) -> Refusal | None:
        """The host names this moment."""
        return self._as_host(code, key, lambda one, now: one.mark(text, now))

    def pause(self, code: str, key: str) -> Refusal | None:
        """Nothing is shown, nor kept, until ``resume``."""
        return self._as_host(code, key, lambda one, _: one.pause(paused=True))

    def resume(self, code: str, key: str) -> Refusal | None:
        """Go on."""
        return self._as_host(code, key, lambda one, _: one.pause(paused=False))

    def end(self, code: str, key: str) -> HostView | Refusal:
        """The room ends, and nothing of it is left but this: all that was shown."""
        seen = self.view(code, key)
        if isinstance(seen, Refusal):
            return seen
        try:
            self._store.remove(code)
        except RoomsAwayError:
            return Refusal.AWAY
        return seen

    def close(self) -> None:
        """Let go of the store; who is in a room here is in none any more."""
        with self._lock:
            for sums in self._here.values():
                sums.end()
            self._here.clear()
        self._store.close()

    def _tell(self, code: str, report: Report) -> Orders | Refusal:
        return self._ask(code, lambda one, now: one.report(self._replica, report, self._phase, now))

    def _take(self, code: str, report: Report, answer: Orders | Refusal) -> None:
        with self._lock:
            sums = self._here.get(code)
            if sums is None:
                return
            if isinstance(answer, Orders):
                sums.follow(answer, report)
            elif answer is Refusal.NO_ROOM:
                sums.end()
            if sums.is_idle:
                del self._here[code]

    def _as_host(self, code: str, key: str, deed: Deed[Result]) -> Result | Refusal:
        def checked(register: Register, now: float) -> Result:
            if not register.is_host(key):
                raise NoRoomError
            register.look(now)
            return deed(register, now)

        given = codes.read(code)
        return Refusal.NO_ROOM if given is None else self._ask(given, checked)

    def _ask(self, code: str, deed: Deed[Result]) -> Result | Refusal:
        try:
            return self._store.change(code, deed)
        except NoRoomError:
            return Refusal.NO_ROOM
        except RoomsAwayError:
            return Refusal.AWAY


def _name(code: str, visit: str) -> str:
    """A visit's name in a room: the same each time, and of no use elsewhere."""
    return hashlib.blake2b(f"{code} {visit}".encode(), digest_size=NAME_BYTES).hexdigest()


def _share(name: str) -> float:
    """A number from 0 to 1 that is always the same for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32
