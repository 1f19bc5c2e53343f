"""All places are taken: the visitor stands in line, and the camera opens when it is their turn."""

import math

import streamlit as st

from hosting.slots import Farewell, StreamSlots
from views.pages import photo
from views.parts.start_now import ask_to_start
from views.service import network, visitor
from views.state import visit
from views.words.language import words

REFRESH = 2.0  # seconds between two looks at the line


def stand_in_line() -> None:
    """From the next run of the page on, until there is room."""
    visit().in_line, visit().admitted = True, False


def is_admitted(slots: StreamSlots) -> bool:
    """Whether this visitor may press Start; if not, says so and offers the line.

    Admission lasts for the visit; whether a place is free is checked again on Start.
    """
    if visit().admitted or slots.has_room(visitor(), network()):
        visit().admitted, visit().in_line = True, False
        return True
    if visit().farewell is Farewell.TIME_IS_UP:
        st.info(words.TIME_IS_UP)
    elif slots.is_capped(visitor(), network()):
        st.info(words.ADDRESS_FULL.format(most=slots.rules.per_address))
    else:
        st.info(words.FULL.format(most=slots.most))
    if visit().in_line:
        st.fragment(_progress, run_every=REFRESH)(slots)
    else:
        st.button(words.STAND_IN_LINE, on_click=stand_in_line, type="primary")
        st.fragment(_look_for_room, run_every=REFRESH)(slots)
    st.markdown(words.FULL_MEANWHILE)
    st.page_link(photo.page())
    return False


def take_farewell(slots: StreamSlots) -> Farewell | None:
    """Why this visitor's stream has just been ended for them, where it was.

    Who made room for another may come back by the line. Where a stream ended without frames, a new
    one may be started.
    """
    farewell = slots.take_farewell(visitor())
    if farewell is not None:
        visit().farewell = farewell
    if farewell is Farewell.TIME_IS_UP:
        visit().admitted = False
    return farewell


def tell_end(slots: StreamSlots, is_live: bool) -> None:
    """Say that the stream has to end soon, or that it ended for want of frames."""
    if is_live:
        visit().farewell = None
        left = slots.time_left(visitor())
        if left is not None:
            st.warning(words.MAKE_ROOM.format(seconds=max(10, math.ceil(left / 10) * 10)))
    elif visit().farewell is Farewell.NO_FRAMES:
        st.warning(words.NO_FRAMES.format(seconds=round(slots.rules.without_frame)))


def _progress(slots: StreamSlots) -> None:
    before = slots.wait(visitor(), network())
    if slots.has_room(visitor(), network()):
        ask_to_start()
        st.rerun()
    st.markdown(f"**{words.IN_LINE.format(before=before)}**")


def _look_for_room(slots: StreamSlots) -> None:
    if slots.has_room(visitor(), network()):
        st.rerun()
    st.markdown(words.WAITING.format(waiting=slots.waiting()))
