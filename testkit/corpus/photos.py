"""Photos of the corpus: as phones, cameras, editors and screens write them."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from testkit.corpus.profiles import display_p3, in_display_p3
from testkit.corpus.scene import scene
from transformers.faults import Fault

SIZE = (640, 480)
ORIENTATION = 0x0112  # the tag of EXIF
# How a picture is stored so that an orientation of EXIF shows it upright.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class Photo:
    """A photo, and what is to be seen in it."""

    name: str
    write: Callable[[], bytes]
    size: tuple[int, int] = SIZE  # shown
    levels: float = 3.0  # how far greys may be from what a viewer shows
    coloured: bool = True  # the corners have their colours
    faces: int = 1
    fault: Fault | None = None  # it is refused, for that
    quick: bool = False  # the suite takes it


def shown(width: int = SIZE[0], height: int = SIZE[1]) -> Image.Image:
    """The scene as a picture."""
    return Image.fromarray(scene(width, height))


def _saved(form: str, make: Callable[[], Image.Image] = shown, **options: Any) -> bytes:
    pillow_heif.register_heif_opener()
    file = io.BytesIO()
    make().save(file, form, **options)
    return file.getvalue()


def _as(mode: str) -> Image.Image:
    return shown().convert(mode)


def _translucent() -> Image.Image:
    """Half as strong, so that it is the same on white."""
    picture = np.asarray(shown()).astype(int)
    alpha = np.full(picture.shape[:2], 255, np.uint8)
    alpha[:, :] = 255
    stacked = np.dstack([picture.astype(np.uint8), alpha])
    stacked[100:130, 200:230] = 0
    return Image.fromarray(stacked, "RGBA")


def _turned(form: str, number: int, **options: Any) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = number
    picture = shown().transpose(STORED[number]) if number in STORED else shown()
    return _saved(form, lambda: picture, exif=exif.tobytes(), **options)


def _wide(form: str, **options: Any) -> bytes:
    picture = Image.fromarray(in_display_p3(scene(*SIZE)))
    return _saved(form, lambda: picture, icc_profile=display_p3(), **options)


def _large(form: str, width: int, height: int, **options: Any) -> bytes:
    return _saved(form, lambda: shown(width, height), **options)


def _deep(grey: bool) -> bytes:
    picture = scene(*SIZE)[:, :, ::-1]
    kept = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if grey else picture
    return cv2.imencode(".png", kept.astype(np.uint16) * 257)[1].tobytes()


def _deep_heif() -> bytes:
    pixels = scene(*SIZE).astype(np.uint16) * 257
    file = io.BytesIO()
    heif = pillow_heif.from_bytes("RGB;16", SIZE, pixels.tobytes())
    heif.save(file, quality=90)
    return file.getvalue()


def _cut(write: Callable[[], bytes]) -> bytes:
    content = write()
    return content[: len(content) // 2]


@cache
def written(photo: Photo) -> bytes:
    """The file."""
    return photo.write()


_JPEG = partial(_saved, "JPEG", quality=92)
_OTHERS = partial(_saved, append_images=[Image.new("RGB", SIZE)], save_all=True)

PHOTOS = (
    *(
        Photo(f"JPEG, EXIF {number}", partial(_turned, "JPEG", number, quality=92),
              quick=number in (2, 5, 6, 7))
        for number in range(1, 9)
    ),
    Photo("JPEG", _JPEG, quick=True),
    Photo("JPEG, poor", partial(_saved, "JPEG", quality=40), levels=5),
    Photo("JPEG, 4:4:4", partial(_JPEG, subsampling=0)),
    Photo("JPEG, 4:2:2", partial(_JPEG, subsampling=1)),
    Photo("JPEG, progressive", partial(_JPEG, progressive=True), quick=True),
    Photo("JPEG, restart markers", partial(_JPEG, restart_marker_blocks=4)),
    Photo("JPEG, grey", partial(_JPEG, partial(_as, "L")), coloured=False, quick=True),
    Photo("JPEG, CMYK", partial(_JPEG, partial(_as, "CMYK")), levels=5, quick=True),
    Photo("JPEG, Display P3", partial(_wide, "JPEG", quality=95), quick=True),
    Photo("JPEG, a broken profile", partial(_JPEG, icc_profile=b"no profile"), quick=True),
    Photo("JPEG, a profile cut off", partial(_JPEG, icc_profile=display_p3()[:300])),
    Photo("JPEG, a profile of RGB in CMYK",
          partial(_JPEG, partial(_as, "CMYK"), icc_profile=display_p3()), levels=5),
    Photo("MPO", partial(_OTHERS, "MPO"), quick=True),
    Photo("JPEG, odd sides", partial(_large, "JPEG", 641, 481, quality=92), size=(641, 481)),
    Photo("JPEG, 12 megapixels", partial(_large, "JPEG", 4032, 3024), size=(4032, 3024)),
    Photo("JPEG, 6120 x 8160", partial(_large, "JPEG", 6120, 8160), size=(6120, 8160)),
    Photo("JPEG, 8064 x 6048", partial(_large, "JPEG", 8064, 6048), size=(8064, 6048), quick=True),
    Photo("JPEG, small", partial(_large, "JPEG", 160, 120, quality=95), size=(160, 120), levels=6),
    Photo("PNG", partial(_saved, "PNG"), quick=True),
    Photo("PNG, EXIF 6", partial(_turned, "PNG", 6)),
    Photo("PNG, EXIF 7", partial(_turned, "PNG", 7)),
    Photo("PNG, grey", partial(_saved, "PNG", partial(_as, "L")), coloured=False),
    Photo("PNG, grey with alpha", partial(_saved, "PNG", partial(_as, "LA")), coloured=False),
    Photo("PNG, palette", partial(_saved, "PNG", partial(_as, "P")), levels=20, quick=True),
    Photo("PNG, alpha", partial(_saved, "PNG", _translucent), quick=True),
    Photo("PNG, 16 bits, grey", partial(_deep, True), coloured=False, quick=True),
    Photo("PNG, 16 bits, colours", partial(_deep, False), quick=True),
    Photo("PNG, Display P3", partial(_wide, "PNG")),
    Photo("PNG, black and white", partial(_saved, "PNG", partial(_as, "1")), levels=25,
          coloured=False, faces=-1),
    Photo("PNG, animated", partial(_OTHERS, "PNG")),
    Photo("WebP", partial(_saved, "WEBP", quality=92), quick=True),
    Photo("WebP, lossless", partial(_saved, "WEBP", lossless=True)),
    Photo("WebP, alpha", partial(_saved, "WEBP", _translucent, quality=92)),
    Photo("WebP, EXIF 6", partial(_turned, "WEBP", 6, quality=92)),
    Photo("WebP, EXIF 5", partial(_turned, "WEBP", 5, quality=92), quick=True),
    Photo("WebP, Display P3", partial(_wide, "WEBP", quality=95)),
    Photo("WebP, animated", partial(_OTHERS, "WEBP", quality=92)),
    Photo("HEIC", partial(_saved, "HEIF", quality=85), quick=True),
    *(
        Photo(f"HEIC, EXIF {number}", partial(_turned, "HEIF", number, quality=85),
              quick=number == 7)
        for number in (3, 5, 6, 7, 8)
    ),
    Photo("HEIC, alpha", partial(_saved, "HEIF", _translucent, quality=85)),
    Photo("HEIC, 10 bits", _deep_heif),
    Photo("HEIC, Display P3", partial(_wide, "HEIF", quality=90)),
    Photo("AVIF", partial(_saved, "AVIF", quality=85, speed=10), quick=True),
    Photo("AVIF, 4:4:4", partial(_saved, "AVIF", quality=85, speed=10, subsampling="4:4:4")),
    Photo("AVIF, alpha", partial(_saved, "AVIF", _translucent, quality=85, speed=10)),
    Photo("AVIF, EXIF 6", partial(_turned, "AVIF", 6, quality=85, speed=10), quick=True),
    Photo("AVIF, Display P3", partial(_wide, "AVIF", quality=90, speed=10)),
    Photo("AVIF, animated", partial(_OTHERS, "AVIF", quality=85, speed=10)),
    # What is no photo, or none that can be taken.
    Photo("JPEG, cut off", partial(_cut, _JPEG), fault=Fault.PHOTO_DAMAGED, quick=True),
    Photo("PNG, cut off", partial(_cut, partial(_saved, "PNG")), fault=Fault.PHOTO_DAMAGED),
    Photo("AVIF, cut off", partial(_cut, partial(_saved, "AVIF", speed=10)),
          fault=Fault.NO_PHOTO),
    Photo("GIF", partial(_saved, "GIF"), fault=Fault.PHOTO_FORMAT),
    Photo("BMP", partial(_saved, "BMP"), fault=Fault.PHOTO_FORMAT),
    Photo("TIFF", partial(_saved, "TIFF"), fault=Fault.PHOTO_FORMAT),
    Photo("PDF", lambda: b"%PDF-1.7\n" + bytes(99), fault=Fault.PHOTO_FORMAT),
    Photo("JPEG 2000", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99), fault=Fault.PHOTO_FORMAT),
    Photo("JPEG XL", lambda: b"\xff\x0a" + bytes(99), fault=Fault.PHOTO_FORMAT, quick=True),
    Photo("a letter", lambda: b"Dear diary, no picture.", fault=Fault.NO_PHOTO),
    Photo("nothing", lambda: b"", fault=Fault.EMPTY),
    Photo("PNG, 65 megapixels", partial(_saved, "PNG", lambda: Image.new("1", (8200, 8000))),
          fault=Fault.PHOTO_SIZE, quick=True),
)  # fmt: skip
