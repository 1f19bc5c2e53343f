"""A full house: the visitor stands in line, and the camera opens when it is their turn."""

import streamlit as st

from hosting.capacity import House
from views import photo
from views.language import words
from views.service import visitor
from views.start_now import ask_to_start

REFRESH = 2.0  # seconds between two looks at the line


def stand_in_line() -> None:
    """From the next run of the page on, until there is room."""
    st.session_state["in_line"] = True
    st.session_state.pop("admitted", None)


def is_admitted(house: House) -> bool:
    """Whether this visitor may press Start; if not, says so and offers the line.

    Who may once, may go on to: whether a place is free then is seen when Start is pressed.
    """
    if "admitted" in st.session_state or house.has_room(visitor()):
        st.session_state["admitted"] = True
        st.session_state.pop("in_line", None)
        return True
    st.info(words.FULL.format(most=house.most))
    if "in_line" in st.session_state:
        st.fragment(_progress, run_every=REFRESH)(house)
    else:
        st.button(words.STAND_IN_LINE, on_click=stand_in_line, type="primary")
        st.fragment(_look_for_room, run_every=REFRESH)(house)
    st.markdown(words.FULL_MEANWHILE)
    st.page_link(photo.page())
    return False


def _progress(house: House) -> None:
    before = house.wait(visitor())
    if house.has_room(visitor()):
        ask_to_start()
        st.rerun()
    st.markdown(f"**{words.IN_LINE.format(before=before)}**")


def _look_for_room(house: House) -> None:
    if house.has_room(visitor()):
        st.rerun()
    st.markdown(words.WAITING.format(waiting=house.waiting()))
