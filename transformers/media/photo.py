"""From an uploaded file to a picture, whatever a camera or an editor made of it."""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import IO

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector
from transformers.faults import Fault, FileError
from transformers.pipeline import FacePipeline
from transformers.types import Face

LONGEST_SIDE = 16_384  # pixels
MOST_PIXELS = 64_000_000  # in all
MEGAPIXELS = f"{MOST_PIXELS // 1_000_000}"
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")  # that are tried, and no others
# Of memory, at most, while a picture that EXIF turns is read and worked on; the file itself comes
# on top. MPO is what some phones' JPEGs turn out to be.
BYTES_A_PIXEL = {"JPEG": 13, "MPO": 13, "PNG": 12, "WEBP": 20, "HEIF": 13, "AVIF": 20}
# How files of well-known other formats begin: they are named, not opened.
OTHER_FORMATS = {
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"8BPS": "PSD",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"<svg": "SVG",
}
BAND = 256  # rows that are brought to colours at once, so that no copy of all is made
SEARCHED_SIDE = 720  # pixels: faces of a group may be small

Picture = NDArray[np.uint8]
Afford = Callable[[float], float]
"""Asks for megabytes; returns how many there are. As many as were asked for are then granted."""

# Imported here, as Pillow would only import them, and all others, when a file is opened.
PLUGINS = (AvifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
SRGB = ImageCms.createProfile("sRGB")


def no_limit(_: float) -> float:
    """As much memory as is asked for."""
    return math.inf


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture and the faces in it."""

    picture: Picture  # BGR uint8[H, W, 3]
    faces: list[Face]  # the largest first, numbered from 1


def read_photo(content: bytes | IO[bytes], afford: Afford = no_limit) -> Picture:
    """Decode JPEG, PNG, WebP, HEIC or AVIF into upright BGR ``uint8[H, W, 3]``, in sRGB.

    Grey, CMYK, 16-bit, palette and transparent pictures are brought to colours on white. The size
    is checked before anything is decoded, and whether there is memory for it. Raises ``FileError``.
    """
    _prepare()
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    length = file.seek(0, io.SEEK_END)
    if length == 0:
        raise FileError(Fault.EMPTY)
    opening = 2 * length / 1e6  # some formats are read whole, in parts that are then joined
    if afford(opening) < opening:
        raise FileError(Fault.NO_MEMORY)
    try:
        webp = _webp_size(file)
        if webp is not None:  # its decoder takes memory as soon as it is opened
            _check_size(webp, "WEBP", length, afford)
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            _check_size(image.size, str(image.format), length, afford)
            ImageOps.exif_transpose(image, in_place=True)
            return _colours(image)
    except FileError:
        raise
    except Image.DecompressionBombError:
        raise FileError(Fault.PHOTO_SIZE, f"> {MOST_PIXELS}", MEGAPIXELS) from None
    except UnidentifiedImageError:
        raise _unknown(file) from None
    except MemoryError:
        raise
    except Exception as error:  # what the plugins raise for a damaged file is of every kind
        reason = " ".join(str(error).split())
        raise FileError(Fault.PHOTO_DAMAGED, reason) from None


def examine_photo(
    content: bytes | IO[bytes],
    classifier: Classifier,
    detector: FaceDetector | None = None,
    afford: Afford = no_limit,
    baseline: Baseline | None = None,
) -> Photo:
    """Find the faces of an uploaded file and their expressions. Raises ``FileError``.

    The ``baseline`` is that of the largest face.
    """
    picture = read_photo(content, afford)
    detector = detector or FaceDetector(working_side=SEARCHED_SIDE)
    pipeline = FacePipeline.for_photos(classifier, detector)
    pipeline.baseline = baseline
    found = pipeline.process(picture)
    return Photo(picture, [replace(face, track_id=n) for n, face in enumerate(found, start=1)])


@cache
def _prepare() -> None:
    """Let Pillow read HEIF, and AVIF on one thread; once a process."""
    pillow_heif.register_heif_opener()
    # The cores are for the live streams.
    pillow_heif.options.DECODE_THREADS = AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def _unknown(file: IO[bytes]) -> FileError:
    file.seek(0)
    start = file.read(8)
    for beginning, name in OTHER_FORMATS.items():
        if start.startswith(beginning):
            return FileError(Fault.PHOTO_FORMAT, name)
    return FileError(Fault.NO_PHOTO)


def _webp_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height, as the header tells; None where it is the header of no WebP."""
    file.seek(0)
    start = file.read(30)
    if len(start) < 30 or start[:4] != b"RIFF" or start[8:12] != b"WEBP":
        return None
    number = int.from_bytes
    match start[12:16]:
        case b"VP8X":
            return number(start[24:27], "little") + 1, number(start[27:30], "little") + 1
        case b"VP8L":
            sides = number(start[21:25], "little")
            return (sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            sides = number(start[26:30], "little")
            return sides & 0x3FFF, sides >> 16 & 0x3FFF
    return None


def _check_size(size: tuple[int, int], form: str, length: int, afford: Afford) -> None:
    width, height = size
    if max(size) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise FileError(Fault.PHOTO_SIZE, f"{width} x {height}", MEGAPIXELS)
    a_pixel = BYTES_A_PIXEL[form]
    needed = (width * height * a_pixel + length) / 1e6
    spare = afford(needed)
    if needed > spare:
        most = max(int((spare - length / 1e6) / a_pixel), 0)
        raise FileError(Fault.PHOTO_MEMORY, f"{width} x {height}", str(most))


def _colours(image: Image.Image) -> Picture:
    """Band by band, as each whole copy of a large picture fills much of a small host."""
    image.load()
    to_srgb = _to_srgb(image)
    picture = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top in range(0, image.height, BAND):
        bottom = min(top + BAND, image.height)
        picture[top:bottom] = _band(image.crop((0, top, image.width, bottom)), to_srgb)
    return picture


def _to_srgb(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """From the colours that the file describes; None where it describes none that can be used."""
    profile = image.info.get("icc_profile")
    if not profile:
        return None
    mode = image.mode if image.mode in ("L", "CMYK") else "RGB"
    try:
        described = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(described, SRGB, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


def _band(image: Image.Image, to_srgb: ImageCms.ImageCmsTransform | None) -> Picture:
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        grey = np.asarray(image, dtype=np.float64)
        return np.repeat((grey / 257).clip(0, 255).astype(np.uint8)[:, :, np.newaxis], 3, axis=2)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    if to_srgb is None:
        image = image.convert("RGB")
    else:
        image = to_srgb.apply(image if image.mode == to_srgb.input_mode else image.convert("RGB"))
    return np.asarray(image)[:, :, ::-1]
