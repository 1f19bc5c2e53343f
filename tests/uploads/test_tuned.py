"""Uploads of a visitor who tuned to their face: read so by the worker too, where they want it."""

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from hosting.workers import Workers
from models.labels import Expression
from models.personal import Baseline
from testkit.pictures import Picture, place_head, plain
from transformers.drawing.overlay import Overlay
from transformers.types import Box, Face
from uploads.client import JOBS, UploadLimits, Uploads

NOT_ANGRY = np.zeros(len(Expression), dtype=np.float32)
NOT_ANGRY[Expression.ANGRY] = -2
BASELINE = Baseline(NOT_ANGRY)


@pytest.fixture(scope="module")
def uploads() -> Iterator[Uploads]:
    workers = Workers(JOBS, spare=lambda: 2000.0)
    yield Uploads(workers, UploadLimits())
    workers.close()


@pytest.fixture(scope="module")
def at_rest() -> Picture:
    """The large face looks a little angry, and so does the small one."""
    picture = plain(480, 640, level=170)
    place_head(picture, Box(100, 140, 150, 150), mouth_blur=14)
    place_head(picture, Box(420, 160, 110, 110), mouth_blur=14)
    return picture


def angry(faces: Sequence[Face]) -> list[float]:
    return [float(face.probabilities[Expression.ANGRY]) for face in faces]


def test_the_largest_face_of_a_photo_is_read_as_tuned(uploads: Uploads, at_rest: Picture) -> None:
    photo = cv2.imencode(".png", at_rest)[1].tobytes()
    plain_large, plain_small = angry(uploads.see(io.BytesIO(photo), Overlay()).faces)
    large, small = angry(uploads.see(io.BytesIO(photo), Overlay(), BASELINE).faces)
    assert plain_large > 0.15
    assert large < plain_large / 2
    assert small == pytest.approx(plain_small, abs=0.001)


def test_the_main_face_of_a_clip_is_read_as_tuned(uploads: Uploads, at_rest: Picture) -> None:
    clip = io.BytesIO()
    with av.open(clip, "w", format="mp4") as written:
        stream = written.add_stream("h264", rate=24)
        stream.height, stream.width = at_rest.shape[:2]
        for number in range(24):
            frame = av.VideoFrame.from_ndarray(at_rest, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, 24)
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))

    def largest(baseline: Baseline | None) -> float:
        shown: list[float] = []

        def take(faces: Sequence[Face], _seconds: float, _preview: bytes) -> None:
            shown.extend(angry(faces)[:1])

        done = uploads.label(clip, io.BytesIO(), Overlay(), take, baseline=baseline)
        assert done.finished
        return shown[-1]

    assert largest(BASELINE) < largest(None) / 2
