"""What was chosen on one page is still chosen after a look at another.

Streamlit forgets a widget's value as soon as a page is drawn without it.
"""

from typing import Any

import streamlit as st

CAMERA, MIRROR, SENSITIVITY, DRAWN = "camera", "mirror", "sensitivity", "drawn"
LENGTH, UNLABELLED = "record_length", "record_unlabelled"
KEEPS, SOUND = "record_keeps", "record_sound"
KEYS = (CAMERA, MIRROR, SENSITIVITY, DRAWN, LENGTH, UNLABELLED, KEEPS, SOUND)


def keep_choices() -> None:
    """Call it on every page, before any of these widgets is drawn."""
    for key in KEYS:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def chosen_first(key: str, value: Any) -> str:
    """``key``, once it has a value. A widget that has one from here must not be given a default."""
    st.session_state.setdefault(key, value)
    return key
