"""Recording on the live page: what was seen, a time to practise in, and the result."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import streamlit as st

from recordings.chart import clock
from recordings.recorder import Recorder
from recordings.recording import Recording
from recordings.score import summarise
from transformers.drawing.overlay import Overlay
from transformers.processor import LiveOptions
from views.parts.results import offer_files, show_recording
from views.state import visit
from views.words.language import words

SILENCE = 2.0  # seconds without a frame, from which a stream that ends has broken off
GRACE = 30.0  # seconds in which a stream that broke may come back and be recorded further
TICK = 0.5  # seconds between two looks at the clock
LENGTHS = (None, 60, 120, 300, 600, 1200)  # seconds to practise; None for no end


@dataclass
class Running:
    """A recording in progress."""

    recorder: Recorder = field(default_factory=Recorder)
    length: int | None = None  # seconds after which it ends by itself; None for never
    unlabelled: bool = False  # nothing is drawn meanwhile
    broken: float | None = None  # when the stream broke off, in seconds


def controls(active: bool, now: Callable[[], float] = time.monotonic) -> Recorder | None:
    """Draw Record or Stop recording; returns the recorder in progress.

    ``active`` is whether there is a stream. Stop ends the recording and keeps it; a stream that
    breaks off is waited for.
    """
    running = visit().running
    if running is not None:
        running = _after_break(running, active, now())
    st.markdown(f"**{words.RECORD_TITLE}**")
    length, unlabelled = _choices(disabled=running is not None)
    if running is None:
        if st.button(words.RECORD, icon=":material/fiber_manual_record:", disabled=not active):
            visit().running = Running(length=length, unlabelled=unlabelled)
            st.rerun()
        st.caption(words.RECORD_HELP if active else words.RECORD_AFTER_START)
        return None
    if st.button(words.STOP_RECORDING, type="primary", icon=":material/stop:"):
        _end(running)
        st.rerun()
    st.fragment(_progress, run_every=TICK)(now)
    return running.recorder


def while_recording(options: LiveOptions) -> LiveOptions:
    """The same, with nothing drawn where the visitor wants no labels while speaking."""
    running = visit().running
    if running is None or not running.unlabelled:
        return options
    return replace(options, overlay=Overlay(box=False, label=False, bars=False))


def end() -> None:
    """Keep what was recorded until now, where a recording is in progress."""
    running = visit().running
    if running is not None:
        _end(running)


def results() -> None:
    """Draw the recordings of this visit, where there are any."""
    if visit().recordings:
        st.divider()
        st.fragment(_results)(visit().recordings)


def _after_break(running: Running, active: bool, now: float) -> Running | None:
    """The recording, where it goes on or waits; None where it ended with the stream."""
    if active:
        running.broken = None
        return running
    if running.broken is None:
        # Frames came until just now: nothing broke, Stop was pressed.
        if now - running.recorder.last < SILENCE:
            _end(running)
            return None
        running.broken = now
    return running


def _choices(*, disabled: bool) -> tuple[int | None, bool]:
    columns = st.columns(2, vertical_alignment="bottom")
    with columns[0]:
        length = st.selectbox(
            words.PRACTICE_LENGTH,
            LENGTHS,
            format_func=lambda seconds: (
                words.NO_LIMIT if seconds is None else words.MINUTES.format(minutes=seconds // 60)
            ),
            disabled=disabled,
            help=words.PRACTICE_HELP,
        )
    with columns[1]:
        unlabelled = st.toggle(words.HIDE_LABELS, disabled=disabled, help=words.HIDE_LABELS_HELP)
    return length, unlabelled


def _progress(now: Callable[[], float]) -> None:
    """The clock; it also ends what is over."""
    running = visit().running
    if running is None:
        return
    seconds = running.recorder.seconds
    out_of_time = running.length is not None and running.length <= seconds
    given_up = running.broken is not None and now() - running.broken > GRACE
    if out_of_time or given_up:
        _end(running)
        st.rerun()
    if running.length is not None:
        left = words.TIME_LEFT.format(time=clock(running.length - seconds))
        st.progress(min(seconds / running.length, 1.0), text=left)
    else:
        st.markdown(words.RECORDED.format(time=clock(seconds)))
    if running.broken is not None:
        st.warning(words.RECORDING_WAITS)


def _end(running: Running) -> None:
    visit().recordings.append(running.recorder.recording())
    visit().running = None


def _results(recordings: list[Recording]) -> None:
    st.header(words.RESULTS)
    newest = len(recordings) - 1
    chosen = newest
    if newest:
        chosen = st.selectbox(
            words.RECORDING_CHOICE,
            range(newest, -1, -1),
            format_func=lambda index: _name(recordings, index),
            key=f"recording-of-{len(recordings)}",
        )
    show_recording(recordings[chosen], str(chosen))
    if newest:
        _comparison(recordings)
    offer_files(recordings[chosen], str(chosen))


def _name(recordings: list[Recording], index: int) -> str:
    return words.RECORDING_NAME.format(number=index + 1, length=clock(recordings[index].seconds))


def _comparison(recordings: list[Recording]) -> None:
    st.subheader(words.COMPARISON)
    rows = []
    for index, recording in enumerate(recordings):
        summary = summarise(recording, recording.together)
        score = "-" if summary.score is None else f"{summary.score:.0f}"
        rows.append(
            dict(
                zip(
                    words.COMPARISON_COLUMNS,
                    (_name(recordings, index), score, f"{summary.in_view:.0%}"),
                    strict=True,
                )
            )
        )
    st.table(rows)
