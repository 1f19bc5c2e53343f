"""A file that cannot be taken: one sentence."""

import streamlit as st

from transformers.faults import FileError
from views.parts.names import as_text
from views.words.language import words


def tell_fault(name: str, error: FileError) -> None:
    """Say what is wrong with the file of that name."""
    sentence = words.FAULTS[error.fault].format(got=as_text(error.got), limit=error.limit)
    st.error(f"**{as_text(name)}** {sentence}")
