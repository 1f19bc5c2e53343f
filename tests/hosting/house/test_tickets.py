"""A ticket says what we have signed, or nothing."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting.house.tickets import LONGEST, MOST_KEYS, VALID, Ticket, Tickets, new_ticket

NOW = 1_753_000_000.0
A = Ticket("0123456789abcdef" * 2, NOW - 100.25)


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("ticket", [A, new_ticket()])
def test_what_was_written_is_read(ticket: Ticket) -> None:
    tickets = Tickets(Clock())
    text = tickets.write(ticket)
    assert text.isascii()
    assert len(text) <= LONGEST
    assert tickets.read(text) == ticket


def test_it_is_good_for_a_while() -> None:
    clock = Clock()
    tickets = Tickets(clock)
    text = tickets.write(A)
    clock.now += VALID - 1
    assert tickets.read(text) == A
    assert tickets.read(tickets.write(A)) == A
    clock.now += 2
    assert tickets.read(text) is None


def test_one_from_the_future_is_none_of_ours() -> None:
    early, late = Tickets(Clock()), Tickets(Clock(NOW + 3600))
    late.adopt(early.key)
    assert early.read(late.write(A)) is None


def test_that_of_another_key_is_refused_until_it_is_adopted() -> None:
    ours, theirs = Tickets(Clock()), Tickets(Clock())
    text = theirs.write(A)
    own = ours.write(A)
    assert ours.read(text) is None
    ours.adopt(theirs.key)
    assert ours.read(text) == ours.read(own) == A
    assert ours.write(A) == text
    assert ours.mark("198.51.100.7") == theirs.mark("198.51.100.7")


def test_few_keys_are_known_at_once_and_what_is_none_is_not_adopted() -> None:
    tickets = Tickets(Clock())
    text, first = tickets.write(A), tickets.key
    for no_key in ("", "0", "g" * 64, "0" * 65, "é" * 64, first.upper() + "\n"):
        tickets.adopt(no_key)
        assert tickets.key == first
    for number in range(MOST_KEYS):
        assert tickets.read(text) == A
        tickets.adopt(f"{number:064x}")
    assert tickets.read(text) is None


@given(st.integers(0, LONGEST), st.characters())
def test_one_sign_that_was_altered_spoils_it(place: int, sign: str) -> None:
    tickets = Tickets(Clock())
    text = tickets.write(A)
    altered = text[:place] + sign + text[place + 1 :]
    assert tickets.read(altered) == (A if altered == text else None)


@given(st.one_of(st.text(), st.none(), st.integers(), st.binary(), st.lists(st.text())))
def test_nothing_else_is_a_ticket(text: object) -> None:
    assert Tickets(Clock()).read(text) is None


def test_an_overlong_one_is_not_even_looked_at() -> None:
    tickets = Tickets(Clock())
    assert tickets.read(tickets.write(A) + "0" * 10_000_000) is None
    assert tickets.read("٣" * 32 + tickets.write(A)[32:]) is None


def test_a_network_has_one_mark_that_does_not_tell_it() -> None:
    tickets = Tickets()
    assert tickets.mark("198.51.100.7") == tickets.mark("198.51.100.7")
    assert tickets.mark("198.51.100.7") != tickets.mark("198.51.100.8")
    assert tickets.mark("198.51.100.7") != Tickets().mark("198.51.100.7")
    assert tickets.mark(None) == ""
