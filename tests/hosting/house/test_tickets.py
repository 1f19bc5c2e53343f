"""A ticket says what we have signed, or nothing."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting.house.tickets import LONGEST, VALID, Ticket, Tickets, new_ticket

SECRET = "of all replicas"  # noqa: S105
NOW = 1_753_000_000.0
A = Ticket("0123456789abcdef" * 2, NOW - 100.25)


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("ticket", [A, new_ticket()])
def test_what_was_written_is_read(ticket: Ticket) -> None:
    tickets = Tickets(SECRET, Clock())
    text = tickets.write(ticket)
    assert text.isascii()
    assert len(text) <= LONGEST
    assert tickets.read(text) == ticket


def test_it_is_good_for_a_while() -> None:
    clock = Clock()
    tickets = Tickets(SECRET, clock)
    text = tickets.write(A)
    clock.now += VALID - 1
    assert tickets.read(text) == A
    assert tickets.read(tickets.write(A)) == A
    clock.now += 2
    assert tickets.read(text) is None


def test_one_from_the_future_is_none_of_ours() -> None:
    early, late = Tickets(SECRET, Clock()), Tickets(SECRET, Clock(NOW + 3600))
    assert early.read(late.write(A)) is None


def test_that_of_another_secret_is_refused() -> None:
    theirs = Tickets("another", Clock())
    ours, another_of_ours = Tickets(SECRET, Clock()), Tickets(SECRET, Clock())
    assert ours.read(theirs.write(A)) is None
    assert ours.read(another_of_ours.write(A)) == A


@given(st.integers(0, LONGEST), st.characters())
def test_one_sign_that_was_altered_spoils_it(place: int, sign: str) -> None:
    tickets = Tickets(SECRET, Clock())
    text = tickets.write(A)
    altered = text[:place] + sign + text[place + 1 :]
    assert tickets.read(altered) == (A if altered == text else None)


@given(st.one_of(st.text(), st.none(), st.integers(), st.binary(), st.lists(st.text())))
def test_nothing_else_is_a_ticket(text: object) -> None:
    assert Tickets(SECRET, Clock()).read(text) is None


def test_an_overlong_one_is_not_even_looked_at() -> None:
    tickets = Tickets(SECRET, Clock())
    assert tickets.read(tickets.write(A) + "0" * 10_000_000) is None
    assert tickets.read("٣" * 32 + tickets.write(A)[32:]) is None


def test_a_network_has_one_mark_that_does_not_tell_it() -> None:
    tickets = Tickets(SECRET)
    assert tickets.mark("198.51.100.7") == tickets.mark("198.51.100.7")
    assert tickets.mark("198.51.100.7") != tickets.mark("198.51.100.8")
    assert tickets.mark("198.51.100.7") != Tickets("another").mark("198.51.100.7")
    assert tickets.mark("198.51.100.7") == Tickets(SECRET).mark("198.51.100.7")
    assert tickets.mark(None) == ""
