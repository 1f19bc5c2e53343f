"""Small clips for the tests, with one smiling face, written by PyAV."""

import io
import math
import struct
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np

from testkit.pictures import Picture, coffee_table, place_head
from transformers.types import Box

RATE = 24
STEPS = 8  # frames, in which the face moves to the right by a pixel each
FACE = Box(110, 70, 90, 90)


@cache
def write_clip(
    form: str = "mp4",
    video: str = "libx264",
    sound: str | None = "aac",
    *,
    size: tuple[int, int] = (320, 240),
    seconds: float = 1.5,
    times: tuple[float, ...] = (),
) -> bytes:
    """A clip ``size`` (width, height) pixels large; its frames at ``times`` seconds, if given."""
    file = io.BytesIO()
    with av.open(file, "w", format=form) as clip:
        pictures: Any = clip.add_stream(video, rate=RATE)
        pictures.width, pictures.height, pictures.pix_fmt = *size, "yuv420p"
        pictures.codec_context.time_base = Fraction(1, 1000)
        tone: Any = clip.add_stream(sound, rate=48_000, layout="mono") if sound else None
        for step, time in enumerate(times or tuple(n / RATE for n in range(round(seconds * RATE)))):
            scene = _scene(size, step % STEPS)
            frame = av.VideoFrame.from_ndarray(scene, format="bgr24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(1000 * time), Fraction(1, 1000)
            clip.mux(pictures.encode(frame))
        clip.mux(pictures.encode(None))
        if tone is not None:
            for packet in _tone(tone, seconds):
                clip.mux(packet)
    return file.getvalue()


@cache
def _scene(size: tuple[int, int], step: int) -> Picture:
    scene = coffee_table(size[1], size[0])
    place_head(scene, Box(FACE.x + step, FACE.y, FACE.w, FACE.h))
    return scene


def turned_by_the_file(clip: bytes) -> bytes:
    """An MP4 whose track says that it is to be shown turned by a quarter, as phones write it."""
    one, middle = 1 << 16, 1 << 30
    start = clip.index(b"tkhd") + 4 + 40
    matrix = struct.pack(">9i", 0, one, 0, -one, 0, 0, 0, 0, middle)
    return clip[:start] + matrix + clip[start + len(matrix) :]


def _tone(stream: Any, seconds: float) -> list[Any]:
    size = stream.codec_context.frame_size or 960
    packets: list[Any] = []
    for start in range(0, round(48_000 * seconds) - size, size):
        wave = np.sin(2 * math.pi * 440 * (start + np.arange(size)) / 48_000)
        samples = (wave * 8000).astype(np.int16)[np.newaxis]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
        packets += stream.encode(frame)
    return [*packets, *stream.encode(None)]
