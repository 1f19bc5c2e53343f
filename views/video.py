"""The video page: a recorded clip comes back labelled, with its result."""

from dataclasses import dataclass
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
from views.service import settings_and_classifier

SUFFIXES = ("mp4", "mov", "m4v", "webm", "mkv")
TICK = 0.5  # seconds between two looks at the progress
SLIDE = 10.0  # seconds: a clip of slides has few frames
PREVIEW_WIDTH = 640  # pixels


@dataclass(frozen=True, eq=False)
class Work:
    """A clip that the visitor had labelled, or is having labelled."""

    file_id: str
    name: str
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
    limits = words.VIDEO_LIMITS.format(
        megabytes=st.get_option("server.maxUploadSize"), minutes=settings.clip_minutes
    )
    file = st.file_uploader(limits, type=SUFFIXES)
    work: Work | None = st.session_state.get("clip")
    if work is not None and (file is None or file.file_id != work.file_id):
        work.job.cancel()  # it was removed, or another one came
        del st.session_state["clip"]
        work = None
    if file is None:
        return
    if work is None:
        _offer(file, settings, classifier)
    elif work.job.state is JobState.DONE:
        _show(work)
    else:
        refresh = None if work.job.is_over else TICK
        st.fragment(_progress, run_every=refresh)(work, clip_queue(classifier))


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
        job = ClipJob(file, info, overlay, recorder.add)
        clip_queue(classifier).add(job)
        st.session_state["clip"] = Work(file.file_id, file.name, job, recorder)
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
    job.ask()
    if job.state is JobState.DONE:
        st.rerun()
    st.markdown(_described(work.name, job.info))
    if job.error is not None:
        tell_fault(work.name, job.error)
        return
    if job.state is JobState.CANCELLED:
        st.info(words.VIDEO_CANCELLED)
        return
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
        file_name=f"facecue-{work.name.rpartition('.')[0]}.mp4",
        mime="video/mp4",
        on_click="ignore",
    )
    recording = work.recorder.recording()
    show_recording(recording, "clip")
    offer_files(recording, "clip")
