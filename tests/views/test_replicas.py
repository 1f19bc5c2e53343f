"""What a page takes from a tab and an address that know another replica, whatever they say."""

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hosting.house.house import Guest, Standing
from hosting.house.tickets import LONGEST
from testkit.patience import PATIENCE
from tests.views.visits import visit_of
from views.parts import own_replica, start_now
from views.state import Visit
from views.words.english import Words
from views.words.french import French
from views.words.language import CHOICE


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Visit:
    known = Visit()
    for module in (own_replica, start_now):
        monkeypatch.setattr(module, "visit", lambda: known)
    return known


def bring(monkeypatch: pytest.MonkeyPatch, brought: Any) -> dict[str, Any]:
    """What the session holds afterwards."""
    session = {"own_replica": {"brought": brought}}
    monkeypatch.setattr(st, "session_state", session)
    own_replica._take_over()
    return session


def test_a_turn_is_taken_up_and_the_language_too(
    known: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = bring(monkeypatch, {"ticket": "signed", "stopped": True, "language": "de"})
    assert session[CHOICE] == "de"
    assert (known.ticket, known.in_line, known.server_stopped) == ("signed", True, True)


def test_who_waited_and_is_let_in_at_once_need_not_press_start(
    known: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.admitted = True
    bring(monkeypatch, {"ticket": "signed", "stopped": False, "language": None})
    assert known.start_asked
    assert not known.in_line


@pytest.mark.parametrize(
    "brought",
    [
        None,
        "text",
        [],
        {},
        {"ticket": 1, "stopped": "yes", "language": ["de"]},
        {"ticket": None, "stopped": 1, "language": "<b>"},
    ],
)
def test_what_is_none_of_ours_changes_nothing(
    known: Visit, monkeypatch: pytest.MonkeyPatch, brought: Any
) -> None:
    session = bring(monkeypatch, brought)
    assert CHOICE not in session
    assert (known.ticket, known.in_line, known.server_stopped) == (None, False, False)


class House:
    """One of two replicas, with what it is asked."""

    name = "a"

    def __init__(self) -> None:
        self.standing = Standing("b", 0)
        self.asked: list[Guest] = []

    def look(self, guest: Guest) -> Standing:
        self.asked.append(guest)
        return Standing(None, 0) if guest.stays else self.standing

    wait = look

    def ticket(self, guest: Guest) -> str | None:
        return f"ticket-of-{guest.session}"

    def waiting(self) -> int:
        return 0

    def most_in_all(self) -> int:
        return 2


@pytest.fixture
def page() -> Iterator[AppTest]:
    page = AppTest.from_function(_page, default_timeout=PATIENCE)
    page.session_state["house"] = House()
    yield page
    assert not page.exception


def told(page: AppTest) -> list[str]:
    return [one.value for one in page.info]


def test_who_comes_to_a_full_replica_is_sent_away_once_asked(page: AppTest) -> None:
    page.run()
    assert told(page) == [Words.MOVING]
    assert len(page.session_state["house"].asked) == 1
    page.session_state["house"].standing = Standing("a", 0)
    page.run()
    assert visit_of(page).admitted


def test_a_run_of_a_page_asks_the_house_once(page: AppTest) -> None:
    page.session_state["house"].standing = Standing(None, 0)
    page.run()
    assert len(page.session_state["house"].asked) == 1
    page.button[0].click().run()
    assert visit_of(page).in_line
    assert len(page.session_state["house"].asked) == 2


def test_who_has_come_is_known_by_what_they_carry(page: AppTest) -> None:
    for name, value in {"to": "a", "ticket": "signed", "moves": "1", "language": "fr"}.items():
        page.query_params[name] = value
    page.run()
    this = visit_of(page)
    assert (this.ticket, this.moves, this.stays) == ("signed", 1, False)
    assert page.session_state[CHOICE] == "fr"
    assert page.session_state["house"].asked[0].carried == "signed"
    assert told(page) == [French.MOVING]


@pytest.mark.parametrize(
    ("carried", "stays"),
    [
        ({"to": "b", "moves": "1"}, True),  # came to a, all the same
        ({"to": "a", "moves": "3"}, True),  # went round for long enough
        ({"to": "a", "moves": "2"}, False),
        ({"to": "<script>", "moves": "3"}, False),
        ({"to": "a" * 99, "moves": "3"}, False),
        ({"to": "a", "moves": "-1"}, False),
        ({"to": "a", "moves": "9" * 5000}, False),
        ({"moves": "3", "ticket": "x", "language": "de"}, False),
    ],
)
def test_whoever_comes_to_another_replica_than_named_stays(
    page: AppTest, carried: dict[str, str], stays: bool
) -> None:
    for name, value in carried.items():
        page.query_params[name] = value
    page.run()
    assert visit_of(page).stays == stays
    assert page.session_state["house"].asked[0].stays == stays
    if "to" not in carried:
        assert visit_of(page).ticket is None
        assert CHOICE not in page.session_state


def test_a_ticket_has_a_bound(page: AppTest) -> None:
    page.query_params["to"] = "a"
    page.query_params["ticket"] = "x" * 100_000
    page.run()
    assert len(visit_of(page).ticket or "") == LONGEST


def _page() -> None:
    import streamlit as st

    from views.parts import line, moving

    house = st.session_state["house"]
    moving.arrive(house)
    line.is_admitted(house)
