"""The Content-Security-Policy under which the app and its components live."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import streamlit

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy(frame_ancestors: Sequence[str], script: str = "") -> str:
    """The header's value; ``frame_ancestors`` are its sources of that name.

    Nothing is loaded from another host, nothing is evaluated, and no script stands in the page but
    Streamlit's own and ``script``, which are known by their hashes. What is wider, and why:

    - ``blob:`` for scripts: Streamlit loads the script of a components-v2 component from one.
      Only a script that runs already can make one.
    - ``'unsafe-inline'`` for styles: emotion, Streamlit's styling, and ``st.html`` put style
      elements and attributes into the page, in which every value may differ.
    - ``'wasm-unsafe-eval'``: the library of Streamlit's messages counts 64-bit numbers with it. It
      allows WebAssembly, and no JavaScript from text.
    - ``data:`` and ``blob:`` for pictures and media: icons, previews of chosen and taken photos.
      ``data:`` for fonts: a small one of formulas. ``data:`` to connect to: how the camera's photo
      becomes a file.
    """
    scripts = " ".join(["'self'", *inline_script_hashes(script), "blob:", "'wasm-unsafe-eval'"])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self' data:",
            "frame-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(frame_ancestors)}",
        ]
    )


def inline_script_hashes(own: str) -> list[str]:
    """Sources for the scripts within the page: those of Streamlit as it is installed, and ours."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in (*INLINE_SCRIPT.findall(page), own)
    ]
