"""What it costs to encode the returned picture, and how good it is, on several kinds of scene."""

import time
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from aiortc.codecs.h264 import H264Encoder, h264_depayload
from aiortc.codecs.vpx import Vp8Encoder, vp8_depayload
from numpy.typing import NDArray

from benchmarks.report import Rows
from benchmarks.scenes import HEIGHT, NOISE, RATE, WIDTH
from hosting.encoders import LeanH264Encoder, LeanVp8Encoder
from hosting.webrtc_compat import Bounds
from testkit.pictures import coffee_table, place_head
from transformers.types import Box

KILOBITS = Bounds().kilobits  # a second
TITLE = f"milliseconds of CPU to encode 640x480, and PSNR of what comes back, at {KILOBITS} kbit/s"
FRAMES = 150
ENCODERS: dict[str, Callable[[], Any]] = {
    "VP8 as aiortc sets it": Vp8Encoder,
    "VP8": LeanVp8Encoder,
    "H.264 as aiortc sets it": H264Encoder,
    "H.264": LeanH264Encoder,
}

Picture = NDArray[np.uint8]


def measure(video: Path | None = None) -> Rows:
    """A row for each encoder and scene."""
    scenes = {name: list(frames()) for name, frames in SCENES.items()}
    if video is not None:
        scenes[video.name] = list(_footage(video))
    return [
        {"scene": scene, "encoder": name, **_row(make(), frames)}
        for scene, frames in scenes.items()
        for name, make in ENCODERS.items()
    ]


def _row(encoder: Any, frames: list[av.VideoFrame]) -> dict[str, float]:
    encoder.target_bitrate = 1000 * KILOBITS
    is_vp8 = isinstance(encoder, Vp8Encoder)
    unpack = vp8_depayload if is_vp8 else h264_depayload
    decoder: Any = av.CodecContext.create("libvpx" if is_vp8 else "h264", "r")
    spent, quality, size = [], [], 0
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        frame.pict_type = av.video.frame.PictureType.NONE
        begun = time.process_time()
        payloads, _ = encoder.encode(frame)
        spent.append(time.process_time() - begun)
        size += sum(map(len, payloads))
        for shown in decoder.decode(av.Packet(b"".join(map(unpack, payloads)))):
            quality.append(_psnr(frame, shown))
    return {
        "ms, median": 1000 * float(np.median(spent)),
        "PSNR, dB": float(np.mean(quality[RATE:])),  # once the rate has settled
        "kbit/s": 8 * size / 1000 / (len(frames) / RATE),
    }


def _psnr(sent: av.VideoFrame, shown: av.VideoFrame) -> float:
    """Of the brightness."""
    planes = (frame.to_ndarray()[:HEIGHT].astype(np.float64) for frame in (sent, shown))
    error = float(np.square(np.subtract(*planes)).mean())
    return 10 * float(np.log10(255**2 / max(error, 1e-3)))


def _talking() -> Iterator[av.VideoFrame]:
    yield from _filmed(_heads(sway=20))


def _dark() -> Iterator[av.VideoFrame]:
    yield from _filmed((picture // 5 for picture in _heads(sway=20)), noise=2 * NOISE)


def _hasty() -> Iterator[av.VideoFrame]:
    yield from _filmed(_heads(sway=200))


def _screen() -> Iterator[av.VideoFrame]:
    """Text that scrolls."""
    page = np.full((HEIGHT + FRAMES * 4, WIDTH, 3), 250, dtype=np.uint8)
    for line in range(page.shape[0] // 18):
        text = f"{line}: the quick brown fox jumps over the lazy dog {line * 7919}"
        cv2.putText(page, text, (8, 18 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (30, 30, 30), 1)
    yield from _filmed((page[4 * step : 4 * step + HEIGHT] for step in range(FRAMES)), noise=0)


def _heads(sway: float) -> Iterator[Picture]:
    for step in range(FRAMES):
        scene = coffee_table(HEIGHT, WIDTH)
        x = 230 + sway * float(np.sin(2 * np.pi * step / RATE))
        place_head(scene, Box(round(x), 160, 170, 170))
        yield scene


def _footage(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as clip:
        pictures = (
            cv2.resize(frame.to_ndarray(format="bgr24"), (WIDTH, HEIGHT))
            for frame in clip.decode(video=0)
        )
        yield from _filmed(np.asarray(picture, np.uint8) for picture in pictures)


def _filmed(pictures: Iterable[Picture], noise: float = NOISE) -> Iterator[av.VideoFrame]:
    random = np.random.default_rng(7)
    for picture in pictures:
        noisy = picture + random.normal(0, noise, picture.shape) if noise else picture
        clean = np.clip(noisy, 0, 255).astype(np.uint8)
        yield av.VideoFrame.from_ndarray(clean, format="bgr24").reformat(format="yuv420p")


SCENES = {
    "a talking head": _talking,
    "in the dark": _dark,
    "moving fast": _hasty,
    "text that scrolls": _screen,
}
