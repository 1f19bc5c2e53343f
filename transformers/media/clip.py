"""A recorded clip, labelled: read, worked on and written frame by frame, sound and all."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

import av

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip_reader import (
    check_size,
    decoded,
    end_of,
    frames_of,
    open_clip,
    origin_of,
    packets_of,
    readable_sound,
    seconds_of,
    video_of,
)
from transformers.media.clip_writer import LabelledVideo, kept_sound
from transformers.media.display import Display, display_of
from transformers.media.photo import Afford, no_limit
from transformers.types import Face

OnFrame = Callable[[Sequence[Face], float, av.VideoFrame], bool]


@dataclass(frozen=True)
class ClipLimits:
    """What is worked on at most."""

    seconds: float = math.inf  # of the clip
    frames: float = math.inf


@dataclass(frozen=True)
class Done:
    """How a clip's work ended."""

    finished: bool
    seconds: float = 0.0  # how long the labelled clip is
    sound_lost: bool = False  # it has a sound track that nothing here can read


NO_LIMITS = ClipLimits()


@dataclass(frozen=True)
class ClipInfo:
    """What a clip is, before any of it is decoded."""

    width: int  # pixels, as it is shown
    height: int
    seconds: float | None  # None where the file does not say
    has_sound: bool


def read_info(source: IO[bytes], afford: Afford = no_limit) -> ClipInfo:
    """Look at MP4, MOV, WebM or MKV. Raises ``FileError``."""
    with open_clip(source) as clip:
        video, sound = video_of(clip, afford), readable_sound(clip)
        display = _display(clip, video, afford)
        return ClipInfo(
            width=display.width,
            height=display.height,
            seconds=seconds_of(clip, _read(video, sound)),
            has_sound=bool(clip.streams.audio),
        )


def _display(
    clip: av.container.InputContainer, video: av.video.stream.VideoStream, afford: Afford
) -> Display:
    """How the first picture is shown; it is decoded for that. Raises ``FileError``."""
    first = next(frames_of(clip, video), None)
    if first is None:
        raise FileError(Fault.CLIP_WITHOUT_PICTURES)
    check_size(first.width, first.height, afford)
    display = display_of(first, video.sample_aspect_ratio)
    check_size(display.width, display.height, afford)
    return display


def _read(video: Any, sound: Any) -> list[Any]:
    """The tracks that are read."""
    return [video] if sound is None else [video, sound]


def annotate(
    source: IO[bytes],
    target: IO[bytes],
    classifier: Classifier,
    overlay: Overlay,
    on_frame: OnFrame,
    *,
    detector: FaceDetector | None = None,
    baseline: Baseline | None = None,
    limits: ClipLimits = NO_LIMITS,
    afford: Afford = no_limit,
) -> Done:
    """Write ``source`` to ``target`` as MP4 (H.264, its sound kept), with its faces labelled.

    The ``baseline`` is that of the main face.
    ``on_frame`` is told the faces, the seconds since the clip's start, and the labelled frame; it
    returns whether to go on. What follows a damaged part is left out, as a player would. Raises
    ``FileError`` where nothing can be read, or it is more than the ``limits``; what a file says
    of itself is not believed.
    """
    with open_clip(source) as clip:
        display = _display(clip, video_of(clip, afford), afford)
    with open_clip(source) as clip, av.open(target, "w", format="mp4") as written:
        video, sound = video_of(clip, afford), readable_sound(clip)
        has_sound, origin = bool(clip.streams.audio), origin_of(_read(video, sound))
        labelled = LabelledVideo(written, display, classifier, overlay, detector, baseline=baseline)
        kept = kept_sound(written, sound, origin)
        packets = 0  # of pictures
        for packet in packets_of(clip, _read(video, sound if kept else None)):
            if kept is not None and packet.stream is sound:
                if packet.pts is not None and packet.time_base is not None:
                    _check_length(float(packet.pts * packet.time_base - origin), limits)
                kept.write(packet)
                continue
            packets += packet.size > 0
            for frame in decoded(packet):
                check_size(frame.width, frame.height, afford)
                if labelled.frames >= limits.frames:
                    raise FileError(Fault.CLIP_FRAMES, limit=f"{limits.frames:.0f}")
                seconds, faces, drawn = labelled.write(frame, origin)
                _check_length(seconds, limits)
                if not on_frame(faces, seconds, drawn):
                    return Done(finished=False)
        if labelled.frames == 0:
            raise FileError(Fault.CLIP_WITHOUT_PICTURES)
        end = end_of(video, packets)
        labelled.flush(None if end is None else float(end - origin), limits.seconds)
        if kept is not None:
            kept.flush()
        seconds = max(labelled.seconds, kept.seconds if kept is not None else 0.0)
    return Done(
        finished=True,
        seconds=min(seconds, limits.seconds),
        sound_lost=has_sound and (kept is None or kept.lost),
    )


def _check_length(seconds: float, limits: ClipLimits) -> None:
    if seconds > limits.seconds:
        raise FileError(Fault.CLIP_LENGTH, limit=f"{limits.seconds / 60:.0f}")
