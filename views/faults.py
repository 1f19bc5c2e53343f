"""A file that cannot be taken: one sentence."""

import streamlit as st

from transformers.clip import LARGEST_SIDE
from transformers.faults import Fault, FileError
from transformers.photo import LONGEST_SIDE
from views.language import words

LIMITS = {Fault.PHOTO_SIZE: LONGEST_SIDE, Fault.CLIP_SIZE: LARGEST_SIDE}  # pixels on a side


def tell_fault(name: str, error: FileError) -> None:
    """Say what is wrong with the file of that name."""
    sentence = words.FAULTS[error.fault].format(got=error.got, limit=LIMITS.get(error.fault, ""))
    st.error(f"**{name}** {sentence}")
