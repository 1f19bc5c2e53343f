"""Clips as phones, browsers and cameras write them, and files that are none."""

import io
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import av
import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import Expression
from tests.transformers.clips import FACE, RATE, turned_by_the_file, write_clip
from transformers.clip import ClipInfo, annotate, read_info
from transformers.clip_queue import ClipJob, ClipQueue, JobState
from transformers.face import Face
from transformers.faults import Fault, FileError
from transformers.overlay import Overlay
from transformers.palette import bgr

CLIP = write_clip()
LABELS = Overlay(box=True, label=True)

Seen = list[tuple[float, list[Face]]]


def label(content: bytes, classifier: Classifier) -> tuple[av.container.InputContainer, Seen]:
    """The labelled clip, opened, and what was seen in it."""
    target, seen = io.BytesIO(), []

    def take(seconds: float, faces: object, _: object) -> bool:
        seen.append((seconds, list(faces)))  # type: ignore[call-overload]
        return True

    assert annotate(io.BytesIO(content), target, classifier, LABELS, take)
    target.seek(0)
    return av.open(target, "r"), seen


@pytest.mark.parametrize(
    ("form", "video", "sound", "kept"),
    [
        ("mp4", "libx264", "aac", "aac"),
        ("mov", "libx264", "pcm_s16le", "aac"),
        ("webm", "libvpx", "libopus", "aac"),
        ("matroska", "libx264", "libmp3lame", "mp3"),
        ("mp4", "mpeg4", None, None),
    ],
)
def test_every_kind_of_clip_comes_back_as_mp4(
    classifier: Classifier, form: str, video: str, sound: str | None, kept: str | None
) -> None:
    content = write_clip(form, video, sound)
    assert read_info(io.BytesIO(content)).has_sound == (sound is not None)
    clip, seen = label(content, classifier)
    assert {face.label for _, faces in seen[8:] for face in faces} == {"Happy"}
    assert sum(bool(faces) for _, faces in seen) > 0.8 * len(seen)
    written = clip.streams.video[0]
    assert written.codec_context.name == "h264"
    assert [stream.codec_context.codec.canonical_name for stream in clip.streams.audio] == (
        [kept] if kept else []
    )
    pictures = [frame.to_ndarray(format="bgr24") for frame in clip.decode(written)]
    assert len(pictures) == len(seen) == round(1.5 * RATE)
    distance = np.abs(pictures[-1].astype(int) - np.array(bgr(Expression.HAPPY))).max(axis=2)
    assert np.count_nonzero(distance < 40) > 150


def test_a_phones_clip_stands_upright(classifier: Classifier) -> None:
    content = turned_by_the_file(write_clip())
    info = read_info(io.BytesIO(content))
    assert (info.width, info.height) == (240, 320)
    clip, _ = label(content, classifier)
    assert (clip.streams.video[0].width, clip.streams.video[0].height) == (240, 320)


def test_odd_sizes_lose_a_line(classifier: Classifier) -> None:
    clip, seen = label(write_clip("webm", "libvpx", None, size=(321, 241)), classifier)
    assert (clip.streams.video[0].width, clip.streams.video[0].height) == (320, 240)
    assert seen[-1][1][0].box.overlap(FACE) > 0.4


def test_a_varying_frame_rate_is_kept(classifier: Classifier) -> None:
    times = [0, 0.04, 0.08, 0.3, 0.34, 0.9, 0.94, 1.4]
    clip, seen = label(write_clip("matroska", sound=None, times=times), classifier)
    assert [seconds for seconds, _ in seen] == pytest.approx(times, abs=0.01)
    written = [frame.time for frame in clip.decode(video=0)]
    assert written == pytest.approx(times, abs=0.02)


def test_a_torn_clip_gives_what_there_is(classifier: Classifier) -> None:
    content = write_clip("matroska", sound=None, seconds=3)
    _, seen = label(content[: len(content) * 2 // 3], classifier)
    assert 5 < len(seen) < 3 * RATE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no clip"),
        (b"This is a letter, called clip.mp4. " * 50, "no clip"),
        (CLIP[:300], "no clip"),
        (write_clip("matroska", sound=None, times=[])[:200], "no clip|no pictures"),
    ],
)
def test_what_is_no_clip_gets_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(FileError, match=message) as told:
        read_info(io.BytesIO(content))
    assert "\n" not in str(told.value)


def test_sound_alone_is_no_clip() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as clip:
        stream = clip.add_stream("aac", rate=48_000, layout="mono")
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), dtype=np.float32), "fltp", "mono")
        silence.sample_rate, silence.pts = 48_000, 0
        clip.mux(stream.encode(silence))
        clip.mux(stream.encode(None))
    with pytest.raises(FileError, match="no pictures"):
        read_info(file)


