"""The about page: what the app sees and how, how good it is, privacy, and what it is not for."""

import platform
import re
from importlib.metadata import version

import streamlit as st

from models.backend import WEIGHTS_FOLDER
from views.words.language import words

CARD = WEIGHTS_FOLDER.parent / "MODEL_CARD.md"
PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<path>[^)]*)\)")
PACKAGES = ("streamlit", "streamlit-webrtc", "ai-edge-litert", "opencv-python-headless", "av")


def render() -> None:
    """Draw the page."""
    st.title(words.ABOUT_TITLE)
    st.markdown(words.ABOUT_TEXT)
    st.header(words.ABOUT_CARD)
    st.caption(words.ABOUT_CARD_HELP)
    for title, text in card_sections(CARD.read_text(encoding="utf-8")):
        with st.expander(title, expanded=title == words.ABOUT_CARD_OPEN):
            _render_markdown(text)
    st.header(words.ABOUT_VERSIONS)
    names = [
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in PACKAGES),
    ]
    st.markdown("\n".join(f"- {name}" for name in names))


def card_sections(card: str) -> list[tuple[str, str]]:
    """Title and text of each section of the model card."""
    parts = re.split(r"^## +(.+)$", card, flags=re.MULTILINE)[1:]
    return [(title, text.strip()) for title, text in zip(parts[::2], parts[1::2], strict=True)]


def _render_markdown(text: str) -> None:
    """Its pictures lie beside the card, where the browser cannot fetch them."""
    end = 0
    for picture in PICTURE.finditer(text):
        st.markdown(text[end : picture.start()])
        path, told = CARD.parent / picture["path"], picture["text"]
        st.image(path, caption=told, alt=told, width=560)
        end = picture.end()
    st.markdown(text[end:])
