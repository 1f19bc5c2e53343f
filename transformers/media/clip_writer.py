"""Writing a labelled clip: MP4 with H.264, and its sound."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange
from numpy.typing import NDArray

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector
from transformers.drawing.canvas import planar_canvas
from transformers.drawing.overlay import Overlay
from transformers.media.clip_reader import decoded
from transformers.media.display import Display, Upright
from transformers.media.limited_range import FORMAT
from transformers.media.planes import planes_of
from transformers.pace import Pace, StreamRegistry
from transformers.pipeline import FacePipeline
from transformers.types import Face

TICKS = 90_000  # a second: fine enough for any frame rate, even a varying one
# Looking less far ahead costs no quality that can be seen, and takes a third less memory.
QUALITY = {"crf": "23", "preset": "veryfast", "rc-lookahead": "4", "bf": "1"}
# Seconds before a picture that follows no other, or only after a while, at which it is looked at
# already, so that it has its labels: a face is shown once two looks have found it.
LOOKS_BEFORE = (0.6, 0.4, 0.2)
UNKNOWN = 1 / 30  # seconds that a picture is shown, where nothing tells
LONGEST_SHOWN = 20_000.0  # seconds: a packet's duration has 31 bits
KEPT_SOUND = ("aac", "mp3")  # what every browser plays from an MP4; the rest becomes AAC
SOUND_RATE = 48_000
LONGEST_PACKET = 5.0  # seconds of sound: no encoder puts as much into one
LEEWAY = SOUND_RATE // 50  # samples by which sound may miss its time before it is put right


class LabelledVideo:
    """The video of the written clip."""

    def __init__(
        self,
        written: av.container.OutputContainer,
        display: Display,
        classifier: Classifier,
        overlay: Overlay,
        detector: FaceDetector | None,
        *,
        baseline: Baseline | None = None,
    ) -> None:
        self.frames = 0
        self._written = written
        self._overlay = overlay
        self._now = 0.0  # seconds since the clip's start
        self._shown = UNKNOWN  # seconds for which the latest picture is shown
        self._last = -1
        self._begun = False  # the encoder gave its first packet
        self._delay = 0  # ticks by which pictures are decoded before they are shown
        self._pipeline = FacePipeline.for_stream(
            classifier,
            clock=lambda: self._now,
            detector=detector,
            pace=Pace(cores=float("inf"), registry=StreamRegistry()),  # it waits for nobody
        )
        self._pipeline.baseline = baseline
        self._upright = Upright(display)
        self._stream = _h264(written, display)

    @property
    def seconds(self) -> float:
        """Until the end of the latest picture."""
        return self._now + self._shown

    def write(
        self, frame: av.VideoFrame, origin: Fraction
    ) -> tuple[float, list[Face], av.VideoFrame]:
        """Label one frame and encode it; its seconds, the faces, and what was drawn.

        The clip starts at ``origin``, in the frame's own time.
        """
        before, now = self._now, self.frames * UNKNOWN
        self._shown = 0.0
        if frame.pts is not None and frame.time_base is not None:
            now = float(frame.pts * frame.time_base - origin)
            self._shown = max(float(frame.duration * frame.time_base), 0.0)
        self._now = max(now, before)  # a damaged clip's may go back
        upright = self._upright(frame)
        faces = self._look(planes_of(upright).y, before)
        self._overlay.draw(planar_canvas(planes_of(upright)), faces)
        self._last = max(round(self._now * TICKS), self._last + 1)
        upright.pts, upright.time_base = self._last, Fraction(1, TICKS)
        self._written.mux(self._encoded(upright))
        self.frames += 1
        return self._now, faces, upright

    def _look(self, grey: NDArray[np.uint8], before: float) -> list[Face]:
        """The faces; after a while without a picture as if this one had stood still for a while."""
        now = self._now
        if self.frames == 0 or now - before > max(LOOKS_BEFORE):
            for early in LOOKS_BEFORE:
                self._now = now - early
                self._pipeline.process(grey)
            self._now = now
        return self._pipeline.process(grey)

    def flush(self, end: float | None, longest: float) -> None:
        """Write what the encoder holds back.

        The last picture is shown until the ``end``, in seconds since the clip's start; None where
        the file does not say. The clip is at most ``longest``, whatever the file says.
        """
        if end is not None:
            self._shown = max(end - self._now, 0.0)
        self._shown = min(self._shown or UNKNOWN, max(longest - self._now, 0.0), LONGEST_SHOWN)
        packets, shown = self._encoded(None), round(self._shown * TICKS)
        for packet in packets:
            if packet.pts == self._last:
                packet.duration = shown
            elif packet is packets[-1]:
                # The track lasts as long as all packets together.
                packet.duration = max(self._last + shown - packet.dts - self._delay, 1)
        self._written.mux(packets)

    def _encoded(self, frame: av.VideoFrame | None) -> list[Any]:
        packets: list[Any] = self._stream.encode(frame)
        if packets and not self._begun:
            self._begun, self._delay = True, packets[0].pts - packets[0].dts
        return packets


class KeptSound:
    """The sound of the written clip: as it was where browsers play it, else as AAC."""

    def __init__(
        self,
        written: av.container.OutputContainer,
        source: av.audio.stream.AudioStream,
        origin: Fraction,
    ) -> None:
        """The clip starts at ``origin``, in the time of ``source``.

        Raises ``FFmpegError`` or ``ValueError`` where it cannot be written.
        """
        self.lost = False
        self.seconds = 0.0  # until the end of what was written
        self._origin = origin
        self._written = written
        self._copied = source.codec_context.codec.canonical_name in KEPT_SOUND
        self._stream: Any = (
            written.add_stream_from_template(source)
            if self._copied
            else written.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        )
        self._resampler = av.AudioResampler("fltp", "stereo", SOUND_RATE)
        self._held = av.AudioFifo()  # less than the encoder takes at once
        self._end: int | None = None  # of the sound so far, in samples since the clip's start

    def write(self, packet: "av.Packet[Any]") -> None:
        """Copy or convert one packet. What follows a damaged one is left out."""
        self._unless_lost(self._copy if self._copied else self._convert, packet)

    def flush(self) -> None:
        """Write what the encoder holds back."""
        if not self._copied:
            self._unless_lost(self._finish, None)

    def _unless_lost(self, step: Callable[[Any], None], of: Any) -> None:
        if self.lost:
            return
        try:
            step(of)
        except MemoryError:
            raise
        except (av.error.FFmpegError, OverflowError, ValueError):  # times of any size
            self.lost = True

    def _copy(self, packet: "av.Packet[Any]") -> None:
        if packet.pts is None or packet.dts is None or packet.time_base is None:
            return
        shift = round(self._origin / packet.time_base)
        packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
        if not 0 <= (packet.duration or 0) * packet.time_base <= LONGEST_PACKET:
            packet.duration = 0  # the next one's time tells
        end = (packet.pts + (packet.duration or 0)) * packet.time_base
        packet.stream = self._stream
        self._written.mux(packet)
        self.seconds = max(self.seconds, float(end))

    def _convert(self, packet: "av.Packet[Any]") -> None:
        for frame in decoded(packet):
            for converted in self._resampler.resample(frame):
                self._put(converted)

    def _put(self, frame: av.AudioFrame) -> None:
        """At its time: gaps become silence, and what comes twice is left out."""
        samples = np.asarray(frame.to_ndarray(), np.float32)
        begin = self._end or 0
        if frame.pts is not None and frame.time_base is not None:
            begin = round((frame.pts * frame.time_base - self._origin) * SOUND_RATE)
        if self._end is None:
            self._end = max(begin, 0)
        if begin + samples.shape[1] < self._end - LEEWAY:
            raise ValueError("sound that goes back in time")
        while begin - self._end > LEEWAY:
            self._add(np.zeros((2, min(begin - self._end, SOUND_RATE)), np.float32))
        early = self._end - begin
        self._add(samples[:, early if early > LEEWAY else 0 :])

    def _add(self, samples: NDArray[np.float32]) -> None:
        if samples.shape[1] == 0 or self._end is None:
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", "stereo")
        frame.sample_rate = SOUND_RATE
        self._held.write(frame)
        self._end += samples.shape[1]
        self.seconds = self._end / SOUND_RATE
        self._encode_held(self._stream.codec_context.frame_size)

    def _encode_held(self, size: int, *, all_of_it: bool = False) -> None:
        while self._end is not None and (frame := self._held.read(size, all_of_it)):
            frame.pts = self._end - self._held.samples - frame.samples
            frame.time_base = Fraction(1, SOUND_RATE)
            self._written.mux(self._stream.encode(frame))

    def _finish(self, _: None) -> None:
        self._encode_held(self._stream.codec_context.frame_size, all_of_it=True)
        self._written.mux(self._stream.encode(None))


def kept_sound(
    written: av.container.OutputContainer,
    source: av.audio.stream.AudioStream | None,
    origin: Fraction,
) -> KeptSound | None:
    """The clip's sound; None where there is none that can be written."""
    if source is None:
        return None
    try:
        return KeptSound(written, source, origin)
    except MemoryError:
        raise
    except (av.error.FFmpegError, ValueError):
        return None


def _h264(written: av.container.OutputContainer, display: Display) -> Any:
    stream: Any = written.add_stream("libx264", options=QUALITY)
    stream.width, stream.height, stream.pix_fmt = display.width, display.height, FORMAT
    context = stream.codec_context
    context.time_base = Fraction(1, TICKS)
    context.thread_count = 1  # the machine is for the live streams
    context.color_range = ColorRange.MPEG
    context.colorspace, context.color_primaries, context.color_trc = display.colours
    return stream
