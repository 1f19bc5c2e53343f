"""The score as a picture, which the visitor's own browser draws."""

from pathlib import Path

import numpy as np
import streamlit as st

from models.labels import Expression
from recordings.recording import Recording
from recordings.score import summarise
from recordings.sentences import sentences
from recordings.words import NAME, ReportWords
from transformers.drawing.palette import COLOURS
from views.words.language import words

MOST_BARS = 200  # of the timeline
STYLE = """
button {font: inherit; font-size: .875rem; min-height: 2.5rem; padding: .25rem .75rem;
  border-radius: .5rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid rgba(128, 128, 128, .4); font-family: var(--st-font); cursor: pointer}
button:hover {border-color: var(--st-primary-color); color: var(--st-primary-color)}
button:focus-visible {outline: 3px solid var(--st-primary-color); outline-offset: 2px}
@media (pointer: coarse) {button {min-height: 44px}}
"""

_component = st.components.v2.component(
    "facecue_score_card",
    html='<button type="button"></button>',
    css=STYLE,
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def score_card(recording: Recording, key: str, title: str, said: ReportWords) -> None:
    """A button that saves the card, or hands it to the phone's own way of sharing."""
    track = recording.together
    summary = summarise(recording, track)
    if summary.score is None:
        return
    parts = np.array_split(np.nan_to_num(track.probabilities), min(len(track.rows), MOST_BARS))
    _component(
        data=[
            {
                "button": words.SCORE_CARD,
                "name": NAME,
                "title": title.strip() or said.report,
                "score": f"{summary.score:.0f}",
                "of": said.of_hundred,
                "told": " ".join(sentences(recording, track, said)),
                "meaning": words.SCORE_CARD_MEANING,
                "bars": [[round(float(share), 2) for share in part.mean(axis=0)] for part in parts],
                "colours": [COLOURS[expression] for expression in Expression],
            }
        ],  # a list: see the stage
        key=f"card-{key}",
        width="content",
    )
