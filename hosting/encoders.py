"""What encodes the returned pictures, for less of the processor than as aiortc sets it.

The denoiser of VP8 costs a quarter of its time, and footage looks no better for it; x264's usual
preset takes four to seven times as long as this one, for much the same picture at this bit rate.
``python -m benchmarks encoders`` compares them.
"""

from typing import Any, ClassVar

from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder


class _WithOptions:
    """Adds options to the encoder's own before it is opened, which its first picture does."""

    ADDED: ClassVar[dict[str, str]]
    _context: Any = None

    @property
    def codec(self) -> Any:
        """The encoder in use; None before the first picture and after a change of size or rate."""
        if self._context is not None and not self._context.is_open:
            self._context.options = self._context.options | self.ADDED
        return self._context

    @codec.setter
    def codec(self, context: Any) -> None:
        self._context = context


class LeanVp8Encoder(_WithOptions, Vp8Encoder):
    """VP8 without its denoiser, and quick."""

    ADDED: ClassVar[dict[str, str]] = {"cpu-used": "-11", "noise-sensitivity": "0"}


class LeanH264Encoder(_WithOptions, H264Encoder):
    """H.264, which some browsers prefer, at a quick preset."""

    ADDED: ClassVar[dict[str, str]] = {"preset": "superfast"}
