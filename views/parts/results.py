"""What a recording amounts to, on a page, and as files to take along."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from recordings.chart import timeline_svg
from recordings.files import recording_json, summary_csv, timeline_csv
from recordings.recording import Recording
from recordings.report import FIGURES_STYLE, describe, report_html, score_html, table_html
from recordings.score import summarise
from views.words.language import words

# st.html strips drawings, and a picture could not take over the theme's colours.
_drawing = st.components.v2.component(
    "facecue_timeline",
    html="<div></div>",
    css="div {color: var(--st-text-color)} svg {width: 100%; height: auto}",
    js="""export default function ({ data, parentElement }) {
      parentElement.querySelector("div").innerHTML = data.drawing;
    }""",
)


def show_recording(recording: Recording, key: str) -> None:
    """Score, table and timeline of all faces or of one; ``key`` tells recordings apart."""
    said = words.REPORT_WORDS
    tracks = dict(recording.tracks())
    number = None
    if len(recording.faces) > 1:
        number = st.selectbox(
            words.WHICH_FACE,
            list(tracks),
            format_func=lambda one: said.together if one is None else said.face.format(number=one),
            key=f"face-of-{key}",
        )
    track = tracks[number]
    summary = summarise(recording, track)
    figures, table = st.columns([2, 3], gap="large")
    with figures:
        score = f"<style>{FIGURES_STYLE}</style>{score_html(summary, said)}"
        st.html(f'<div data-results="{key}">{score}</div>')
    with table:
        st.html(table_html(summary, said))
    if summary.score is not None:
        drawing = timeline_svg(recording, track, said.timeline, describe(summary, said))
        _drawing(data={"drawing": drawing}, key=f"timeline-of-{key}")
    if recording.tuned:
        st.caption(said.tuned)
    st.caption(said.meaning)


def offer_files(recording: Recording, key: str) -> None:
    """Buttons that download the report, the tables and all of it."""
    st.subheader(words.TAKE_ALONG)
    files: list[tuple[str, str, str, Callable[[], str]]] = [
        (
            words.REPORT,
            "report.html",
            "text/html",
            lambda: report_html(recording, words.REPORT_WORDS, datetime.now()),  # as on the wall
        ),
        (words.TIMELINE_CSV, "timeline.csv", "text/csv", lambda: timeline_csv(recording)),
        (words.SUMMARY_CSV, "summary.csv", "text/csv", lambda: summary_csv(recording)),
        (words.JSON_FILE, "recording.json", "application/json", lambda: recording_json(recording)),
    ]
    with st.container(horizontal=True):
        for label, name, kind, content in files:
            st.download_button(
                label,
                content,
                file_name=f"facecue-{name}",
                mime=kind,
                on_click="ignore",
                key=f"{name}-{key}",
            )
    st.caption(words.NOTHING_STAYS)
