"""The timeline with what makes it one to use: legend, values at each moment, moments to go to.

The script that makes it so runs on the app's pages and in the report.
"""

import json
from html import escape
from pathlib import Path

import numpy as np

from models.labels import Expression
from recordings.chart import NARROW, WIDE, clock, timeline_svg
from recordings.moments import best_and_weakest
from recordings.recording import Recording, Track
from recordings.score import scores
from recordings.words import ReportWords
from transformers.drawing.palette import COLOURS

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def timeline_html(recording: Recording, track: Track, words: ReportWords, description: str) -> str:
    """For ``enhanceTimeline`` of the script; without it, a picture and its legend."""
    drawings = "".join(
        f'<div class="fc-{name}">'
        f"{timeline_svg(recording, track, words.timeline, description, width)}</div>"
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    length = len(track.rows) * recording.step
    return (
        f'<div class="fc-chart">{_legend(track, words)}'
        f'<div class="fc-plot">{drawings}<div class="fc-head" hidden></div></div>'
        f'<input type="range" class="fc-seek" min="0" max="{length:.2f}" value="0" '
        f'step="{recording.step:.2f}" aria-label="{escape(words.seek)}" hidden>'
        f'<p class="fc-readout" hidden></p>{_moments(recording, track, words)}'
        f'<script type="application/json">{_values(recording, track, words)}</script></div>'
    )


def _legend(track: Track, words: ReportWords) -> str:
    """The expressions that have a visible area, the largest first."""
    shares = np.nan_to_num(track.probabilities).sum(axis=0)
    shown = sorted(Expression, key=lambda one: -shares[one])
    items = "".join(
        f'<li><span class="fc-swatch" style="background:{COLOURS[one]}"></span>'
        f"{escape(words.expressions[one])}</li>"
        for one in shown
        if shares[one] >= 0.01 * max(shares.sum(), 1e-9)
    )
    return f'<ul class="fc-legend">{items}</ul>'


def _moments(recording: Recording, track: Track, words: ReportWords) -> str:
    found = best_and_weakest(recording, track)
    if found is None:
        return ""
    buttons = "".join(
        f'<button type="button" data-at="{moment.seconds:.2f}">'
        f"{escape(name.format(time=clock(moment.seconds), score=f'{moment.score:.0f}'))}</button>"
        for name, moment in zip((words.best, words.weakest), found, strict=True)
    )
    return f'<p class="fc-moments" hidden>{buttons}</p>'


def _values(recording: Recording, track: Track, words: ReportWords) -> str:
    seen = ~np.isnan(track.probabilities[:, 0])
    shares = np.nan_to_num(track.probabilities)
    values = {
        "step": recording.step,
        "names": [words.expressions[expression] for expression in Expression],
        "shares": [
            [round(float(share), 2) for share in row] if there else None
            for row, there in zip(shares, seen, strict=True)
        ],
        "scores": [
            round(float(score)) if there else None
            for score, there in zip(scores(track), seen, strict=True)
        ],
        "score": words.score_at,
        "nobody": words.nobody_at,
    }
    return json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")
