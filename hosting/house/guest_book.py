"""Who is who on this replica: under which ticket each open page is known in the house."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from hosting.house.desk import Left, Live, Waiter
from hosting.house.house import Guest
from hosting.house.tickets import VALID, Ticket, Tickets, new_ticket
from hosting.slots import StreamSlots


@dataclass
class _Page:
    ticket: Ticket
    carried: str | None  # the last that they brought
    network: str | None
    stays: bool
    # What the house was told of, a new object each time; None where of nothing.
    stay: object | None = None  # a place
    queue: object | None = None  # the line


class GuestBook:
    """The tickets of those who have a page here. May be used on any thread.

    Under one ticket at most one page is live. Whoever else brings that ticket gets one of their
    own, and begins anew in line.
    """

    def __init__(
        self, slots: StreamSlots, tickets: Tickets, has_page: Callable[[str], bool]
    ) -> None:
        self._slots = slots
        self._tickets = tickets
        self._has_page = has_page
        self._pages: dict[str, _Page] = {}  # by session
        self._takers: dict[str, str] = {}  # ticket -> session that is live under it, or about to be
        self._spent: dict[str, float] = {}  # ticket -> when it is invalid anyway
        self._lock = threading.Lock()

    def ticket_of(self, guest: Guest) -> Ticket:
        """Theirs here; the one that they carry is read when they first bring it."""
        with self._lock:
            return self._page(guest).ticket

    def claim(self, guest: Guest) -> Ticket:
        """The same, for somebody about to go live: nobody else here can under this ticket."""
        with self._lock:
            ticket = self._page(guest).ticket
            self._takers[ticket.id] = guest.session
            return ticket

    def give_up(self, guest: Guest, ticket: Ticket) -> None:
        """They did not go live."""
        with self._lock:
            if self._page(guest).stay is None and self._takers.get(ticket.id) == guest.session:
                del self._takers[ticket.id]

    def goes_live(self, guest: Guest, ticket: Ticket) -> None:
        """They did."""
        with self._lock:
            page = self._page(guest)
            page.ticket, page.stay, page.queue = ticket, object(), None
            self._takers[ticket.id] = guest.session

    def begins_to_wait(self, guest: Guest, since: float) -> None:
        """Remember it, and who they are."""
        with self._lock:
            page = self._page(guest)
            page.ticket = replace(page.ticket, since=since)

    def stands_in_line(self, guest: Guest) -> None:
        """From now on their leaving it is a departure."""
        with self._lock:
            page = self._page(guest)
            page.queue = page.queue or object()

    def reissue(self, guest: Guest, taken: Ticket) -> None:
        """Somebody else is live under their ticket: they get another, and have not waited yet."""
        with self._lock:
            page = self._page(guest)
            if page.ticket.id == taken.id:
                self._takers.pop(taken.id, None)
                page.ticket, page.queue = new_ticket(), None

    def reissue_live(self, taken: list[str]) -> None:
        """The same for those who are live here and elsewhere."""
        with self._lock:
            for ticket in taken:
                session = self._takers.pop(ticket, "")
                if session in self._pages:
                    page = self._pages[session]
                    page.ticket = new_ticket()
                    self._takers[page.ticket.id] = session

    def live(self) -> list[Live]:
        """Those who have a place now."""
        with self._lock:
            known = [
                (name, one.ticket, one.network) for name, one in self._pages.items() if one.stay
            ]
        ages = self._slots.inside()
        return [
            Live(ticket.id, self._tickets.mark(network), ages[name])
            for name, ticket, network in known
            if name in ages
        ]

    def waiting(self) -> list[Waiter]:
        """Those who stand in line now."""
        with self._lock:
            known = [
                (name, one.ticket, one.network, one.stays)
                for name, one in self._pages.items()
                if one.queue
            ]
        silent = self._slots.in_line()
        return [
            Waiter(ticket.id, self._tickets.mark(network), ticket.since, silent[name], stays)
            for name, ticket, network, stays in known
            if name in silent and ticket.since is not None
        ]

    def departures(self) -> set[tuple[Left, str]]:
        """Who has left since the last call, and what. Forgets those whose page is closed."""
        with self._lock:
            before = {name: (page.stay, page.queue) for name, page in self._pages.items()}
        inside, in_line = self._slots.inside(), self._slots.in_line()  # later than what it is told
        closed = {name for name in before if not self._has_page(name)}
        left: set[tuple[Left, str]] = set()
        with self._lock:
            for name, (stay, queue) in before.items():
                page = self._pages.get(name)
                if page is None:  # forgotten meanwhile, on another thread
                    continue
                if stay and stay is page.stay and name not in inside:
                    left.add((Left.PLACE, page.ticket.id))
                    self._takers.pop(page.ticket.id, None)
                    self._spent[page.ticket.id] = time.monotonic() + VALID
                    page.ticket, page.stay = new_ticket(), None
                elif queue and queue is page.queue and name not in in_line:
                    if not self._is_shared(name, page):  # as after a reload
                        left.add((Left.LINE, page.ticket.id))
                    page.ticket, page.queue = new_ticket(), None
                if name in closed and not (page.stay or page.queue):
                    self._forget(name)
            self._spent = {one: end for one, end in self._spent.items() if end > time.monotonic()}
        return left

    def _page(self, guest: Guest) -> _Page:
        page = self._pages.get(guest.session)
        if page is None:
            ticket = self._read(guest) or new_ticket()
            page = _Page(ticket, guest.carried, guest.network, guest.stays)
            self._pages[guest.session] = page
        elif guest.carried != page.carried and self._is_idle(guest.session, page):
            page.ticket, page.carried = self._read(guest) or page.ticket, guest.carried
        page.stays = guest.stays
        if self._takers.get(page.ticket.id, guest.session) != guest.session:
            page.ticket, page.queue = new_ticket(), None
        if page.stay is None:
            page.network = guest.network  # a phone changes it on the way
        return page

    def _read(self, guest: Guest) -> Ticket | None:
        ticket = self._tickets.read(guest.carried)
        return None if ticket is None or ticket.id in self._spent else ticket

    def _is_idle(self, session: str, page: _Page) -> bool:
        """Whether nothing is known of them under the ticket that they have."""
        return not (page.stay or page.queue or self._takers.get(page.ticket.id) == session)

    def _is_shared(self, session: str, page: _Page) -> bool:
        return any(
            name != session and other.ticket.id == page.ticket.id
            for name, other in self._pages.items()
        )

    def _forget(self, session: str) -> None:
        page = self._pages[session]
        if self._takers.get(page.ticket.id) != session:
            del self._pages[session]
