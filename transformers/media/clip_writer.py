"""Writing a labelled clip: MP4 with H.264, and its sound."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector
from transformers.drawing.canvas import planar_canvas
from transformers.drawing.overlay import Overlay
from transformers.media.clip_reader import decoded
from transformers.media.planes import FORMAT, planes_of
from transformers.pace import Pace, StreamRegistry
from transformers.pipeline import FacePipeline
from transformers.types import Face

TICKS = 90_000  # a second: fine enough for any frame rate, even a varying one
QUALITY = {"crf": "23", "preset": "veryfast"}
# Seconds before the clip's start at which its first picture is looked at already, so that it has
# its labels: a face is shown once two looks have found it.
BEFORE_THE_START = (-0.6, -0.4, -0.2)
KEPT_SOUND = ("aac", "mp3")  # what every browser plays from an MP4; the rest becomes AAC


class LabelledVideo:
    """The video of the written clip."""

    def __init__(
        self,
        written: av.container.OutputContainer,
        size: tuple[int, int],
        classifier: Classifier,
        overlay: Overlay,
        detector: FaceDetector | None,
        *,
        baseline: Baseline | None = None,
    ) -> None:
        self.frames = 0
        self._written = written
        self._overlay = overlay
        self._now = 0.0
        self._start: float | None = None
        self._last = -1
        self._pipeline = FacePipeline.for_stream(
            classifier,
            clock=lambda: self._now,
            detector=detector,
            pace=Pace(cores=float("inf"), registry=StreamRegistry()),  # it waits for nobody
        )
        self._pipeline.baseline = baseline
        self._stream = _h264(written, *(max(side & ~1, 2) for side in size))

    def write(self, frame: av.VideoFrame) -> tuple[float, list[Face], av.VideoFrame]:
        """Label one frame and encode it; seconds since the first, the faces, and what was drawn."""
        time = frame.time if frame.time is not None else self.frames / 30
        self._start = time if self._start is None else self._start
        self._now = max(time - self._start, self._now)  # a damaged clip's may go back
        upright = _upright(frame)
        if (upright.width, upright.height) != (self._stream.width, self._stream.height):
            upright = upright.reformat(width=self._stream.width, height=self._stream.height)
        faces = self._look(planes_of(upright).y)
        self._overlay.draw(planar_canvas(planes_of(upright)), faces)
        self._last = max(round(self._now * TICKS), self._last + 1)
        upright.pts, upright.time_base = self._last, Fraction(1, TICKS)
        upright.pict_type = av.video.frame.PictureType.NONE
        self._written.mux(self._stream.encode(upright))
        self.frames += 1
        return self._now, faces, upright

    def _look(self, grey: NDArray[np.uint8]) -> list[Face]:
        """The faces, those of the first frame as if it had stood still for a while."""
        if self.frames == 0:
            first = self._now
            for self._now in BEFORE_THE_START:
                self._pipeline.process(grey)
            self._now = first
        return self._pipeline.process(grey)

    def flush(self) -> None:
        """Write what the encoder holds back."""
        self._written.mux(self._stream.encode(None))


class KeptSound:
    """The sound of the written clip: as it was where browsers play it, else as AAC."""

    def __init__(
        self, written: av.container.OutputContainer, source: av.audio.stream.AudioStream
    ) -> None:
        """Raises ``FFmpegError`` or ``ValueError`` where it cannot be written."""
        self.lost = False
        self._written = written
        self._copied = source.codec_context.codec.canonical_name in KEPT_SOUND
        self._stream: Any = (
            written.add_stream_from_template(source)
            if self._copied
            else written.add_stream("aac", rate=48_000, layout="stereo")
        )
        self._resampler = av.AudioResampler("fltp", "stereo", 48_000)

    def write(self, packet: "av.Packet[Any]") -> None:
        """Copy or convert one packet. What follows a damaged one is left out."""
        self._unless_lost(self._copy if self._copied else self._convert, packet)

    def flush(self) -> None:
        """Write what the encoder holds back."""
        if not self._copied:
            self._unless_lost(self._encode, None)

    def _unless_lost(self, step: Callable[[Any], None], of: Any) -> None:
        if self.lost:
            return
        try:
            step(of)
        except MemoryError:
            raise
        except (av.error.FFmpegError, ValueError):
            self.lost = True

    def _copy(self, packet: "av.Packet[Any]") -> None:
        if packet.dts is not None:
            packet.stream = self._stream
            self._written.mux(packet)

    def _convert(self, packet: "av.Packet[Any]") -> None:
        for frame in decoded(packet):
            for converted in self._resampler.resample(frame):
                self._encode(converted)

    def _encode(self, frame: av.AudioFrame | None) -> None:
        self._written.mux(self._stream.encode(frame))


def kept_sound(
    written: av.container.OutputContainer, source: av.audio.stream.AudioStream | None
) -> KeptSound | None:
    """The clip's sound; None where there is none that can be written."""
    if source is None:
        return None
    try:
        return KeptSound(written, source)
    except MemoryError:
        raise
    except (av.error.FFmpegError, ValueError):
        return None


def _h264(written: av.container.OutputContainer, width: int, height: int) -> Any:
    stream: Any = written.add_stream("libx264", options=QUALITY)
    stream.width, stream.height, stream.pix_fmt = width, height, FORMAT
    stream.codec_context.time_base = Fraction(1, TICKS)
    stream.codec_context.thread_count = 1  # the machine is for the live streams
    return stream


def _upright(frame: av.VideoFrame) -> av.VideoFrame:
    """The frame as it is to be shown, in ``yuv420p`` and with even sides, as H.264 needs."""
    width, height = max(frame.width & ~1, 2), max(frame.height & ~1, 2)
    plain = frame.reformat(width=width, height=height, format=FORMAT)
    quarters = round(frame.rotation / 90) % 4  # counter-clockwise
    size = (height, width) if quarters % 2 else (width, height)
    upright = av.VideoFrame(*size, FORMAT)
    for before, after in zip(planes_of(plain), planes_of(upright), strict=True):
        after[:] = np.rot90(before, quarters)
    return upright
