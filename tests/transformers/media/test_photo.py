"""Photos as cameras, phones and editors make them, and files that are none."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from models.classifier import Classifier
from testkit.pictures import ASTRONAUT_FACE, astronaut, coffee_table, place_head
from transformers.faults import FileError
from transformers.media.photo import LONGEST_SIDE, examine_photo, read_photo
from transformers.types import Box

PORTRAIT = Image.fromarray(astronaut()[:, :, ::-1])


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def turned() -> bytes:
    """As a phone writes it: the picture lies on its side, and EXIF says so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(PORTRAIT.rotate(90, expand=True), "JPEG", exif=exif, quality=95)


def sixteen_bit() -> bytes:
    grey = np.asarray(PORTRAIT.convert("L")).astype(np.uint16) * 257
    return saved(Image.fromarray(grey), "PNG")


def transparent() -> bytes:
    image = PORTRAIT.convert("RGBA")
    image.putalpha(255)
    return saved(image, "PNG")


KINDS = {
    "JPEG": saved(PORTRAIT, "JPEG", quality=95),
    "PNG": saved(PORTRAIT, "PNG"),
    "WebP": saved(PORTRAIT, "WEBP", quality=95),
    "HEIC": saved(PORTRAIT, "HEIF", quality=95),
    "AVIF": saved(PORTRAIT, "AVIF", quality=90, speed=10),
    "grey": saved(PORTRAIT.convert("L"), "JPEG"),
    "CMYK": saved(PORTRAIT.convert("CMYK"), "JPEG", quality=95),
    "palette": saved(PORTRAIT.convert("P"), "PNG"),
    "transparent": transparent(),
    "16 bit": sixteen_bit(),
    "turned by EXIF": turned(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_photo_shows_its_face(classifier: Classifier, kind: str) -> None:
    photo = examine_photo(KINDS[kind], classifier)
    assert photo.picture.shape == (512, 512, 3)
    assert [face.label for face in photo.faces] == ["Happy"]
    assert photo.faces[0].box.iou(ASTRONAUT_FACE) >= 0.5
    grey, expected = (
        cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(int)
        for picture in (photo.picture, astronaut())
    )
    assert np.abs(grey - expected).mean() < 12


def test_transparency_is_white() -> None:
    picture = read_photo(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert np.all(picture == 255)


def test_small_faces_of_a_large_group(classifier: Classifier) -> None:
    scene = coffee_table(2400, 3200)
    places = [Box(300 + 700 * x, 600 + 900 * y, 150, 150) for y in range(2) for x in range(4)]
    for place in places:
        place_head(scene, place)
    content = cv2.imencode(".jpg", scene)[1].tobytes()
    faces = examine_photo(content, classifier).faces
    found = [any(face.box.iou(place) >= 0.5 for face in faces) for place in places]
    assert sum(found) >= 7
    assert sorted(face.track_id for face in faces) == list(range(1, len(faces) + 1))


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that promise a giant picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"Dear diary, this is no picture at all.", "no picture"),
        (KINDS["JPEG"][:2000], "damaged"),
        (KINDS["PNG"][: len(KINDS["PNG"]) // 2], "damaged"),
        (KINDS["HEIC"][:700], "no picture|damaged"),
        (png_that_claims(50_000, 50_000), "too many pixels .> 64000000"),
        (png_that_claims(LONGEST_SIDE + 1, 10), "too many pixels .16385 x 10"),
        (png_that_claims(8001, 8000), "too many pixels .8001 x 8000"),
        (saved(PORTRAIT, "GIF"), "another format .GIF"),
    ],
)
def test_what_is_no_photo_gets_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(FileError, match=message) as told:
        read_photo(content)
    assert "\n" not in str(told.value)


def test_the_largest_photo_allowed(classifier: Classifier) -> None:
    scene = np.full((1000, LONGEST_SIDE, 3), 170, dtype=np.uint8)
    place_head(scene[:, :1000], Box(400, 400, 200, 200))
    content = cv2.imencode(".jpg", scene)[1].tobytes()
    assert [face.label for face in examine_photo(content, classifier).faces] == ["Happy"]


def test_a_photo_that_does_not_fit_into_memory_is_refused_before_it_is_decoded() -> None:
    content = png_that_claims(4000, 3000)  # which could not be decoded
    with pytest.raises(FileError, match="no memory now") as told:
        read_photo(content, afford=lambda needed: 96.1)
    assert told.value.limit == "8"
    with pytest.raises(FileError, match="damaged"):
        read_photo(content, afford=lambda needed: 200)


MEASURE = """
import resource, sys
from models.classifier import load_classifier
from transformers.media.photo import BYTES_A_PIXEL, examine_photo

examine_photo(open(sys.argv[1], "rb").read(), load_classifier())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
examine_photo(open(sys.argv[2], "rb").read(), load_classifier())
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) * 1024 / 16e6, BYTES_A_PIXEL[sys.argv[3]])
"""


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG", "WEBP", "AVIF"])
def test_a_large_photo_takes_no_more_memory_than_is_reckoned(tmp_path: Path, kind: str) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    turned = Image.Exif()
    turned[0x0112] = 6
    mode = "RGBA" if kind in ("PNG", "WEBP", "AVIF") else "RGB"
    Image.new(mode, (400, 300), "red").save(small, kind, exif=turned)
    Image.new(mode, (4000, 4000), "red").save(large, kind, exif=turned)
    command = [sys.executable, "-c", MEASURE, str(small), str(large), kind]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    taken, reckoned = map(float, told.split())
    assert taken < reckoned
