"""What the visitors without a browser send: marked frames that are encoded beforehand.

So many visitors fit beside the server that is measured.
"""

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from aiortc import MediaStreamTrack

from benchmarks.marks import NUMBERS, mark
from benchmarks.scenes import HEIGHT, RATE, WIDTH, footage, moving_faces
from transformers.media.planes import planes_of

BIT_RATE = 1_500_000
FRAMES = 2 * NUMBERS  # whole turns through the marks, so that the loop has no leap in them


class Film(MediaStreamTrack):
    """Encoded frames, in a loop, at their own pace."""

    kind = "video"

    def __init__(self, packets: list[bytes]) -> None:
        super().__init__()
        self._packets = packets
        self._sent = 0
        self._start = 0.0
        self.times: deque[tuple[int, float]] = deque(maxlen=NUMBERS // 2)  # number, when sent

    async def recv(self) -> Any:
        """The next frame, when it is due."""
        if self._sent == 0:
            self._start = time.monotonic()
        await asyncio.sleep(max(0.0, self._start + self._sent / RATE - time.monotonic()))
        packet = av.Packet(self._packets[self._sent % len(self._packets)])
        packet.pts, packet.time_base = self._sent, Fraction(1, RATE)
        self.times.append((self._sent % len(self._packets) % NUMBERS, time.monotonic()))
        self._sent += 1
        return packet


def encoded(video: Path | None = None) -> list[bytes]:
    """A film as VP8 with a mark in each frame: of a clip, or of one drawn face that moves."""
    encoder = _browsers_encoder()
    packets: list[bytes] = []
    drawn = (frame for frame, _ in moving_faces(1, FRAMES))
    for step, frame in enumerate(drawn if video is None else footage(video, FRAMES)):
        mark(planes_of(frame).y, step % NUMBERS)
        frame.time_base = Fraction(1, RATE)
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets + [bytes(packet) for packet in encoder.encode(None)]


def as_received(frames: Iterable[av.VideoFrame]) -> Iterator[av.VideoFrame]:
    """Frames as a server has them: compressed by a browser, and decoded."""
    encoder, decoder = _browsers_encoder(), av.CodecContext.create("libvpx", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    for frame in frames:
        frame.time_base = Fraction(1, RATE)
        for packet in encoder.encode(frame):
            yield from decoder.decode(packet)


def _browsers_encoder() -> av.VideoCodecContext:
    """VP8 as fast as it comes, each frame at once."""
    encoder = av.CodecContext.create("libvpx", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height = WIDTH, HEIGHT
    encoder.pix_fmt, encoder.bit_rate = "yuv420p", BIT_RATE
    encoder.time_base, encoder.framerate = Fraction(1, RATE), Fraction(RATE)
    encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    encoder.gop_size = NUMBERS
    return encoder
