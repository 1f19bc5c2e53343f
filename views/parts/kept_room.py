"""A room outlives a reload: the tab itself keeps the host's key, or the invitation."""

from pathlib import Path
from typing import Any

import streamlit as st

from rooms.room import Opened
from views.room_state import RoomState, Seat
from views.state import visit

LONGEST = 100  # signs of what is kept

_component = st.components.v2.component(
    "facecue_kept_room",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def keep_room() -> None:
    """Ask a page that was just opened what its tab knows; then have it keep what there is.

    The key stands in no address, and goes to no other tab.
    """
    known = visit().room
    kept = _kept(known)
    if kept:
        known.tab_was_asked = True  # what comes now is newer than what it had
    _component(
        data=[{"asks": not known.tab_was_asked, "kept": kept}],
        key="kept_room",
        on_brought_change=_take_back,
    )


def _kept(known: RoomState) -> dict[str, str]:
    kept: dict[str, str] = {}
    if known.member is not None and known.invitation is not None:
        kept |= {"invitation": known.invitation, "name": known.name}
    if known.seat is not None:
        opened = known.seat.opened
        kept |= {"code": opened.code, "key": opened.key}
    return kept


def _take_back() -> None:
    """A stranger's word: the rooms look at it as at any other."""
    known = visit().room
    brought = st.session_state["kept_room"].get("brought")
    if known.tab_was_asked or not isinstance(brought, dict):
        return
    known.tab_was_asked = True
    texts = {name: _text(brought.get(name)) for name in ("invitation", "name", "code", "key")}
    if texts["invitation"] and texts["name"] and known.member is None:
        known.name = texts["name"]
        if known.invitation is None:
            known.invite(texts["invitation"])  # to be joined again by whoever wants to
    if texts["code"] and texts["key"] and known.seat is None:
        known.seat = Seat(Opened(texts["code"], texts["key"]))


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
