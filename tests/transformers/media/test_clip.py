"""Clips as phones, browsers and cameras write them, and files that are none."""

import io
import re
import subprocess
import sys
from collections.abc import Callable

import av
import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import Expression
from testkit.clips import FACE, RATE, turned_by_the_file, write_clip
from transformers.drawing.overlay import Overlay
from transformers.drawing.palette import bgr
from transformers.faults import FileError
from transformers.media.clip import ClipLimits, annotate, read_info
from transformers.types import Face

LABELS = Overlay(box=True, label=True)

Seen = list[tuple[float, list[Face]]]


def label(content: bytes, classifier: Classifier) -> tuple[av.container.InputContainer, Seen]:
    """The labelled clip, opened, and what was seen in it."""
    target, seen = io.BytesIO(), []

    def take(faces: object, seconds: float, _: object) -> bool:
        seen.append((seconds, list(faces)))  # type: ignore[call-overload]
        return True

    done = annotate(io.BytesIO(content), target, classifier, LABELS, take)
    assert (done.finished, done.sound_lost) == (True, False)
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
    assert {face.label for _, faces in seen for face in faces} == {"Happy"}
    assert all(faces for _, faces in seen)  # from the first frame on
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
    assert seen[-1][1][0].box.iou(FACE) > 0.4


def test_a_varying_frame_rate_is_kept(classifier: Classifier) -> None:
    times = (0, 0.04, 0.08, 0.3, 0.34, 0.9, 0.94, 1.4)
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
        (lambda: b"", "no clip"),
        (lambda: b"This is a letter, called clip.mp4. " * 50, "no clip"),
        (lambda: write_clip()[:300], "no clip"),
        (lambda: write_clip("matroska", sound=None)[:200], "no clip|no pictures"),
    ],
)
def test_what_is_no_clip_gets_one_sentence(content: Callable[[], bytes], message: str) -> None:
    with pytest.raises(FileError, match=message) as told:
        read_info(io.BytesIO(content()))
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


LABEL_CLIPS = """
import io, resource, tempfile
import av
import numpy as np
from models.classifier import load_classifier
from transformers.media.clip import annotate
from transformers.drawing.overlay import Overlay

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
    print(done.finished, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_memory_stays_flat_for_an_hour() -> None:
    """In a process of its own, whose greatest memory is then this work's."""
    told = subprocess.run(
        [sys.executable, "-c", LABEL_CLIPS], capture_output=True, text=True, check=True
    )
    (_, before), (done, after) = (line.split() for line in told.stdout.splitlines())
    assert done == "True"
    assert int(after) < int(before) + 8  # megabytes


def test_sound_whose_end_goes_back_in_time_is_left_out_from_there(classifier: Classifier) -> None:
    clip = write_clip("matroska", "libx264", "pcm_s16le", seconds=0.3)
    *_, last = re.finditer(rb"\x82(?P<time>..)\x80", clip, re.DOTALL)  # blocks of the second track
    broken = clip[: last.start("time")] + bytes(2) + clip[last.end("time") :]
    seen: list[float] = []

    def take(faces: object, seconds: float, _: object) -> bool:
        seen.append(seconds)
        return True

    done = annotate(io.BytesIO(broken), io.BytesIO(), classifier, Overlay(), take)
    assert done.finished
    assert done.sound_lost
    assert len(seen) == 7


def test_a_last_picture_that_says_it_lasts_for_long_ends_with_the_longest_clip(
    classifier: Classifier,
) -> None:
    clip = write_clip("matroska", sound=None, seconds=0.3)
    at = clip.index(b"\x23\xe3\x83\x84") + 4  # nanoseconds of each picture
    target = io.BytesIO()
    done = annotate(
        io.BytesIO(clip[:at] + (4_000_000_000).to_bytes(4, "big") + clip[at + 4 :]),
        target,
        classifier,
        Overlay(),
        lambda *_: True,
        limits=ClipLimits(seconds=2),
    )
    assert done.seconds == pytest.approx(2)
    target.seek(0)
    with av.open(target, "r") as written:
        assert (written.duration or 0) / av.time_base == pytest.approx(2, abs=0.1)
