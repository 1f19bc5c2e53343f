"""Moving a visitor from a full replica to one with room."""

from pathlib import Path

import streamlit as st

from hosting.house.house import House
from hosting.house.settings import NAME
from hosting.house.tickets import LONGEST
from views.service import guest
from views.state import visit
from views.words.language import CHOICE, LANGUAGES, current_language, words

MOST_MOVES = 3  # in a row, after which a visitor stays
TO, TICKET, MOVES, LANGUAGE = NAMES = ("to", "ticket", "moves", "language")  # in the address

HERE = Path(__file__)
_component = st.components.v2.component(
    "facecue_moving",
    html="<span hidden></span>",
    js="\n".join(
        path.read_text(encoding="utf-8")
        for path in (HERE.with_name("replica_cookie.js"), HERE.with_suffix(".js"))
    ),
)


def arrive(house: House) -> None:
    """Take what a visitor brings who was sent here, once a visit, and clear it from the address.

    Who comes to another replica than was named stays where they are: the proxy goes its own ways.
    """
    this = visit()
    _draw("arrived", None)
    if this.has_arrived:
        return
    this.has_arrived = True
    brought = {name: st.query_params.get(name, "")[:LONGEST] for name in NAMES}
    if not NAME.fullmatch(brought[TO]):
        return
    this.ticket = brought[TICKET] or None
    if brought[MOVES] in map(str, range(MOST_MOVES + 1)):
        this.moves = int(brought[MOVES])
    this.stays = brought[TO] != house.name or this.moves >= MOST_MOVES
    if brought[LANGUAGE] in LANGUAGES:
        st.session_state[CHOICE] = brought[LANGUAGE]


def move(house: House, replica: str) -> None:
    """Leave for a replica that the house has named; in line, if the visitor stands there."""
    this = visit()
    st.info(words.MOVING)
    carried = {
        TO: replica,
        TICKET: house.ticket(guest()) or "",
        MOVES: str(this.moves + 1),
        LANGUAGE: current_language(),
    }
    _draw("moving", {"carried": carried, "waits": this.in_line})


def _draw(key: str, go: dict[str, object] | None) -> None:
    _component(data=[{"names": list(NAMES), "go": go}], key=key)
