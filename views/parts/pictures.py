"""Pictures that a worker made of a visitor's file."""

import base64
import urllib.parse

import streamlit as st


def show_jpeg(content: bytes, caption: str) -> None:
    """Show a JPEG without looking into it.

    Given the bytes, Streamlit would have Pillow open them, in this process and in any format.
    """
    picture = f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"
    st.image(picture, caption=caption, alt=caption)
    # Python keeps the addresses that it split last, and this one is the picture.
    urllib.parse.clear_cache()  # type: ignore[attr-defined]
