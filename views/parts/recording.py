"""Recording on the live page: what was seen, a time to practise in, and the result."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import streamlit as st

from recordings.chart import clock
from recordings.comparison import comparison_html
from recordings.recorder import Recorder
from recordings.recording import Recording
from transformers.drawing.overlay import Overlay
from transformers.processor import LiveOptions
from views.parts.arrival import show_arrival
from views.parts.kept_results import keep_results
from views.parts.own_clip import own_clip
from views.parts.results import offer_files, show_recording
from views.state import visit
from views.words.language import words

SILENCE = 2.0  # seconds without a frame, from which a stream that ends has broken off
GRACE = 30.0  # seconds in which a stream that broke may come back and be recorded further
TICK = 0.5  # seconds between two looks at the clock
LENGTHS = (0, 60, 120, 300, 600, 1200)  # seconds to rehearse; 0 for no end

LENGTH, UNLABELLED = "record_length", "record_unlabelled"  # keys of the choices
KEEPS, SOUND = "record_keeps", "record_sound"


@dataclass
class Running:
    """A recording in progress."""

    recorder: Recorder = field(default_factory=Recorder)
    length: int | None = None  # seconds after which it ends by itself; None for never
    unlabelled: bool = False  # nothing is drawn meanwhile
    broken: float | None = None  # when the stream broke off, in seconds

    keeps: bool = False  # the browser keeps a clip of what it shows meanwhile
    sound: bool = False  # and of what its microphone hears

    def on_stage(self) -> dict[str, Any]:
        """For the stage: seconds so far, length in seconds or None, whether it waits for pictures.

        And its number among the recordings of the visit, and what clip the browser keeps of it.
        """
        return {
            "seconds": self.recorder.seconds,
            "length": self.length,
            "waits": self.broken is not None,
            "number": len(visit().recordings),
            "keeps": self.keeps,
            "sound": self.sound,
        }


def going_on(active: bool, now: Callable[[], float] = time.monotonic) -> Running | None:
    """The recording in progress.

    ``active`` is whether there is a stream. Stop ends the recording and keeps it; a stream that
    breaks off is waited for.
    """
    running = visit().running
    return None if running is None else _after_break(running, active, now())


def begin() -> None:
    """Record from now on, as long and with as much drawn as was chosen."""
    if visit().running is None and visit().started is not None:
        chosen = st.session_state
        visit().running = Running(
            length=chosen.get(LENGTH) or None,
            unlabelled=chosen.get(UNLABELLED, False),
            keeps=chosen.get(KEEPS, False),
            sound=chosen.get(SOUND, False),
        )


def end() -> None:
    """Keep what was recorded until now, where a recording is in progress."""
    running = visit().running
    if running is not None:
        if running.keeps:
            visit().own_clips.add(len(visit().recordings))
        visit().recordings.append(running.recorder.recording())
        visit().running, visit().just_ended = None, True


def controls(running: Running | None, now: Callable[[], float] = time.monotonic) -> None:
    """Draw what is to be chosen before a recording, and keep its time while there is one."""
    _choices(disabled=running is not None)
    if running is None:
        st.caption(words.RECORD_HELP)
    else:
        st.fragment(_progress, run_every=TICK)(now)


def is_timed() -> bool:
    """Whether what is chosen ends by itself."""
    return bool(st.session_state.get(LENGTH))


def is_unlabelled() -> bool:
    """Whether nothing is to be shown now, as the visitor speaks."""
    running = visit().running
    return running is not None and running.unlabelled


def while_recording(options: LiveOptions) -> LiveOptions:
    """The same, with nothing drawn where the visitor wants no labels while speaking."""
    if not is_unlabelled():
        return options
    return replace(options, overlay=Overlay(box=False, label=False, bars=False))


def results() -> None:
    """Draw the recordings of this visit, where there are any, and have the tab keep them."""
    keep_results()
    if visit().recordings:
        st.divider()
        st.fragment(_results)(visit().recordings)
        show_arrival(str(len(visit().recordings)) if visit().just_ended else None)
        visit().just_ended = False


def _after_break(running: Running, active: bool, now: float) -> Running | None:
    """The recording, where it goes on or waits; None where it ended with the stream."""
    if active:
        running.broken = None
        return running
    if running.broken is None:
        # Frames came until just now: nothing broke, Stop was pressed.
        if now - running.recorder.last < SILENCE:
            end()
            return None
        running.broken = now
    return running


def _choices(*, disabled: bool) -> None:
    columns = st.columns(2, vertical_alignment="bottom")
    columns[0].selectbox(
        words.PRACTICE_LENGTH,
        LENGTHS,
        format_func=_length_name,
        disabled=disabled,
        help=words.PRACTICE_HELP,
        key=LENGTH,
        persist_state="session",
    )
    with columns[1]:
        _toggle(words.HIDE_LABELS, words.HIDE_LABELS_HELP, UNLABELLED, disabled)
    with st.container(horizontal=True):
        if _toggle(words.KEEP_CLIP, words.KEEP_CLIP_HELP, KEEPS, disabled):
            _toggle(words.KEEP_SOUND, words.KEEP_SOUND_HELP, SOUND, disabled)


def _toggle(label: str, told: str, key: str, disabled: bool) -> bool:
    return st.toggle(label, help=told, disabled=disabled, key=key, persist_state="session")


def _length_name(seconds: int) -> str:
    if not seconds:
        return words.NO_LIMIT
    return words.REHEARSALS.get(seconds) or words.MINUTES.format(minutes=seconds // 60)


def _progress(now: Callable[[], float]) -> None:
    """Ends what is over."""
    running = visit().running
    if running is None:
        return
    out_of_time = running.length is not None and running.length <= running.recorder.seconds
    given_up = running.broken is not None and now() - running.broken > GRACE
    if out_of_time or given_up:
        end()
        st.rerun()
    if running.broken is not None:
        st.warning(words.RECORDING_WAITS)
    else:
        st.caption(words.RECORD_GOES_ON)


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
    player = partial(own_clip, chosen) if chosen in visit().own_clips else None
    show_recording(recordings[chosen], str(chosen), player)
    if newest:
        _comparison(recordings, chosen)
    offer_files(recordings[chosen], str(chosen))


def _name(recordings: list[Recording], index: int) -> str:
    return words.RECORDING_NAME.format(number=index + 1, length=clock(recordings[index].seconds))


def _comparison(recordings: list[Recording], chosen: int) -> None:
    st.subheader(words.COMPARISON)
    names = [_name(recordings, index) for index in range(len(recordings))]
    st.html(comparison_html(recordings, names, chosen, words.REPORT_WORDS))
