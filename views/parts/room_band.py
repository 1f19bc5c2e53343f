"""What the faces of a room look like: now in a line, and over time as a band."""

from pathlib import Path

import streamlit as st

from models.labels import Expression
from rooms.band import STYLE, band_html, by_share, mean_shares
from rooms.room import HostView, Window
from views.words.language import words

# st.html strips drawings.
_band = st.components.v2.component(
    "facecue_room_band",
    html='<div class="band"></div>',
    css=STYLE + ".band {color: var(--st-text-color); font-family: var(--st-font)}",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show_band(view: HostView) -> None:
    """``view`` has all windows. Its words say the same to who cannot see it."""
    if not view.windows:
        st.caption(words.ROOM_NO_BAND)
        return
    described = described_shares(view.windows)
    html = band_html(view, words.EXPRESSIONS, words.ROOM_BAND, described)
    _band(data=[html], key="room_band")
    st.caption(described)


def mood(window: Window) -> str:
    """One or two expressions, as a line."""
    return words.ROOM_MOOD.format(mood=", ".join(words.EXPRESSIONS[one] for one in window.looks))


def described_shares(windows: tuple[Window, ...]) -> str:
    """The three largest shares over all of the time."""
    shares = mean_shares(windows)
    most = [f"{words.EXPRESSIONS[one]} {shares[one]} %" for one in _largest(windows)]
    return words.ROOM_BAND_TEXT.format(most=", ".join(most))


def _largest(windows: tuple[Window, ...]) -> list[Expression]:
    return by_share(windows)[:3]
