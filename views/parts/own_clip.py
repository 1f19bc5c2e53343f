"""The clip of a recording that the visitor's browser keeps: no other machine has it."""

from pathlib import Path

import streamlit as st

from views.words.language import words

_component = st.components.v2.component(
    "facecue_own_clip",
    html=(
        '<video controls playsinline hidden></video><p class="fc-clip-told"></p>'
        '<a class="fc-clip-save" hidden></a>'
    ),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,  # the timeline looks for the video
)


def own_clip(number: int) -> str:
    """Show the clip of the recording of that number; returns the key of its container."""
    key = f"own-clip-{number}"
    with st.container(key=key):
        _component(
            data={
                "number": number,
                "save": words.OWN_CLIP_SAVE,
                "told": words.OWN_CLIP,
                "silent": words.OWN_CLIP_SILENT,
                "gone": words.OWN_CLIP_GONE,
                "failed": words.OWN_CLIP_FAILED,
            },
            key=f"own-clip-of-{number}",
        )
    return key
