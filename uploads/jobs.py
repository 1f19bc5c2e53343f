"""What a worker does with one upload: see a photo's faces, look at a clip, label a clip.

This runs in a child of ``hosting.fork_server``; ``uploads.client`` is the app's side.
"""

import io
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, cast

import av
import av.subtitles.codeccontext  # noqa: F401  # which av itself imports only when it meets one
import av.subtitles.stream  # noqa: F401
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from hosting.channel import Channel
from models.backend import WEIGHTS_FOLDER
from models.classifier import Classifier, load_classifier
from transformers.detection.cascade import FaceDetector
from transformers.drawing.canvas import picture_canvas
from transformers.faults import FileError
from transformers.media.clip import ClipLimits, annotate, read_info
from transformers.media.photo import SEARCHED_SIDE, SRGB, examine_photo
from transformers.types import Face
from uploads.wire import (
    BLOCK,
    RemoteFile,
    RemoteMemory,
    RemoteTarget,
    baseline_of,
    overlay_of,
    tell_faces,
    tell_fault,
    tell_info,
)

PHOTO_SIDE = 1400  # pixels of what is shown; the download has the full size
SHOWN_QUALITY, DOWNLOAD_QUALITIES = 85, (94, 80, 50)  # the first whose file is small enough
MAX_DOWNLOAD = 8_000_000  # bytes: it is held for as long as the photo is on the page
CLIP_WIDTH = 640  # pixels of the latest frame of a clip in the making
CLIP_PREVIEW_EVERY = 1.0  # seconds

Job = Callable[[Channel], None]


def prepare() -> dict[str, Job]:
    """Load all that the jobs need: once without rights, they load nothing."""
    av.logging.set_level(None)
    # LiteRT, whatever the live page uses: it carries no threads over a fork.
    weights = Path(os.environ.get("FACECUE_WEIGHTS") or WEIGHTS_FOLDER)
    classifier = load_classifier("litert", weights)
    photo_detector, clip_detector = FaceDetector(working_side=SEARCHED_SIDE), FaceDetector()
    _rehearse(classifier, photo_detector)
    return {
        "photo": lambda channel: _telling(channel, _photo, classifier, photo_detector),
        "look": lambda channel: _telling(channel, _look),
        "clip": lambda channel: _telling(channel, _clip, classifier, clip_detector),
    }


def _rehearse(classifier: Classifier, detector: FaceDetector) -> None:
    """See a small photo of each kind: libraries import parts of theirs only when they use them."""
    exif, profile = Image.Exif(), ImageCms.ImageCmsProfile(SRGB).tobytes()
    exif[0x0112] = 6  # turned
    for form in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF"):
        file = io.BytesIO()
        Image.new("RGBA" if form != "JPEG" else "RGB", (64, 48)).save(
            file, form, exif=exif, icc_profile=profile
        )
        examine_photo(file.getvalue(), classifier, detector)
    try:
        examine_photo(b"no photo", classifier, detector)
    except FileError:
        classifier.predict(np.zeros((1, 48, 48), dtype=np.uint8))


def _telling(channel: Channel, job: Callable[..., dict[str, Any]], *parts: Any) -> None:
    """Do the job that the app describes, and tell how it ended."""
    try:
        channel.send(job(channel, channel.receive().fields, *parts))
    except FileError as error:
        channel.send(tell_fault(error))
    except (av.error.ExternalError, BlockingIOError):
        # An encoder, whose settings are always the same, or one of its threads could not begin.
        raise MemoryError from None


def _opened(channel: Channel, told: dict[str, Any]) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(RemoteFile(channel, told["length"]), BLOCK))


def _photo(
    channel: Channel, told: dict[str, Any], classifier: Classifier, detector: FaceDetector
) -> dict[str, Any]:
    memory = RemoteMemory(channel)
    baseline = baseline_of(told["baseline"])
    photo = examine_photo(_opened(channel, told), classifier, detector, memory, baseline)
    picture = photo.picture
    overlay_of(told["overlay"]).draw(picture_canvas(picture), photo.faces)
    scale = min(1.0, PHOTO_SIDE / max(picture.shape[:2]))
    shown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    channel.send({"shown": True}, _jpeg(np.asarray(shown, np.uint8), SHOWN_QUALITY))
    channel.send({"annotated": True}, _download(picture))
    return {"done": True, "faces": tell_faces(photo.faces)}


def _download(picture: NDArray[np.uint8]) -> bytes:
    """The picture as JPEG: of its full size, unless noise makes it too large in bytes."""
    while True:
        for quality in DOWNLOAD_QUALITIES:
            content = _jpeg(picture, quality)
            if len(content) <= MAX_DOWNLOAD:
                return content
        half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        picture = np.asarray(half, np.uint8)


def _look(channel: Channel, told: dict[str, Any]) -> dict[str, Any]:
    return tell_info(read_info(_opened(channel, told), RemoteMemory(channel))) | {"done": True}


def _clip(
    channel: Channel, told: dict[str, Any], classifier: Classifier, detector: FaceDetector
) -> dict[str, Any]:
    shown = time.monotonic()

    def take(faces: Sequence[Face], seconds: float, frame: av.VideoFrame) -> bool:
        nonlocal shown
        preview = b""
        if time.monotonic() - shown >= CLIP_PREVIEW_EVERY:
            shown, preview = time.monotonic(), _preview(frame)
        channel.send({"seconds": seconds, "faces": tell_faces(faces)}, preview)
        return True

    done = annotate(
        _opened(channel, told),
        cast(IO[bytes], RemoteTarget(channel)),
        classifier,
        overlay_of(told["overlay"]),
        take,
        detector=detector,
        baseline=baseline_of(told["baseline"]),
        limits=ClipLimits(told["seconds"], told["frames"]),
        afford=RemoteMemory(channel),
    )
    return {"done": True, "seconds": done.seconds, "sound_lost": done.sound_lost}


def _preview(frame: av.VideoFrame) -> bytes:
    scale = min(1.0, CLIP_WIDTH / frame.width)
    width, height = (max(round(side * scale), 1) for side in (frame.width, frame.height))
    small = frame.reformat(width=width, height=height, format="bgr24").to_ndarray()
    return _jpeg(np.asarray(small, np.uint8), SHOWN_QUALITY)


def _jpeg(picture: NDArray[np.uint8], quality: int) -> bytes:
    done, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    return content.tobytes()
