"""All places are taken: the visitor stands in line, and the camera opens when it is their turn."""

import math

import streamlit as st

from hosting.house.house import House, Standing
from hosting.slots import Farewell
from views.pages import photo
from views.parts.kept_turn import keep_turn
from views.parts.moving import move
from views.parts.start_now import ask_to_start
from views.service import guest
from views.state import visit
from views.words.language import words

REFRESH = 2.0  # seconds between two looks at the line


def stand_in_line() -> None:
    """From the next run of the page on, until there is room."""
    visit().in_line, visit().admitted = True, False


def is_admitted(house: House) -> bool:
    """Whether this visitor may press Start here; if not, says so and offers the line.

    Where another replica has room, they are moved there. Admission lasts for the visit; whether a
    place is free is checked again on Start.
    """
    this = visit()
    if this.admitted:
        return True
    standing = _ask(house)
    if standing.replica == house.name:
        _admit()
        return True
    if standing.replica is not None:
        move(house, standing.replica)
        return False
    if this.farewell is Farewell.TIME_IS_UP:
        st.info(words.TIME_IS_UP)
    elif standing.capped:
        st.info(words.ADDRESS_FULL.format(most=house.rules.per_address))
    else:
        st.info(words.FULL.format(most=house.most_in_all()))
    # The fragment's first run, which is part of this one, need not ask again.
    if this.in_line:
        st.fragment(_progress, run_every=REFRESH)(house, [standing])
    else:
        st.button(words.STAND_IN_LINE, on_click=stand_in_line, type="primary")
        st.fragment(_look_for_room, run_every=REFRESH)(house, [standing])
    st.markdown(words.FULL_MEANWHILE)
    st.page_link(photo.page())
    return False


def take_farewell(house: House) -> Farewell | None:
    """Why this visitor's stream has just been ended for them, where it was.

    Who made room for another may come back by the line. Where a stream ended without frames, a new
    one may be started.
    """
    farewell = house.take_farewell(guest())
    if farewell is not None:
        visit().farewell = farewell
    if farewell is Farewell.TIME_IS_UP:
        visit().admitted = False
    return farewell


def tell_end(house: House, is_live: bool) -> None:
    """Say that the stream has to end soon, or that it ended for want of frames."""
    if is_live:
        visit().farewell = None
        left = house.time_left(guest())
        if left is not None:
            st.warning(words.MAKE_ROOM.format(seconds=max(10, math.ceil(left / 10) * 10)))
    elif visit().farewell is Farewell.NO_FRAMES:
        st.warning(words.NO_FRAMES.format(seconds=round(house.rules.without_frame)))


def _ask(house: House) -> Standing:
    return house.wait(guest()) if visit().in_line else house.look(guest())


def _admit() -> None:
    if visit().in_line:
        ask_to_start()
    visit().admitted, visit().in_line = True, False


def _progress(house: House, known: list[Standing]) -> None:
    standing = _fresh(house, known)
    st.markdown(f"**{words.IN_LINE.format(before=standing.before)}**")
    keep_turn(house)


def _look_for_room(house: House, known: list[Standing]) -> None:
    _fresh(house, known)
    st.markdown(words.WAITING.format(waiting=house.waiting()))


def _fresh(house: House, known: list[Standing]) -> Standing:
    """Where the visitor stands now; with room somewhere, the whole page runs anew."""
    if known:
        return known.pop()
    standing = _ask(house)
    if standing.replica == house.name:
        _admit()
    if standing.replica is not None:
        st.rerun()
    return standing
