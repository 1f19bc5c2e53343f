"""A house of many replicas, which share places and one line through the shared store."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from hosting.house.alone import AloneHouse
from hosting.house.desk import Answer, Desk, Left, News, Refusal, Report, Wish, limit
from hosting.house.guest_book import GuestBook
from hosting.house.house import Figures, Guest, Replica, Standing
from hosting.house.store import AwayError, Store
from hosting.house.tickets import Ticket, Tickets
from hosting.house.times import ORDINARY, Times
from hosting.slots import AddressFullError, FullError, Stream, StreamSlots

logger = logging.getLogger(__name__)


class SharedHouse(AloneHouse):
    """One replica of it; a ``House``.

    ``StreamSlots`` has the last word on this replica's places, and knows those of its pages who are
    in line. The store holds leased copies of both. While it is away the replica is a house alone,
    and only its beats ask for the store: the first that is answered writes all of it anew.
    """

    def __init__(
        self,
        slots: StreamSlots,
        name: str,
        url: str,
        secret: str,
        has_page: Callable[[str], bool],
        *,
        times: Times = ORDINARY,
    ) -> None:
        """``has_page`` as in ``StreamSlots``. Raises ``ValueError`` for a ``url`` of no Redis.

        The ``secret`` is one that all replicas share, and the store does not know.
        """
        super().__init__(slots, name)
        self._desk = Desk(Store(url), name, times)
        self._tickets = Tickets(secret)
        self._book = GuestBook(slots, self._tickets, has_page)
        self._in_step: bool | None = None  # None: before the first beat
        self._news: News | None = None
        self._untold: set[tuple[Left, str]] = set()
        self._lock = threading.Lock()  # never held while the store is asked
        self._beating = threading.Lock()  # held by a beat; pages do not wait for it

    def most_in_all(self) -> int:
        """How many may be live at once in the whole house, as of the last beat."""
        return sum(replica.most for replica in self.replicas())

    def look(self, guest: Guest) -> Standing:
        """Whether this visitor may press Start, and where. Reserves nothing."""
        if self._slots.has_place(guest.session):
            return Standing(self.name, 0)
        answer, _ = self._ask(Wish.LOOK, guest)
        if answer is None:
            return super().look(guest)
        return Standing(answer.replica, answer.before, answer.capped)

    def wait(self, guest: Guest) -> Standing:
        """Stand in line, or go on to; with their turn a place is kept for ``Times.arrival``."""
        if self._slots.has_place(guest.session):
            return Standing(self.name, 0)
        answer, ticket = self._ask(Wish.WAIT, guest)
        since = ticket.since if answer is None else answer.since
        self._book.begins_to_wait(guest, time.time() if since is None else since)
        # The replica's own line is kept as well, for the time when the store is away.
        alone = super().wait(guest)
        self._book.stands_in_line(guest)
        if answer is None:
            return alone
        return Standing(answer.replica, answer.before, answer.capped)

    def leave_line(self, guest: Guest) -> None:
        """Wait no longer; a place that was kept here is free at once."""
        super().leave_line(guest)
        self._tell_departures()

    def acquire(self, guest: Guest, stream: Stream) -> None:
        """Take a place here. Raises ``FullError``, or ``AddressFullError``."""
        if self._slots.has_place(guest.session):  # it is theirs, whatever the store knows of it
            answer, ticket = None, self._book.claim(guest)
        else:
            answer, ticket = self._ask(Wish.TAKE, guest)
        try:
            if self._closed:
                raise FullError
            if answer is not None and answer.replica is None:
                raise AddressFullError if answer.capped else FullError
            self._slots.acquire(guest.session, stream, guest.network, in_turn=answer is not None)
        except FullError:
            self._book.give_up(guest, ticket)
            if answer is not None and answer.replica is not None:
                self._note({(Left.UNDO, ticket.id)})  # for the next sweep to tell
            raise
        with self._lock:
            self._untold.discard((Left.UNDO, ticket.id))
        self._book.goes_live(guest, ticket)

    def release(self, guest: Guest) -> None:
        """Give a place back whose stream has not ended yet; ``sweep`` ends it."""
        super().release(guest)
        self._tell_departures()

    def ticket(self, guest: Guest) -> str | None:
        """What the visitor takes along to another replica."""
        return self._tickets.write(self._book.ticket_of(guest))

    def waiting(self) -> int:
        """How many stand in line for the house, as of the last beat."""
        news = self._news
        return super().waiting() if news is None else news.waiting

    def replicas(self) -> Sequence[Replica]:
        """All of the house, by name, as of the last beat; this one alone while out of step."""
        news = self._news
        return super().replicas() if news is None else news.replicas

    def is_in_step(self) -> bool:
        """Whether the shared store is there, and knows this replica."""
        return self._in_step is True

    def sweep(self) -> None:
        """Free the places of all who have gone, and tell the house at once."""
        super().sweep()
        self._tell_departures()

    def beat(self, figures: Figures) -> None:
        """Tell the others that this replica lives, and hear from them."""
        super().beat(figures)
        with self._beating:
            if self._closed:
                return
            try:
                news = self._desk.beat(self._report(figures))
            except AwayError as error:
                self._fall_out(error)
                return
            self._book.reissue_live(news.elsewhere)
            self._slots.make_room(news.wanted)
            self._news = news
            if self._in_step is not True:
                self._in_step = True
                logger.info("In step with the house: %d replicas", len(news.replicas))

    def close(self) -> None:
        """Say goodbye, and let nobody in any more."""
        super().close()
        until = limit()
        # Else a beat that is under way might bring the replica back.
        if self._beating.acquire(timeout=max(0.0, until - time.monotonic())):
            self._beating.release()
        was_in_step, self._in_step, self._news = self._in_step, False, None
        try:
            if was_in_step:
                self._desk.goodbye(until)
        except AwayError:
            logger.info("No goodbye could be said to the house; it forgets this replica soon")
        self._desk.close()

    def _since(self, guest: Guest) -> float:
        since = self._book.ticket_of(guest).since
        return super()._since(guest) if since is None else since

    def _ask(self, wish: Wish, guest: Guest) -> tuple[Answer | None, Ticket]:
        """The house's answer, and to which ticket; None where this replica is to answer alone."""
        until = limit()
        ticket_of = self._book.claim if wish is Wish.TAKE else self._book.ticket_of
        while True:
            ticket = ticket_of(guest)
            if self._in_step is not True:
                return None, ticket
            mark = self._tickets.mark(guest.network)
            try:
                answer = self._desk.ask(
                    wish, ticket.id, mark, ticket.since, stays=guest.stays, until=until
                )
            except AwayError as error:
                self._fall_out(error)
                return None, ticket
            if answer is Refusal.STRANGER:  # it began anew, empty, since the last beat
                self._fall_out(AwayError("it has forgotten this replica"))
                return None, ticket
            if isinstance(answer, Answer):
                return answer, ticket
            self._book.reissue(guest, ticket)
            self._slots.leave_line(guest.session)

    def _report(self, figures: Figures) -> Report:
        was_away = self._in_step is not True
        if was_away:
            with self._lock:
                self._untold.clear()  # the report says it all
        return Report(
            self.most,
            self.rules.per_address,
            self.errors(),
            figures,
            was_away,
            self._book.live(),
            self._book.waiting(),
        )

    def _tell_departures(self) -> None:
        self._note(self._book.departures())
        with self._lock:
            told = set(self._untold)
        if not told or self._in_step is not True:
            return
        try:
            self._desk.leave(told)
        except AwayError as error:
            self._fall_out(error)
            return
        with self._lock:
            self._untold -= told

    def _note(self, left: set[tuple[Left, str]]) -> None:
        with self._lock:
            self._untold |= left

    def _fall_out(self, why: AwayError) -> None:
        """From now until a beat is answered this replica is alone."""
        with self._lock:
            was_in_step, self._in_step = self._in_step, False
        self._news = None
        self._slots.make_room(None)
        if was_in_step is not False and not self._closed:
            logger.warning("Out of step with the house, each replica for itself: %s", why)