def job(content: bytes, seen: Seen | None = None) -> ClipJob:
    source = io.BytesIO(content)

    def take(faces: Sequence[Face], seconds: float) -> None:
        if seen is not None:
            seen.append((seconds, list(faces)))

    return ClipJob(source, read_info(source), LABELS, take, has_page=lambda: True)


def wait(condition: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_the_line_is_worked_off_one_by_one(classifier: Classifier) -> None:
    queue = ClipQueue(classifier)
    seen: Seen = []
    go_on = threading.Event()

    def hold(faces: Sequence[Face], seconds: float) -> None:
        go_on.wait(30)

    source = io.BytesIO(CLIP)
    held = ClipJob(source, read_info(source), LABELS, hold, has_page=lambda: True)
    jobs = [held, job(CLIP), job(CLIP, seen)]
    for one in jobs:
        queue.add(one)
    wait(lambda: jobs[0].state is JobState.RUNNING)
    assert [queue.place(one) for one in jobs] == [0, 1, 2]
    jobs[1].cancel()
    assert queue.place(jobs[2]) == 1
    go_on.set()
    wait(lambda: jobs[2].is_over)
    assert [one.state for one in jobs] == [JobState.DONE, JobState.CANCELLED, JobState.DONE]
    assert len(seen) == jobs[2].frames == round(1.5 * RATE)
    assert jobs[2].share == 1
    jobs[2].result.seek(0)
    with av.open(jobs[2].result, "r") as clip:
        assert clip.streams.video[0].codec_context.name == "h264"


def test_a_job_is_cancelled_in_the_middle(classifier: Classifier) -> None:
    long = job(write_clip(seconds=20))
    thread = threading.Thread(target=long.run, args=(classifier,))
    thread.start()
    wait(lambda: long.frames > 5)
    assert 0 < long.share < 1
    long.cancel()
    thread.join(5)
    assert long.state is JobState.CANCELLED
    assert long.frames < 20 * RATE


def test_a_job_whose_visitor_has_gone_ends(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_is_open = True

    def leave(faces: Sequence[Face], seconds: float) -> None:
        nonlocal page_is_open
        page_is_open = seconds < 0.5

    def left() -> ClipJob:
        source = io.BytesIO(CLIP)
        return ClipJob(source, read_info(source), LABELS, leave, has_page=lambda: page_is_open)

    broken_off = left()
    broken_off.run(classifier)  # it may come back within a minute
    assert broken_off.state is JobState.DONE

    still_in_line = left()
    still_in_line.run(classifier)
    assert still_in_line.state is JobState.CANCELLED
    assert still_in_line.frames == 0

    page_is_open = True
    monkeypatch.setattr("transformers.clip_queue.FORGOTTEN", 0.0)
    gone = left()
    gone.run(classifier)
    assert gone.state is JobState.CANCELLED
    assert gone.seconds >= 0.5


def test_a_clip_that_fails_says_why(classifier: Classifier) -> None:
    info = ClipInfo(width=320, height=240, seconds=1, frames=30, has_sound=False)
    failed = ClipJob(
        io.BytesIO(b"nothing"), info, LABELS, lambda faces, seconds: None, lambda: True
    )
    failed.run(classifier)
    assert failed.state is JobState.FAILED
    assert failed.error is not None
    assert failed.error.fault is Fault.NO_CLIP


LABEL_CLIPS = """
import io, resource, tempfile
import av
import numpy as np
from models.classifier import load_classifier
from transformers.clip import annotate
from transformers.overlay import Overlay

def write(minutes):
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as clip:
        stream = clip.add_stream("mpeg4", rate=2)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for step in range(120 * minutes):
            picture = np.full((96, 96), step % 200, dtype=np.uint8)
            clip.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="yuv420p")))
        clip.mux(stream.encode(None))
    return file

for minutes in (10, 60):
    with tempfile.TemporaryFile() as result:
        done = annotate(write(minutes), result, load_classifier(), Overlay(), lambda *frame: True)
    print(done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_memory_stays_flat_for_an_hour() -> None:
    """In a process of its own, whose greatest memory is then this work's."""
    told = subprocess.run(
        [sys.executable, "-c", LABEL_CLIPS], capture_output=True, text=True, check=True
    )
    (_, before), (done, after) = (line.split() for line in told.stdout.splitlines())
    assert done == "True"
    assert int(after) < int(before) + 8  # megabytes
