"""From an uploaded file to a picture, whatever a camera or an editor made of it."""

import io
import threading
from dataclasses import dataclass, replace

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from models.classifier import Classifier
from transformers.detection import FaceDetector, Sensitivity
from transformers.face import Face
from transformers.pipeline import FacePipeline

LONGEST_SIDE = 8000  # pixels
SEARCHED_SIDE = 720  # pixels: faces of a group may be small
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "MPO")  # MPO: what some phones call a JPEG

Picture = NDArray[np.uint8]

pillow_heif.register_heif_opener()

# A large picture takes hundreds of megabytes while it is worked on: one at a time.
one_at_a_time = threading.Lock()


class PhotoError(ValueError):
    """A file that cannot be taken as a photo; the message is for the visitor."""


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture and the faces in it."""

    picture: Picture  # BGR uint8[H, W, 3]
    faces: list[Face]  # the largest first, numbered from 1


def read_photo(content: bytes) -> Picture:
    """Decode JPEG, PNG, WebP or HEIC into upright BGR ``uint8[H, W, 3]``.

    Grey, CMYK, 16-bit, palette and transparent pictures are brought to colours on white. The size
    is checked before anything is decoded. Raises ``PhotoError``.
    """
    if not content:
        raise PhotoError("The file is empty.")
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format not in FORMATS:
                raise PhotoError(f"Expected a JPEG, PNG, WebP or HEIC photo, got {image.format}.")
            if max(image.size) > LONGEST_SIDE:
                width, height = image.size
                raise PhotoError(
                    f"The picture is {width:,} x {height:,} pixels; at most {LONGEST_SIDE:,} on a "
                    "side can be taken."
                )
            return _colours(ImageOps.exif_transpose(image))
    except PhotoError:
        raise
    except Image.DecompressionBombError:
        raise PhotoError(
            f"The picture is too large; at most {LONGEST_SIDE:,} pixels on a side can be taken."
        ) from None
    except UnidentifiedImageError:
        raise PhotoError("This is no picture: expected a JPEG, PNG, WebP or HEIC photo.") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        reason = " ".join(str(error).split())
        raise PhotoError(f"The picture is damaged and cannot be read ({reason}).") from None


def examine_photo(
    content: bytes, classifier: Classifier, sensitivity: Sensitivity = Sensitivity.NORMAL
) -> Photo:
    """Find the faces of an uploaded file and their expressions. Raises ``PhotoError``."""
    with one_at_a_time:
        picture = read_photo(content)
        detector = FaceDetector(sensitivity, working_side=SEARCHED_SIDE)
        found = FacePipeline(classifier, detector).process(picture)
        return Photo(picture, [replace(face, track_id=n) for n, face in enumerate(found, start=1)])


def _colours(image: Image.Image) -> Picture:
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        grey = np.asarray(image, dtype=np.float64)
        return np.repeat((grey / 257).clip(0, 255).astype(np.uint8)[:, :, np.newaxis], 3, axis=2)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])
