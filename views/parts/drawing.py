"""The choice of what is drawn on each face."""

import streamlit as st

from transformers.drawing.overlay import Overlay
from views.choices import Drawn
from views.words.language import words


def choose_overlay() -> Overlay:
    """Draw the choice, and return what it comes to, in the visitor's language."""
    drawn = st.pills(
        words.DRAWN,
        list(Drawn),
        selection_mode="multi",
        default=[Drawn.BOX, Drawn.LABEL],
        format_func=words.DRAWN_NAMES.__getitem__,
        help=words.DRAWN_HELP,
        key="drawn",
        persist_state="session",
    )
    return Overlay(
        box=Drawn.BOX in drawn,
        label=Drawn.LABEL in drawn,
        bars=Drawn.BARS in drawn,
        names=words.DRAWN_EXPRESSIONS,
    )
