"""Sound photos and clips to begin with: small, drawn here, one for each way in which they come."""

import io
from functools import cache
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from testkit.clips import turned_by_the_file, write_clip
from testkit.corpus.clips import Clip, written
from testkit.pictures import with_face

CLIP_SIZE = (112, 96)
CLIP_SECONDS = 0.3


@cache
def photos() -> tuple[bytes, ...]:
    """JPEG, PNG, WebP and HEIC of one small face, grey, palette, 16 bit and turned ones too."""
    pillow_heif.register_heif_opener()
    picture, _ = with_face(96, 112, 30, 24, 44)
    colour = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    turned = Image.Exif()
    turned[0x0112] = 6
    turned[0x010F] = "a camera"
    _, deep = cv2.imencode(".png", picture.astype(np.uint16) * 257)
    return (
        _saved(colour, "JPEG", quality=90, exif=turned),
        _saved(colour, "JPEG", progressive=True),
        _saved(colour.convert("L"), "JPEG", restart_marker_blocks=4),
        _saved(colour.convert("CMYK"), "JPEG"),
        _saved(colour, "PNG", exif=turned),
        _saved(colour.convert("P"), "PNG", transparency=3),
        _saved(colour.convert("RGBA"), "PNG"),
        deep.tobytes(),
        _saved(colour, "WEBP", quality=80, exif=turned),
        _saved(colour.convert("RGBA"), "WEBP", lossless=True),
        _saved(colour, "WEBP", save_all=True, append_images=[colour.rotate(9)]),
        _saved(colour, "HEIF", quality=60, exif=turned.tobytes()),
        _saved(colour.convert("RGBA"), "HEIF", quality=60),
    )


@cache
def clips() -> tuple[bytes, ...]:
    """MP4, MOV, Matroska and WebM of one small face, with and without sound."""

    def clip(form: str, video: str, sound: str | None) -> bytes:
        return write_clip(form, video, sound, size=CLIP_SIZE, seconds=CLIP_SECONDS)

    return (
        clip("mp4", "libx264", "aac"),
        turned_by_the_file(clip("mp4", "libx264", None)),
        clip("mp4", "libx264", "mp3"),
        clip("mov", "mpeg4", "pcm_s16le"),
        clip("matroska", "libx264", "libopus"),
        clip("matroska", "mpeg4", "pcm_s16le"),
        clip("webm", "libvpx", "libopus"),
        clip("webm", "libvpx-vp9", None),
    )


def mp4() -> tuple[bytes, ...]:
    """Those of the clips whose first track can be shown in other ways."""
    return tuple(clip for clip in clips() if b"tkhd" in clip)


@cache
def begun_apart() -> tuple[bytes, ...]:
    """Clips whose tracks begin apart, late, or far from zero, with and without B-frames."""
    late = {"late_video": 0.08}
    fragmented = {"movflags": "frag_keyframe+empty_moov"}
    kinds: tuple[dict[str, Any], ...] = (
        {},
        late,
        {"late_sound": 0.2},
        {"starts": 36_000.0},
        {"container": fragmented, **late},
        {"form": "matroska", "starts": 36_000.0, "sound": "libopus", **late},
        {"form": "matroska", "sound": "pcm_s16le", "silent": (0.1, 0.2)},
        {"form": "webm", "video": "libvpx", "sound": "libopus", "starts": 9.0, **late},
        {"times": (0.0, 0.2), "video": "mjpeg", "pixels": "yuvj420p", "full": True},
    )
    return tuple(
        written(Clip(f"{number}", size=CLIP_SIZE, seconds=CLIP_SECONDS, **kind))
        for number, kind in enumerate(kinds)
    )


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
