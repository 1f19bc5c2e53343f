"""A room on the live page: the question whether to join it, and the badge of who has.

Nothing of a visitor's goes into a room before they press Join; after a reload, they press it again.
"""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from rooms.room import Refusal
from rooms.rooms import Rooms
from transformers.types import Face
from views.parts.recording import Running
from views.service import has_page, visitor
from views.state import visit
from views.words.language import words

IN_ADDRESS = "room"  # the invitation's name there
LONGEST = 60  # signs of an invitation
REFRESH = 2.0  # seconds between two looks at the room
MAY_PASS = (Refusal.AWAY, Refusal.FULL)

Hearer = Callable[[Sequence[Face], float], None]


def ask_to_join(rooms: Rooms | None) -> None:
    """Whether the visitor wants to join the room that a link led them to; before the picture.

    As in all of these, None is for a house without rooms.
    """
    if rooms is None:
        return
    with st.container(key="room"):  # which keeps its place, and so does what comes after it
        _answer_link(rooms)


def ask_for_code(rooms: Rooms | None) -> None:
    """For who has been told a room's code."""
    known = visit().room
    if rooms is None or known.member is not None:
        return
    with st.expander(words.ROOM_BY_CODE, expanded=known.was_typed):
        with st.form("room_code", border=False):
            typed = st.text_input(words.ROOM_CODE, max_chars=LONGEST)
            if st.form_submit_button(words.ROOM_FIND) and typed:
                known.invite(typed, was_typed=True)
        if known.invitation is not None and known.was_typed:
            _offer(rooms)


def badge(rooms: Rooms | None) -> None:
    """That the visitor is in a room, and Leave; under the picture."""
    if rooms is not None and visit().room.member is not None:
        with st.container(key="in_room"):
            st.fragment(_badge, run_every=REFRESH)(rooms)


def heard_by(running: Running | None) -> Hearer | None:
    """Who is told the faces of each frame: the recording in progress, and the room."""
    member = visit().room.member
    if running is None:
        return None if member is None else member.add
    if member is None:
        return running.recorder.add

    def tell(faces: Sequence[Face], now: float) -> None:
        running.recorder.add(faces, now)
        member.add(faces, now)

    return tell


def _answer_link(rooms: Rooms) -> None:
    known = visit().room
    given = st.query_params.get(IN_ADDRESS, "")[:LONGEST]
    if given and given != known.address:
        known.address = given
        if known.member is None:
            known.invite(given)
    if known.is_over:
        st.info(words.ROOM_LEFT)
    if known.invitation is not None and not known.was_typed:
        _offer(rooms)


def _offer(rooms: Rooms) -> None:
    known = visit().room
    if known.invitation is None or known.member is not None:
        return
    if known.found is None:
        known.found = rooms.find(known.invitation)
    found = known.found
    if isinstance(found, Refusal):
        st.warning(words.ROOM_REFUSALS[found])
        if found in MAY_PASS:
            st.button(words.TRY_AGAIN, on_click=_look_again, key="room_again")
        return
    with st.container(key="invited", border=True):
        st.markdown(words.ROOM_SHARES.format(least=found.least))
        with st.container(horizontal=True):
            st.button(
                words.ROOM_JOIN, on_click=_join, args=[rooms], type="primary", key="room_join"
            )
            st.button(words.ROOM_NOT_NOW, on_click=_decline, key="room_not_now")


def _badge(rooms: Rooms) -> None:
    known = visit().room
    if known.member is not None and not known.member.is_in:
        _decline()
        known.is_over = True
    if known.member is None:
        st.rerun()
    if visit().started is None:
        told = words.ROOM_IN_BEFORE_START
    else:
        told = words.ROOM_IN_PAUSED if known.member.is_paused else words.ROOM_IN
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(told)
        st.button(words.ROOM_LEAVE, on_click=_leave, args=[rooms], key="room_leave")


def _join(rooms: Rooms) -> None:
    known = visit().room
    if known.found is None or isinstance(known.found, Refusal):
        return
    joined = rooms.join(known.found, known.name, partial(has_page, visitor()))
    if isinstance(joined, Refusal):
        known.found = joined
    else:
        known.member = joined


def _leave(rooms: Rooms) -> None:
    member = visit().room.member
    if member is not None:
        rooms.leave(member)
    _decline()


def _decline() -> None:
    visit().room.forget()
    st.query_params.pop(IN_ADDRESS, None)


def _look_again() -> None:
    visit().room.found = None
