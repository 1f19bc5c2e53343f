"""Live streams of any pictures, through the real parts between the jitter buffer and the packets.

Each case is one start: decoder thread, remote track, relay, live track and encoder thread, as the
app joins them. Pixel format, size, range, matrix, order of times and pace change in mid-stream. A
crash of FFmpeg's ends the process, so cases run in child processes, each of which tells a case
before it begins.
"""

import asyncio
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import av
import numpy as np
from aiortc.codecs import get_encoder
from aiortc.codecs.h264 import h264_depayload
from aiortc.codecs.vpx import vp8_depayload
from aiortc.contrib.media import MediaRelay
from aiortc.jitterbuffer import JitterFrame
from aiortc.mediastreams import VIDEO_TIME_BASE, MediaStreamError
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.rtcrtpreceiver import decoder_worker
from av.video.format import names as pixel_formats  # type: ignore[attr-defined]

from benchmarks.fuzz.mutations import broken
from benchmarks.fuzz.outcome import Budget, Tally
from hosting import webrtc_compat
from hosting.encoder_thread import EncoderThread
from hosting.live_track import LiveTrack
from models.classifier import Classifier, load_classifier
from transformers.processor import EmotionVideoTransformer, LiveOptions

CHILD = ("-m", "benchmarks.fuzz.live")
CASES_A_CHILD = 60
BEGINS = "begins"  # what a child says of a case first
LAST_WITHIN = 30.0  # seconds, for the last picture to come back
CHILD_SECONDS = 600.0
RAW, VP8, H264 = "raw", "VP8", "H264"
WAYS = tuple((sent, returned) for returned in (VP8, H264) for sent in (RAW, VP8, H264))
CODECS = {name: RTCRtpCodecParameters(f"video/{name}", 90_000) for name in (VP8, H264)}
DECODERS = {VP8: "libvpx", H264: "h264"}
UNPACK = {VP8: vp8_depayload, H264: h264_depayload}
OPTIONS = {
    VP8: {"deadline": "realtime", "lag-in-frames": "0", "cpu-used": "-11"},
    H264: {"tune": "zerolatency", "preset": "ultrafast"},
}
SIZES = (
    *((1, 1), (1, 7), (2, 2), (3, 5), (16, 16), (17, 33), (64, 48), (160, 120), (161, 121)),
    *((320, 240), (240, 320), (641, 361)),
)
PIXELS = {
    RAW: tuple(sorted(pixel_formats)),
    VP8: ("yuv420p",),
    H264: (
        *("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "gray"),
        *("yuv420p10le", "yuv422p10le", "yuv444p10le", "gray10le"),
    ),
}
STEPS = (3000, 3000, 3000, 1500, 90, 1, 0, 90_000, -3000, 1 << 32, -(1 << 31))  # of RTP time
PAUSES = (0, 0, 0.002, 0.005, 0.03)  # seconds between two pictures


@dataclass(frozen=True)
class Scene:
    """Some pictures of one kind."""

    pixels: str
    size: tuple[int, int]
    colour_range: int
    matrix: int
    times: tuple[int, ...]  # of RTP


def scenes_of(sent: str, random: Random) -> list[Scene]:
    """Up to three of any kind; the last is plain, so that its pictures have to come back."""
    kinds = []
    for _ in range(random.randint(1, 3)):
        full_range = sent != VP8 and random.random() < 0.3
        pixels = "yuvj420p" if full_range else random.choice(PIXELS[sent])
        width, height = random.choice(SIZES)
        if sent == H264 and "444" not in pixels:  # x264 takes no odd ones
            width, height = width + width % 2, height + height % 2
        kinds.append((pixels, (width, height), random.randrange(3), random.randrange(18)))
    scenes, at = [], 0
    for kind in (*kinds, ("yuv420p", (64, 48), 0, 2)):
        times = []
        for _ in range(random.randint(1, 4)):
            at += random.choice(STEPS)
            times.append(at)
        scenes.append(Scene(*kind, tuple(times)))
    highest = max(time for scene in scenes for time in scene.times)
    scenes.append(Scene("yuv420p", (64, 48), 0, 2, (highest + 3000,)))
    return scenes


def frames_of(scenes: Sequence[Scene], random: Random) -> Iterator[tuple[av.VideoFrame, int]]:
    """Noise, each with its time; none of pixels that are in no memory of ours."""
    for scene in scenes:
        for at in scene.times:
            try:
                frame = av.VideoFrame(*scene.size, scene.pixels)
            except ValueError:
                continue
            for plane in frame.planes:
                memory = np.frombuffer(memoryview(plane), np.uint8)
                memory[:] = np.frombuffer(random.randbytes(memory.size), np.uint8)
                if scene.pixels.endswith("10le"):  # x264 ends the process on what is above
                    memory.view(np.uint16)[:] &= 1023
            frame.color_range, frame.colorspace = scene.colour_range, scene.matrix
            frame.pts, frame.time_base = at, VIDEO_TIME_BASE
            yield frame, at


def packets_of(
    sent: str, scenes: Sequence[Scene], random: Random
) -> Iterator[tuple[JitterFrame, int]]:
    """The same encoded, a few of them broken."""
    for scene in scenes:
        encoder: Any = av.CodecContext.create("libvpx" if sent == VP8 else "libx264", "w")
        encoder.width, encoder.height = scene.size
        encoder.pix_fmt, encoder.time_base = scene.pixels, Fraction(1, 30)
        encoder.color_range, encoder.colorspace = scene.colour_range, scene.matrix
        encoder.options = OPTIONS[sent]
        for number, (frame, at) in enumerate(frames_of([scene], random)):
            frame.pts, frame.time_base = number, Fraction(1, 30)
            content = b"".join(bytes(packet) for packet in encoder.encode(frame))
            if scene not in scenes[-2:] and random.random() < 0.1:
                content = broken(content, [], random)
            yield JitterFrame(content, at), at


class Sender:
    """Encodes what comes back, and looks at it as a browser would."""

    def __init__(self, codec: str, random: Random) -> None:
        self.times: list[int] = []
        self._codec, self._random = codec, random
        self._encoder: Any = get_encoder(CODECS[codec])
        self._decoder: Any = av.CodecContext.create(DECODERS[codec], "r")
        self._thread = EncoderThread()

    async def run(self, track: Any, until: int) -> None:
        """Up to the picture of that time."""
        while self.times[-1:] != [until]:
            frame = await track.recv()
            size = frame.width, frame.height
            payloads, timestamp = await self._thread.run_in_executor(
                None, self._encoder.encode, frame, self._random.random() < 0.1
            )
            self.times.append(timestamp)
            packet = av.Packet(b"".join(map(UNPACK[self._codec], payloads)))
            (shown,) = self._decoder.decode(packet)
            even = (size[0] + size[0] % 2, size[1] + size[1] % 2)
            if (shown.width, shown.height) not in (size, even):
                raise ValueError(f"{shown.width, shown.height} for a picture of {size}")

    def end(self) -> None:
        """And its thread."""
        self._thread.end()


async def play(case: str, classifier: Classifier) -> str:
    """One start; how it ended. Raises what no picture may do to the app."""
    random = Random(case)  # noqa: S311  # to come again, not to be secret
    sent, returned = WAYS[int(case.rsplit("-", 1)[1]) % len(WAYS)]
    scenes = scenes_of(sent, random)
    loop = asyncio.get_running_loop()
    remote, relay = webrtc_compat.RemoteTrack("video"), MediaRelay()
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    live = LiveTrack(relay.subscribe(remote), transformer)
    lost = threading.Event()
    encoded = webrtc_compat.EncodedFrames(lost.set, remote.refuse)
    decoder = threading.Thread(target=decoder_worker, args=(loop, encoded, remote._queue, lost))
    decoder.start()
    times = []

    def film() -> None:
        for frame, at in frames_of(scenes, random):
            times.append(at)
            asyncio.run_coroutine_threadsafe(remote._queue.put(frame), loop)
            time.sleep(random.choice(PAUSES))

    def film_encoded() -> None:
        for packet, at in packets_of(sent, scenes, random):
            times.append(at)
            encoded.put((CODECS[sent], packet))
            time.sleep(random.choice(PAUSES))

    sender = Sender(returned, Random(case))  # noqa: S311
    filming = asyncio.ensure_future(asyncio.to_thread(film if sent == RAW else film_encoded))
    outcome = f"{sent} in, {returned} out"
    try:
        last = scenes[-1].times[-1]
        await asyncio.wait_for(sender.run(relay.subscribe(live), last), LAST_WITHIN)
    except MediaStreamError:
        if not remote.too_large:
            raise
        outcome = "too large"
    finally:
        await filming
        live.stop()
        remote.stop()
        sender.end()
        encoded.put(None)
        await asyncio.to_thread(decoder.join)
    if transformer.status.errors:
        raise ValueError(f"{transformer.status.errors} frames could not be labelled")
    left = iter(times)
    if not all(at in left for at in sender.times):  # each once, in the order in which they came
        raise ValueError(f"sent at {times}, returned at {sender.times}")
    return outcome


def fuzz(tally: Tally, budget: Budget, start: str) -> None:
    """Play one stream after another, in children; what ends a child is a surprise too."""
    began = time.monotonic()
    while budget.lasts(tally):
        _child(tally, start, min(CASES_A_CHILD, budget.cases - tally.cases), budget.until)
    tally.seconds = time.monotonic() - began


def _child(tally: Tally, start: str, cases: int, until: float) -> None:
    """Go on with so many cases in a child, or as far as it comes."""
    seconds = min(max(until - time.monotonic(), 1.0), CHILD_SECONDS)
    numbers = [str(tally.cases), str(cases), str(seconds)]
    command = [sys.executable, *CHILD, f"{tally.kind}-{start}", *numbers]
    try:
        child = subprocess.run(  # noqa: S603
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds + 2 * LAST_WITHIN,
            check=False,
        )
        told, end = child.stdout, f"the process ended with {child.returncode}"
        ended_well = child.returncode == 0
    except subprocess.TimeoutExpired as error:
        told, end, ended_well = error.stdout or b"", "it hangs", False
    case = ""
    for line in told.decode().splitlines():
        what, name, *rest = line.split("\t")
        if what == BEGINS:
            case = name
        elif what == "surprise":
            tally.surprised(name, rest[0], b"")
            case = ""
        else:
            tally.add(name, what, float(rest[0]))
            case = ""
    if not ended_well:
        tally.surprised(case or f"{tally.kind}-{start}-end-{tally.cases}", end, b"")


def main(start: str, first: int, cases: int, seconds: float) -> None:
    """A child: play so many streams, for so long at most, and tell of each."""
    logging.disable(logging.CRITICAL)
    webrtc_compat.install(webrtc_compat.Bounds())
    classifier = load_classifier()
    until = time.monotonic() + seconds
    for number in range(first, first + cases):
        case, began = f"{start}-{number}", time.monotonic()
        if number > first and began > until:
            return
        print(BEGINS, case, sep="\t", flush=True)
        try:
            outcome = asyncio.run(play(case, classifier))
        except Exception as error:
            why = " ".join(f"{type(error).__name__}: {error}".split())
            print("surprise", case, why, sep="\t", flush=True)
        else:
            print(outcome, case, time.monotonic() - began, sep="\t", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
