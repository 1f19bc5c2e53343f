"""A turn in the line outlives the replica: the tab keeps the ticket."""

import time
from pathlib import Path

import streamlit as st

from hosting.house.house import House
from views.service import guest
from views.state import visit

RENEW_EVERY = 60.0  # seconds; a ticket is good for much longer

_component = st.components.v2.component(
    "facecue_kept_turn",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def keep_turn(house: House) -> None:
    """Of one who stands in line; nothing where the house is this replica alone."""
    this, now = visit(), time.monotonic()
    if this.kept_turn is None or now - this.kept_turn[0] > RENEW_EVERY:
        ticket = house.ticket(guest())
        if ticket is None:
            return
        this.kept_turn = (now, ticket)
    with st.container(key="turn"):  # which nobody sees
        _component(data=[this.kept_turn[1]], key="kept_turn")
