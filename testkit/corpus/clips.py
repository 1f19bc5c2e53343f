"""Clips of the corpus: how each is written, and what it has to become."""

import math
import os
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np

from testkit.corpus.pixels import frame_of
from testkit.corpus.scene import HEIGHT, WIDTH, scene
from testkit.pictures import Picture

os.environ.setdefault("SVT_LOG", "0")  # the encoder of AV1 tells much otherwise

RATE = 25
SECONDS = 1.6
FLASH_AT = 0.8  # seconds since the clip's start; the beep comes with it
MOMENT = 0.08  # seconds that both last
SOUND_RATE = 48_000
TICK = Fraction(1, 12_800)

# Display matrices (a, b, c, d): a point x, y is shown at ax + cy, bx + dy.
MATRICES = {
    "upright": (1, 0, 0, 1),
    "turned right": (0, 1, -1, 0),
    "upside down": (-1, 0, 0, -1),
    "turned left": (0, -1, 1, 0),
    "mirrored": (-1, 0, 0, 1),
    "flipped": (1, 0, 0, -1),
    "transposed": (0, 1, 1, 0),
    "transposed the other way": (0, -1, -1, 0),
}


@dataclass(frozen=True)
class Clip:
    """A clip, and what is to be seen and heard once it is labelled."""

    name: str
    form: str = "mp4"
    video: str = "libx264"
    pixels: str = "yuv420p"
    sound: str | None = "aac"
    layout: str = "mono"
    sound_rate: int = SOUND_RATE
    size: tuple[int, int] = (WIDTH, HEIGHT)  # shown, in square pixels
    seconds: float = SECONDS
    times: tuple[float, ...] = ()  # of the pictures; RATE a second where there are none
    starts: float = 0.0  # seconds of the file's clock at which the clip starts
    moved: float = 0.0  # seconds by which the muxer lets the tracks begin later, after silence
    late_video: float = 0.0  # seconds after the clip's start at which its pictures begin
    late_sound: float = 0.0
    silent: tuple[float, float] | None = None  # no sound packets between these seconds
    matrix: tuple[int, int, int, int] = MATRICES["upright"]
    aspect: Fraction = Fraction(1)  # of a pixel
    full: bool = False  # range
    colours: tuple[int, int, int] = (2, 2, 2)  # AVCOL_SPC_*, AVCOL_PRI_*, AVCOL_TRC_*; 2: not said
    options: dict[str, str] = field(default_factory=dict, hash=False)  # of the encoder
    container: dict[str, str] = field(default_factory=dict, hash=False)
    change: Callable[[bytes], bytes] | None = None  # of the file
    # What is looked for, beside the size, the length, the sync and that it stands upright:
    has_flash: bool = True
    levels: float | None = 2.0  # how far greys may be from what a player shows
    faces: bool = True
    whole: bool = True  # all of it comes back
    quick: bool = False  # the suite takes it


@cache
def written(clip: Clip) -> bytes:
    """The file."""
    with tempfile.NamedTemporaryFile() as file:  # with a name: some muxers read it again
        _write(clip, file.name)
        content = file.read()
    if clip.matrix != MATRICES["upright"]:
        content = with_matrix(content, clip.matrix)
    return clip.change(content) if clip.change is not None else content


def _write(clip: Clip, path: str) -> None:
    with av.open(path, "w", format=clip.form, options=clip.container) as target:
        pictures = _pictures(target, clip)
        sound = _sound(target, clip)
        packets = [*_encoded(pictures, clip), *(_tones(sound, clip) if sound is not None else [])]
        for packet in sorted(packets, key=lambda one: one.dts * one.time_base):
            target.mux(packet)


def with_matrix(clip: bytes, matrix: tuple[int, int, int, int]) -> bytes:
    """An MP4 whose first track says how its pictures are to be turned or mirrored."""
    a, b, c, d = (number << 16 for number in matrix)
    start = clip.index(b"tkhd") + 4 + 40
    told = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    return clip[:start] + told + clip[start + len(told) :]


def as_stored(picture: Picture, matrix: tuple[int, int, int, int]) -> Picture:
    """The picture that ``matrix`` turns into ``picture``."""
    a, b, c, d = matrix
    if a:
        stored = picture[:: 1 if d > 0 else -1, :: 1 if a > 0 else -1]
    else:
        stored = picture[:: 1 if b > 0 else -1, :: 1 if c > 0 else -1].transpose(1, 0, 2)
    return np.ascontiguousarray(stored)


