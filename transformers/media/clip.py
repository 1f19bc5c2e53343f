"""A recorded clip, labelled: read, worked on and written frame by frame, sound and all."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

import av

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip_reader import (
    check_size,
    decoded,
    frames_of,
    open_clip,
    packets_of,
    readable_sound,
    video_of,
)
from transformers.media.clip_writer import LabelledVideo, kept_sound
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
        video = video_of(clip, afford)
        seconds = max(clip.duration or 0, 0) / av.time_base
        first = next(frames_of(clip, video), None)
        if first is None:
            raise FileError(Fault.CLIP_WITHOUT_PICTURES)
        check_size(first, afford)
        turned = first.rotation % 180 != 0
        width, height = (first.height, first.width) if turned else (first.width, first.height)
        return ClipInfo(
            width=width,
            height=height,
            seconds=seconds or None,
            has_sound=bool(clip.streams.audio),
        )


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
    info = read_info(source, afford)
    with open_clip(source) as clip, av.open(target, "w", format="mp4") as written:
        video = video_of(clip, afford)
        sound = readable_sound(clip)
        size = (info.width, info.height)
        labelled = LabelledVideo(written, size, classifier, overlay, detector, baseline=baseline)
        kept = kept_sound(written, sound)
        streams = [video] if sound is None or kept is None else [video, sound]
        for packet in packets_of(clip, streams):
            if kept is not None and packet.stream is sound:
                kept.write(packet)
                continue
            for frame in decoded(packet):
                check_size(frame, afford)
                if labelled.frames >= limits.frames:
                    raise FileError(Fault.CLIP_FRAMES, limit=f"{limits.frames:.0f}")
                seconds, faces, drawn = labelled.write(frame)
                if seconds > limits.seconds:
                    raise FileError(Fault.CLIP_LENGTH, limit=f"{limits.seconds / 60:.0f}")
                if not on_frame(faces, seconds, drawn):
                    return Done(finished=False)
        if labelled.frames == 0:
            raise FileError(Fault.CLIP_WITHOUT_PICTURES)
        labelled.flush()
        if kept is not None:
            kept.flush()
    return Done(finished=True, sound_lost=info.has_sound and (kept is None or kept.lost))
