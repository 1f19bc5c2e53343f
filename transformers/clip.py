"""A recorded clip, labelled: read, worked on and written frame by frame, sound and all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import IO, Any

import av
import numpy as np

from models.classifier import Classifier
from transformers.canvas import planar_canvas
from transformers.face import Face
from transformers.faults import Fault, FileError
from transformers.overlay import Overlay
from transformers.pace import Crowd, Pace
from transformers.pipeline import FacePipeline
from transformers.planes import FORMAT, planes_of
from transformers.tracking import Tracker

CONFIRM_AFTER = 2  # sightings, as in a live stream
TICKS = 90_000  # a second: fine enough for any frame rate, even a varying one
QUALITY = {"crf": "23", "preset": "veryfast"}
KEPT_SOUND = ("aac", "mp3")  # what every browser plays from an MP4; the rest becomes AAC
LARGEST_SIDE = 4096  # pixels

OnFrame = Callable[[float, Sequence[Face], av.VideoFrame], bool]


@dataclass(frozen=True)
class ClipInfo:
    """What a clip is, before any of it is decoded."""

    width: int  # pixels, as it is shown
    height: int
    seconds: float  # 0 where the file does not say
    frames: int  # about; 0 where the file does not say
    has_sound: bool


def read_info(source: IO[bytes]) -> ClipInfo:
    """Look at MP4, MOV, WebM or MKV. Raises ``FileError``."""
    with _opened(source) as clip:
        video = _video(clip)
        seconds = float(clip.duration / av.time_base) if clip.duration else 0.0
        rate = float(video.average_rate or 0)
        first = next(_frames(clip, video), None)
        if first is None:
            raise FileError(Fault.CLIP_WITHOUT_PICTURES)
        turned = first.rotation % 180 != 0
        width, height = (first.height, first.width) if turned else (first.width, first.height)
        return ClipInfo(
            width=width,
            height=height,
            seconds=seconds,
            frames=video.frames or round(seconds * rate),
            has_sound=bool(clip.streams.audio),
        )


def annotate(
    source: IO[bytes],
    target: IO[bytes],
    classifier: Classifier,
    overlay: Overlay,
    on_frame: OnFrame,
) -> bool:
    """Write ``source`` to ``target`` as MP4 (H.264, its sound kept), with its faces labelled.

    ``on_frame`` is told the seconds since the clip's start, the faces, and the labelled frame; it
    returns whether to go on. Returns whether the clip was finished. What follows a damaged part is
    left out, as a player would. Raises ``FileError`` where nothing can be read.
    """
    info = read_info(source)
    with _opened(source) as clip, av.open(target, "w", format="mp4") as written:
        video = _video(clip)
        sound = clip.streams.audio[0] if clip.streams.audio else None
        labelled = _Labelled(written, info, classifier, overlay)
        kept = _Sound(written, sound) if sound is not None else None
        streams = [video] if sound is None else [video, sound]
        for packet in _packets(clip, streams):
            if sound is not None and kept is not None and packet.stream is sound:
                kept.write(packet)
                continue
            for frame in _decoded(packet):
                seconds, faces, drawn = labelled.write(frame)
                if not on_frame(seconds, faces, drawn):
                    return False
        if labelled.frames == 0:
            raise FileError(Fault.CLIP_WITHOUT_PICTURES)
        labelled.flush()
        if kept is not None:
            kept.flush()
    return True


class _Labelled:
    """The video of the written clip."""

    def __init__(
        self,
        written: av.container.OutputContainer,
        info: ClipInfo,
        classifier: Classifier,
        overlay: Overlay,
    ) -> None:
        self.frames = 0
        self._written = written
        self._overlay = overlay
        self._now = 0.0
        self._start: float | None = None
        self._last = -1
        self._pipeline = FacePipeline(
            classifier,
            tracker=Tracker(CONFIRM_AFTER),
            clock=lambda: self._now,
            pace=Pace(cores=float("inf"), crowd=Crowd()),  # it waits for nobody
        )
        self._stream = _h264(written, max(info.width & ~1, 2), max(info.height & ~1, 2))

    def write(self, frame: av.VideoFrame) -> tuple[float, list[Face], av.VideoFrame]:
        """Label one frame and encode it; seconds since the first, the faces, and what was drawn."""
        time = frame.time if frame.time is not None else self.frames / 30
        self._start = time if self._start is None else self._start
        self._now = max(time - self._start, 0.0)
        upright = _upright(frame)
        if (upright.width, upright.height) != (self._stream.width, self._stream.height):
            upright = upright.reformat(width=self._stream.width, height=self._stream.height)
        faces = self._pipeline.process(planes_of(upright).y)
        self._overlay.draw(planar_canvas(planes_of(upright)), faces)
        self._last = max(round(self._now * TICKS), self._last + 1)
        upright.pts, upright.time_base = self._last, Fraction(1, TICKS)
        upright.pict_type = av.video.frame.PictureType.NONE
        self._written.mux(self._stream.encode(upright))
        self.frames += 1
        return self._now, faces, upright

    def flush(self) -> None:
        """Write what the encoder holds back."""
        self._written.mux(self._stream.encode(None))


class _Sound:
    """The sound of the written clip: as it was where browsers play it, else as AAC."""

    def __init__(
        self, written: av.container.OutputContainer, source: av.audio.stream.AudioStream
    ) -> None:
        self._written = written
        self._copied = source.codec_context.codec.canonical_name in KEPT_SOUND
        self._stream: Any = (
            written.add_stream_from_template(source)
            if self._copied
            else written.add_stream("aac", rate=48_000, layout="stereo")
        )
        self._resampler = av.AudioResampler("fltp", "stereo", 48_000)

    def write(self, packet: "av.Packet[Any]") -> None:
        """Copy or convert one packet."""
        if self._copied:
            if packet.dts is not None:
                packet.stream = self._stream
                self._written.mux(packet)
            return
        for frame in _decoded(packet):
            for converted in self._resampler.resample(frame):
                self._written.mux(self._stream.encode(converted))

    def flush(self) -> None:
        """Write what the encoder holds back."""
        if not self._copied:
            self._written.mux(self._stream.encode(None))


def _opened(source: IO[bytes]) -> av.container.InputContainer:
    source.seek(0)
    try:
        return av.open(source, "r")
    except (av.error.FFmpegError, ValueError) as error:
        raise FileError(Fault.NO_CLIP, str(error)) from None


def _video(clip: av.container.InputContainer) -> av.video.stream.VideoStream:
    if not clip.streams.video:
        raise FileError(Fault.CLIP_WITHOUT_PICTURES)
    video = clip.streams.video[0]
    if max(video.width, video.height) > LARGEST_SIDE:
        size = f"{video.width} x {video.height}"
        raise FileError(Fault.CLIP_SIZE, size, str(LARGEST_SIDE))
    video.thread_type = "SLICE"
    return video


def _frames(
    clip: av.container.InputContainer, video: av.video.stream.VideoStream
) -> Iterator[av.VideoFrame]:
    for packet in _packets(clip, [video]):
        yield from _decoded(packet)


def _packets(clip: av.container.InputContainer, streams: list[Any]) -> "Iterator[av.Packet[Any]]":
    """In the file's order, up to where it is damaged."""
    packets = clip.demux(streams)
    while True:
        try:
            yield next(packets)
        except (StopIteration, av.error.FFmpegError):
            return


def _decoded(packet: "av.Packet[Any]") -> list[Any]:
    """The packet's frames; none where it is damaged."""
    try:
        return packet.decode()
    except av.error.FFmpegError:
        return []


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
