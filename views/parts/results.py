"""What a recording amounts to, on a page, and as files to take along."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import streamlit as st

from recordings.files import recording_json, summary_csv, timeline_csv
from recordings.recording import Recording
from recordings.report import (
    FIGURES_STYLE,
    describe,
    report_html,
    score_html,
    table_html,
    told_html,
)
from recordings.score import summarise
from recordings.timeline import SCRIPT as TIMELINE_SCRIPT
from recordings.timeline import STYLE as TIMELINE_STYLE
from recordings.timeline import timeline_html
from recordings.words import ReportWords
from views.parts.score_card import score_card
from views.state import visit
from views.words.language import words

# st.html strips drawings and scripts.
_timeline = st.components.v2.component(
    "facecue_timeline",
    html='<div class="timeline"></div>',
    css=TIMELINE_STYLE + ".timeline {color: var(--st-text-color); font-family: var(--st-font)}",
    js=TIMELINE_SCRIPT + Path(__file__).with_name("timeline.js").read_text(encoding="utf-8"),
)


def show_recording(
    recording: Recording,
    key: str,
    player: Callable[[], str] | None = None,
    said: ReportWords | None = None,
) -> None:
    """What a recording amounts to, for all faces or one; ``key`` tells recordings apart.

    ``player`` draws a video of the same, where there is one, and returns the key of its container:
    it stands beside the timeline, and the two move each other. ``said`` is for a recording that is
    not of one face.
    """
    said = said or words.REPORT_WORDS
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
    told = told_html(recording, track, said)
    score = f"<style>{FIGURES_STYLE}</style>{told}{score_html(summary, said)}"
    st.html(f'<div data-results="{key}">{score}</div>')
    beside, playing = st.container(), None
    if player is not None:
        video, beside = st.columns(2)
        with video:
            playing = player()
    if summary.score is not None:
        drawn = timeline_html(recording, track, said, describe(summary, said))
        with beside:
            _timeline(data={"html": drawn, "player": playing}, key=f"timeline-of-{key}-{number}")
    with st.expander(said.figures):
        st.html(f"<style>{FIGURES_STYLE}</style>{table_html(summary, said)}")
    if recording.tuned:
        st.caption(said.tuned)
    st.caption(said.meaning)


def offer_files(
    recording: Recording,
    key: str,
    marks: Sequence[tuple[float, str]] = (),
    stays: str | None = None,
    said: ReportWords | None = None,
) -> None:
    """Buttons that download the report, the tables and all of it.

    ``marks`` are moments with names, for the report. ``stays`` is where it is kept meanwhile, where
    that is not as with a visitor's own recordings; ``said`` is as for ``show_recording``.
    """
    st.subheader(words.TAKE_ALONG)
    titles = visit().titles

    def take_title() -> None:
        titles[key] = st.session_state[f"title-{key}"]

    # It is made on another thread, which knows of no visitor and so of no language and no time
    # zone; the title may have been typed since.
    said, zone = said or words.REPORT_WORDS, _time_zone()

    def report() -> str:
        return report_html(recording, said, datetime.now(zone), titles.get(key, ""), marks)

    st.text_input(
        words.REPORT_TITLE,
        max_chars=80,
        placeholder=words.REPORT_WORDS.report,
        key=f"title-{key}",
        on_change=take_title,
    )
    files: list[tuple[str, str, str, Callable[[], str]]] = [
        (words.REPORT, "report.html", "text/html", report),
        (words.TIMELINE_CSV, "timeline.csv", "text/csv", lambda: timeline_csv(recording)),
        (words.SUMMARY_CSV, "summary.csv", "text/csv", lambda: summary_csv(recording)),
        (words.JSON_FILE, "recording.json", "application/json", lambda: recording_json(recording)),
    ]
    with st.container(horizontal=True):
        score_card(recording, key, titles.get(key, ""), said)
        for label, name, kind, content in files:
            st.download_button(
                label,
                content,
                file_name=f"facecue-{name}",
                mime=kind,
                on_click="ignore",
                key=f"{name}-{key}",
            )
    st.caption(words.NOTHING_STAYS if stays is None else stays)


def _time_zone() -> timezone:
    """The visitor's, by their browser's word; UTC where that is none."""
    behind = st.context.timezone_offset or 0  # minutes, as in JavaScript
    try:
        return timezone(timedelta(minutes=-behind))
    except (ValueError, OverflowError):  # a day or more
        return UTC
