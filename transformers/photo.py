"""From an uploaded file to a picture, whatever a camera or an editor made of it."""

import io
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from models.classifier import Classifier
from transformers.detection import FaceDetector, Sensitivity
from transformers.face import Face
from transformers.faults import Fault, FileError
from transformers.pipeline import FacePipeline

LONGEST_SIDE = 8000  # pixels
BYTES_A_PIXEL = 12  # of memory, at most, while a picture is read and worked on
BAND = 256  # rows that are brought to colours at once, so that no copy of all is made
SEARCHED_SIDE = 720  # pixels: faces of a group may be small
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "MPO")  # MPO: what some phones call a JPEG

Picture = NDArray[np.uint8]

pillow_heif.register_heif_opener()

# A large picture takes hundreds of megabytes while it is worked on: one at a time.
one_at_a_time = threading.Lock()


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture and the faces in it."""

    picture: Picture  # BGR uint8[H, W, 3]
    faces: list[Face]  # the largest first, numbered from 1


def read_photo(content: bytes, memory: float = math.inf) -> Picture:
    """Decode JPEG, PNG, WebP or HEIC into upright BGR ``uint8[H, W, 3]``.

    Grey, CMYK, 16-bit, palette and transparent pictures are brought to colours on white. The size
    is checked before anything is decoded, and whether it fits into ``memory`` megabytes. Raises
    ``FileError``.
    """
    if not content:
        raise FileError(Fault.EMPTY)
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format not in FORMATS:
                raise FileError(Fault.PHOTO_FORMAT, str(image.format))
            if max(image.size) > LONGEST_SIDE:
                width, height = image.size
                raise FileError(Fault.PHOTO_SIZE, f"{width} x {height}", str(LONGEST_SIDE))
            needed = image.width * image.height * BYTES_A_PIXEL / 1e6
            if needed > memory:
                size = f"{image.width} x {image.height}"
                most = max(int(memory / BYTES_A_PIXEL), 0)
                raise FileError(Fault.PHOTO_MEMORY, size, str(most))
            ImageOps.exif_transpose(image, in_place=True)
            return _colours(image)
    except FileError:
        raise
    except Image.DecompressionBombError:
        over = f"over {LONGEST_SIDE} x {LONGEST_SIDE}"
        raise FileError(Fault.PHOTO_SIZE, over, str(LONGEST_SIDE)) from None
    except UnidentifiedImageError:
        raise FileError(Fault.NO_PHOTO) from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        reason = " ".join(str(error).split())
        raise FileError(Fault.PHOTO_DAMAGED, reason) from None


def examine_photo(
    content: bytes,
    classifier: Classifier,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
    spare_memory: Callable[[], float] = lambda: math.inf,
) -> Photo:
    """Find the faces of an uploaded file and their expressions. Raises ``FileError``.

    ``spare_memory`` tells how many megabytes there are for it, when its turn comes.
    """
    with one_at_a_time:
        picture = read_photo(content, spare_memory())
        detector = FaceDetector(sensitivity, working_side=SEARCHED_SIDE)
        found = FacePipeline(classifier, detector).process(picture)
        return Photo(picture, [replace(face, track_id=n) for n, face in enumerate(found, start=1)])


def _colours(image: Image.Image) -> Picture:
    """Band by band, as each whole copy of a large picture fills much of a small host."""
    picture = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top in range(0, image.height, BAND):
        bottom = min(top + BAND, image.height)
        picture[top:bottom] = _band(image.crop((0, top, image.width, bottom)))
    return picture


def _band(image: Image.Image) -> Picture:
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        grey = np.asarray(image, dtype=np.float64)
        return np.repeat((grey / 257).clip(0, 255).astype(np.uint8)[:, :, np.newaxis], 3, axis=2)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return np.asarray(image.convert("RGB"))[:, :, ::-1]
