"""What encodes the returned pictures, for less of the processor than as aiortc sets it.

The denoiser of VP8 costs a quarter of its time, and footage looks no better for it; x264's usual
preset takes four to seven times as long as this one, for much the same picture at this bit rate.
``python -m benchmarks encoders`` compares them.
"""

import logging
from typing import Any, ClassVar

import av
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.mediastreams import VIDEO_CLOCK_RATE, VIDEO_TIME_BASE, convert_timebase

from transformers.media.limited_range import FORMAT
from transformers.media.planes import planes_of

logger = logging.getLogger(__name__)


class _LeanEncoder:
    """Adds options to aiortc's encoder before it is opened, and keeps each picture's own RTP time.

    aiortc reads the time once the codec has rounded it to its own clock, for H.264 to a thirtieth
    of a second; and VP8 refuses a picture whose time is before that of the first.
    """

    ADDED: ClassVar[dict[str, str]]
    _context: Any = None
    _timestamp: int | None = None  # the last picture's RTP time
    _codec_time = 0  # the same for the codec: it always goes on, whatever time the visitor names
    _failed = False

    @property
    def codec(self) -> Any:
        """The encoder in use; None before the first picture and after a change of size or rate."""
        if self._context is not None and not self._context.is_open:
            self._context.options = self._context.options | self.ADDED
            self._context.time_base = VIDEO_TIME_BASE
        return self._context

    @codec.setter
    def codec(self, context: Any) -> None:
        self._context = context

    def encode(self, frame: Any, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """The payloads of a picture's packets, and its RTP time. The frame is the encoder's then.

        No payloads where the codec refuses the picture: the next one begins anew.
        """
        timestamp = convert_timebase(frame.pts, frame.time_base, VIDEO_TIME_BASE)
        step = 1 if self._timestamp is None else timestamp - self._timestamp
        self._timestamp = timestamp
        self._codec_time += min(max(step, 1), VIDEO_CLOCK_RATE)
        frame.pts, frame.time_base = self._codec_time, VIDEO_TIME_BASE
        try:
            payloads, _ = super().encode(frame, force_keyframe)  # type: ignore[misc]
        except av.error.FFmpegError:
            if not self._failed:
                logger.exception("A picture could not be encoded; it is left out")
            self._failed, self.codec = True, None
            payloads = []
        return payloads, timestamp


class LeanVp8Encoder(_LeanEncoder, Vp8Encoder):
    """VP8 without its denoiser, and quick."""

    ADDED: ClassVar[dict[str, str]] = {"cpu-used": "-11", "noise-sensitivity": "0"}


class LeanH264Encoder(_LeanEncoder, H264Encoder):
    """H.264, which some browsers prefer, at a quick preset."""

    ADDED: ClassVar[dict[str, str]] = {"preset": "superfast"}

    def encode(self, frame: Any, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """The same. x264 takes even sizes only: others get one more line or column."""
        return super().encode(_even(frame), force_keyframe)


def _even(frame: av.VideoFrame) -> av.VideoFrame:
    """The frame, ``yuv420p``; where a side is odd, a copy with its last line or column twice."""
    width, height = frame.width, frame.height
    if width % 2 == height % 2 == 0:
        return frame
    even = av.VideoFrame(width + width % 2, height + height % 2, FORMAT)
    for before, after in zip(planes_of(frame), planes_of(even), strict=True):
        rows, columns = before.shape
        after[:rows, :columns] = before
        after[rows:, :columns] = before[-1:]
        after[:, columns:] = after[:, columns - 1 : columns]
    even.pts, even.time_base = frame.pts, frame.time_base
    return even
