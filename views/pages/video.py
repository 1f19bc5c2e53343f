"""The video page: a recorded clip comes back labelled, with its result."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from hosting.once import once
from hosting.settings import Settings
from recordings.chart import clock
from recordings.recorder import ClipRecorder
from transformers.faults import FileError
from transformers.media.clip import ClipInfo
from uploads.client import Uploads
from uploads.clip_queue import ClipJob, ClipQueue, JobState
from views.parts.drawing import choose_overlay
from views.parts.faults import tell_fault
from views.parts.names import as_text, download_name
from views.parts.pictures import show_jpeg
from views.parts.results import offer_files, show_recording
from views.parts.tuning import wanted_baseline
from views.service import has_page, settings_and_classifier, uploads, visitor
from views.state import visit
from views.words.language import words

PATH = "video"  # of the page, in its address
PLAYER = "clip-player"  # the key of the labelled clip's container
TICK = 0.5  # seconds between two looks at the progress


@dataclass(frozen=True, eq=False)
class Work:
    """A clip that the visitor had labelled, or is having labelled."""

    file: Any  # Streamlit's UploadedFile
    job: ClipJob
    recorder: ClipRecorder


@once
def clip_queue(uploads: Uploads) -> ClipQueue:
    """The one line of this process."""
    return ClipQueue(uploads)


def render() -> None:
    """Draw the page."""
    st.title(words.VIDEO_TITLE)
    st.markdown(words.VIDEO_PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    settings, _ = service
    work = _work()
    if work is None:
        limits = words.VIDEO_LIMITS.format(
            megabytes=st.get_option("server.maxUploadSize"), minutes=settings.clip_minutes
        )
        file = st.file_uploader(limits, key=f"clip-{visit().name}")
        if file is not None:
            _offer(file, settings)
        return
    job = work.job
    if not job.is_over:
        st.fragment(_progress, run_every=TICK)(work, clip_queue(uploads(settings)))
        return
    st.button(words.VIDEO_ANOTHER, icon=":material/arrow_back:", on_click=_forget)
    if job.state is JobState.DONE:
        _show(work)
    elif job.error is not None:
        tell_fault(work.file.name, job.error)
    else:
        st.info(words.VIDEO_CANCELLED)
        _offer(work.file, settings)


def _work() -> Work | None:
    """The visitor's clip, unless it was let go of as nobody seemed to come for it."""
    work = visit().clip
    if work is not None and work.job.state is JobState.DONE and work.job.result.closed:
        _forget()
        return None
    return work


def _forget() -> None:
    visit().clip = None


def _info(file: Any, settings: Settings) -> ClipInfo | FileError:
    """What the clip is, or why it is none; a file is looked at once."""
    known = visit().clip_info
    if known is not None and known[0] == file.file_id:
        return known[1]
    try:
        info: ClipInfo | FileError = uploads(settings).look(file)
    except FileError as error:
        info = error.alone()
    visit().clip_info = (file.file_id, info)
    return info


def _offer(file: Any, settings: Settings) -> None:
    """What the clip is, and the button that begins."""
    info = _info(file, settings)
    if isinstance(info, FileError):
        tell_fault(file.name, info)
        return
    st.markdown(_described(file.name, info))
    if info.seconds is not None and info.seconds > settings.clip_minutes * 60:
        st.error(
            words.VIDEO_TOO_LONG.format(length=clock(info.seconds), minutes=settings.clip_minutes)
        )
        return
    overlay, baseline = choose_overlay(), wanted_baseline()
    if st.button(words.VIDEO_START, type="primary"):
        recorder = ClipRecorder()
        recorder.tuned = baseline is not None
        has_this_page = partial(has_page, visitor())
        try:
            job = ClipJob(file, info, overlay, recorder.add, has_this_page, baseline=baseline)
        except FileError as error:
            tell_fault(file.name, error)
            return
        clip_queue(uploads(settings)).add(job)
        visit().clip = Work(file, job, recorder)
        st.rerun()


def _described(name: str, info: ClipInfo) -> str:
    return words.VIDEO_INFO.format(
        name=as_text(name),
        width=info.width,
        height=info.height,
        length=words.VIDEO_UNKNOWN_LENGTH if info.seconds is None else clock(info.seconds),
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
    if job.preview:
        show_jpeg(job.preview, words.VIDEO_PREVIEW)


def _told(job: ClipJob) -> str:
    rate = f"{job.frames_per_second:.0f}"
    if job.info.seconds is None:
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
    if job.sound_lost:
        st.info(words.VIDEO_SOUND_LOST)
    job.result.seek(0)
    content = job.result.read()
    st.header(words.RESULTS)
    recording = work.recorder.recording()
    show_recording(recording, "clip", partial(_play, content, work.file.name))
    offer_files(recording, "clip")


def _play(content: bytes, name: str) -> str:
    with st.container(key=PLAYER):
        st.video(content, format="video/mp4")
    st.download_button(
        words.VIDEO_DOWNLOAD,
        content,
        file_name=download_name(name, "mp4"),
        mime="video/mp4",
        on_click="ignore",
    )
    return PLAYER
