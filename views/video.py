"""The video page: a recorded clip comes back labelled, with its result."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
import streamlit as st

from hosting.settings import Settings
from models.classifier import Classifier
from sessions.chart import clock
from sessions.recorder import Recorder
from transformers.clip import ClipInfo, read_info
from transformers.clip_queue import ClipJob, ClipQueue, JobState
from transformers.faults import FileError
from views.drawing import choose_overlay
from views.faults import tell_fault
from views.language import words
from views.results import offer_files, show_recording
from views.service import has_page, settings_and_classifier, visitor

SUFFIXES = ("mp4", "mov", "m4v", "webm", "mkv")
TICK = 0.5  # seconds between two looks at the progress
SLIDE = 10.0  # seconds: a clip of slides has few frames
PREVIEW_WIDTH = 640  # pixels


@dataclass(frozen=True, eq=False)
class Work:
    """A clip that the visitor had labelled, or is having labelled."""

    file: Any  # Streamlit's UploadedFile
    job: ClipJob
    recorder: Recorder


@st.cache_resource(show_spinner=False)
def clip_queue(_classifier: Classifier) -> ClipQueue:
    """The one line of this process."""
    return ClipQueue(_classifier)


def render() -> None:
    """Draw the page."""
    st.title(words.VIDEO_TITLE)
    st.markdown(words.VIDEO_PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    settings, classifier = service
    work: Work | None = st.session_state.get("clip")
    if work is None:
        limits = words.VIDEO_LIMITS.format(
            megabytes=st.get_option("server.maxUploadSize"), minutes=settings.clip_minutes
        )
        file = st.file_uploader(limits, type=SUFFIXES)
        if file is not None:
            _offer(file, settings, classifier)
        return
    job = work.job
    if not job.is_over:
        st.fragment(_progress, run_every=TICK)(work, clip_queue(classifier))
        return
    st.button(words.VIDEO_ANOTHER, icon=":material/arrow_back:", on_click=_forget)
    if job.state is JobState.DONE:
        _show(work)
    elif job.error is not None:
        tell_fault(work.file.name, job.error)
    else:
        st.info(words.VIDEO_CANCELLED)
        _offer(work.file, settings, classifier)


def _forget() -> None:
    del st.session_state["clip"]


def _offer(file: Any, settings: Settings, classifier: Classifier) -> None:
    """What the clip is, and the button that begins."""
    try:
        info = read_info(file)
    except FileError as error:
        tell_fault(file.name, error)
        return
    st.markdown(_described(file.name, info))
    if info.seconds > settings.clip_minutes * 60:
        st.error(
            words.VIDEO_TOO_LONG.format(length=clock(info.seconds), minutes=settings.clip_minutes)
        )
        return
    overlay = choose_overlay()
    if st.button(words.VIDEO_START, type="primary"):
        recorder = Recorder(longest_frame=SLIDE)
        job = ClipJob(file, info, overlay, recorder.add, partial(has_page, visitor()))
        clip_queue(classifier).add(job)
        st.session_state["clip"] = Work(file, job, recorder)
        st.rerun()


def _described(name: str, info: ClipInfo) -> str:
    return words.VIDEO_INFO.format(
        name=name,
        width=info.width,
        height=info.height,
        length=clock(info.seconds) if info.seconds else words.VIDEO_UNKNOWN_LENGTH,
        sound=words.VIDEO_SOUND if info.has_sound else words.VIDEO_NO_SOUND,
    )


def _progress(work: Work, queue: ClipQueue) -> None:
    job = work.job
    if job.is_over:
        st.rerun()
    st.markdown(_described(work.file.name, job.info))
    if st.button(words.VIDEO_CANCEL):
        job.cancel()
    if job.state is JobState.WAITING:
        st.progress(0.0, text=words.VIDEO_WAITING.format(place=queue.place(job)))
        return
    st.progress(job.share, text=_told(job))
    if job.preview is not None:
        picture = job.preview.to_ndarray(format="bgr24")
        scale = min(1.0, PREVIEW_WIDTH / picture.shape[1])
        small = cv2.resize(np.asarray(picture), None, fx=scale, fy=scale)
        st.image(small, channels="BGR", caption=words.VIDEO_PREVIEW)


def _told(job: ClipJob) -> str:
    rate = f"{job.frames_per_second:.0f}"
    if not job.info.seconds:
        return words.VIDEO_RUNNING_UNKNOWN.format(frames=job.frames, rate=rate)
    left = job.seconds_left
    return words.VIDEO_RUNNING.format(
        share=f"{job.share:.0%}",
        rate=rate,
        left=words.VIDEO_LEFT_UNKNOWN if left is None else clock(left),
    )


def _show(work: Work) -> None:
    job = work.job
    st.success(words.VIDEO_DONE.format(frames=job.frames, time=clock(job.elapsed)))
    job.result.seek(0)
    content = job.result.read()
    st.video(content, format="video/mp4", width=720)
    st.download_button(
        words.VIDEO_DOWNLOAD,
        content,
        file_name=f"facecue-{work.file.name.rpartition('.')[0]}.mp4",
        mime="video/mp4",
        on_click="ignore",
    )
    recording = work.recorder.recording()
    show_recording(recording, "clip")
    offer_files(recording, "clip")
