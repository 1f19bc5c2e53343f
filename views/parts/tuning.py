"""Tuning to the visitor's own face: three seconds at rest, a badge, a small file to take along."""

import math
import time

import streamlit as st

from models.classifier import Classifier
from models.personal import Baseline, BaselineError
from transformers.tuning import SECONDS, Tuning
from views.state import visit
from views.words.language import words

LARGEST_FILE = 10_000  # bytes


def tuning_controls(classifier: Classifier, *, active: bool) -> None:
    """Begin, while there is a stream; undo, take along or load. ``active`` is whether there is one.

    It stands near the picture, as the visitor looks there.
    """
    baseline = visit().baseline
    if baseline is not None:
        with st.container(horizontal=True):
            st.button(words.TUNE_UNDO, icon=":material/undo:", on_click=_undo)
            st.download_button(
                words.TUNE_SAVE,
                baseline.to_json,
                file_name="facecue-face.json",
                mime="application/json",
                on_click="ignore",
            )
        return
    if not active:
        visit().tuning, visit().tuning_failed = None, False
    if visit().tuning is not None:
        st.button(words.TUNE_CANCEL, on_click=_cancel)
        return
    with st.container(horizontal=True):
        st.button(
            words.TUNE,
            help=words.TUNE_HELP,
            on_click=_begin,
            args=[classifier],
            disabled=not active,
        )
        if active:
            with st.popover(words.TUNE_LOAD):
                _load()


def tuning_progress() -> None:
    """What the visitor is to do now, beside the picture; a badge once the answers are tuned."""
    tuning = visit().tuning
    if tuning is None:
        if visit().baseline is not None:
            st.badge(words.TUNED, icon=":material/face:", color="green")
        elif visit().tuning_failed:
            st.warning(words.TUNE_GIVEN_UP)
        return
    progress = tuning.progress()
    if progress.is_over:
        visit().baseline, visit().tuning = progress.baseline, None
        visit().tuning_failed = progress.given_up
        st.rerun()
    left = math.ceil(SECONDS * (1 - progress.share))
    st.progress(progress.share, text=words.TUNE_LOOK.format(seconds=left))
    if progress.trouble is not None:
        st.caption(words.TUNE_TROUBLES[progress.trouble])


def wanted_baseline() -> Baseline | None:
    """For an upload: asks whether the largest face is the visitor's own, where theirs is known."""
    baseline = visit().baseline
    if baseline is None or not st.toggle(words.TUNE_UPLOAD, help=words.TUNE_UPLOAD_HELP):
        return None
    return baseline


def _begin(classifier: Classifier) -> None:
    visit().tuning_failed = False
    visit().tuning = Tuning(classifier, time.monotonic)


def _cancel() -> None:
    visit().tuning = None


def _undo() -> None:
    visit().baseline = None


def _load() -> None:
    file = st.file_uploader(words.TUNE_FILE, type="json")
    if file is None:
        return
    try:
        visit().baseline = Baseline.from_json(file.read(LARGEST_FILE))
    except BaselineError:
        st.error(words.TUNE_NO_FILE)
        return
    st.rerun()
