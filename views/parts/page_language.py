"""The page's language where a browser and its screen reader look for it: in the document itself.

The served page has that of the browser; the visitor may choose another.
"""

from pathlib import Path

import streamlit as st

from views.words.language import current_language, words

_component = st.components.v2.component(
    "facecue_page_language",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def tell_language() -> None:
    """Set ``lang`` and ``dir`` of the document."""
    _component(
        data={"language": current_language(), "direction": words.DIRECTION}, key="page_language"
    )