def _pictures(target: Any, clip: Clip) -> Any:
    stream = target.add_stream(clip.video, rate=RATE, options=_options(clip))
    width, height = clip.size if clip.matrix[0] else clip.size[::-1]
    wide = clip.aspect > 1
    stream.width = round(width / clip.aspect) if wide else width
    stream.height = height if wide else round(height * clip.aspect)
    stream.pix_fmt = clip.pixels
    stream.codec_context.time_base = Fraction(1, RATE) if _fixed(clip) else TICK
    stream.codec_context.thread_count = 1
    if clip.aspect != 1:
        stream.sample_aspect_ratio = clip.aspect
        stream.codec_context.sample_aspect_ratio = clip.aspect
    context = stream.codec_context
    context.colorspace, context.color_primaries, context.color_trc = clip.colours
    context.color_range = 2 if clip.full else 1
    return stream


def _fixed(clip: Clip) -> bool:
    return clip.video in ("mpeg2video", "mpeg4", "h263", "dnxhd")


def _options(clip: Clip) -> dict[str, str]:
    usual = {
        "libx264": {"crf": "8", "preset": "veryfast"},
        "libx265": {"crf": "8", "preset": "ultrafast", "x265-params": "log-level=none:pools=1"},
        "libvpx": {"deadline": "realtime", "cpu-used": "8", "b": "4M"},
        "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "10", "b": "0"},
        "libsvtav1": {"preset": "12", "crf": "12", "svtav1-params": "lp=1"},
        "mjpeg": {"qmin": "2", "qmax": "2"},
        "mpeg4": {"qmin": "2", "qmax": "2"},
        "mpeg2video": {"qmin": "2", "qmax": "2"},
        "h263": {"qmin": "2", "qmax": "2"},
    }
    return usual.get(clip.video, {}) | clip.options


def times_of(clip: Clip) -> tuple[float, ...]:
    """Of its pictures, in seconds since the clip's start."""
    if clip.times:
        return clip.times
    count = round((clip.seconds - clip.late_video) * RATE)
    return tuple(clip.late_video + number / RATE for number in range(count))


def _encoded(stream: Any, clip: Clip) -> list[Any]:
    times = times_of(clip)
    ends = (*times[1:], clip.seconds)
    packets: list[Any] = []
    stretched = (round(clip.size[0]), clip.size[1])
    for begin, end in zip(times, ends, strict=True):
        flash = FLASH_AT - 1e-6 <= begin < FLASH_AT + MOMENT - 1e-6
        picture = as_stored(scene(*stretched, flash=flash), clip.matrix)
        if clip.aspect != 1:
            picture = scene(stream.width, stream.height, flash=flash)
        frame = frame_of(
            picture,
            clip.pixels,
            matrix=_matrix(clip),
            full=clip.full,
            transfer=clip.colours[2],
        )
        base = stream.codec_context.time_base
        frame.pts, frame.time_base = round((begin + clip.starts) / base), base
        frame.duration = max(round((end - begin) / base), 1)
        frame.colorspace, frame.color_primaries, frame.color_trc = clip.colours
        frame.color_range = 2 if clip.full else 1
        packets += stream.encode(frame)
    packets += stream.encode(None)
    by_start = {
        round((begin + clip.starts) / base): end - begin
        for begin, end in zip(times, ends, strict=True)
    }
    for packet in packets:
        if packet.pts in by_start:
            packet.duration = round(by_start[packet.pts] / base)
    return packets


def _matrix(clip: Clip) -> int:
    """By which a player reads it."""
    if clip.colours[0] != 2:
        return clip.colours[0]
    return 1 if clip.size[1] >= 720 else 6


def _sound(target: Any, clip: Clip) -> Any:
    if clip.sound is None:
        return None
    return target.add_stream(clip.sound, rate=clip.sound_rate, layout=clip.layout)


def _tones(stream: Any, clip: Clip) -> list[Any]:
    size = stream.codec_context.frame_size or 960
    rate, packets = clip.sound_rate, []
    channels = len(stream.codec_context.layout.channels)
    for start in range(round(clip.late_sound * rate), round(rate * clip.seconds), size):
        if clip.silent and clip.silent[0] <= start / rate < clip.silent[1]:
            continue
        times = (start + np.arange(size)) / rate
        beep = (times >= FLASH_AT) & (times < FLASH_AT + MOMENT)
        wave = np.sin(2 * math.pi * 1000 * times) * np.where(beep, 24_000, 0)
        samples = np.repeat(wave.astype(np.int16), channels)[np.newaxis]
        frame = av.AudioFrame.from_ndarray(samples, "s16", clip.layout)
        frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
        frame.pts = start + round(clip.starts * rate)
        packets += stream.encode(frame)
    return [*packets, *stream.encode(None)]
