"""Photos made to do harm: each goes the way of an upload, into a real worker, and costs itself."""

import io
import os
import signal
import struct
import threading
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image

from hosting.workers import Workers
from testkit.patience import PATIENCE, wait_until
from testkit.pictures import with_face
from testkit.processes import children
from tests.uploads.conftest import ENOUGH, Machine
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.photo import BYTES_A_PIXEL
from uploads.client import SeenPhoto, UploadLimits, Uploads


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


FACE = Image.fromarray(with_face(160, 160, 35, 35, 90)[0][:, :, ::-1])
PORTRAIT = saved(FACE, "JPEG", quality=95)


@pytest.fixture(scope="module")
def workers(workers: Workers) -> Workers:
    see(Uploads(workers, UploadLimits()), PORTRAIT)  # the process starts with the first photo
    return workers


@pytest.fixture
def uploads(workers: Workers, machine: Machine) -> Iterator[Uploads]:
    """After each test the next photo is seen, by the same server process."""
    uploads = Uploads(workers, UploadLimits())
    before = workers.server_pid
    assert before is not None
    yield uploads
    machine.megabytes = ENOUGH
    assert [face.label for face in see(uploads, PORTRAIT).faces] == ["Happy"]
    assert workers.server_pid == before


def see(uploads: Uploads, content: bytes) -> SeenPhoto:
    return uploads.see(io.BytesIO(content), Overlay())


def refused(uploads: Uploads, content: bytes) -> FileError:
    with pytest.raises(FileError) as told:
        see(uploads, content)
    assert "\n" not in str(told.value)
    return told.value


def with_scans(photo: bytes, more: int) -> bytes:
    """A progressive JPEG whose last scan is repeated, a few bytes each time."""
    place = last = 2
    while photo[place + 1] != 0xD9:  # the end
        last, kind = place, photo[place + 1]
        place += 2 + int.from_bytes(photo[place + 2 : place + 4], "big")
        if kind == 0xDA:  # a scan, whose data follow
            while photo[place] != 0xFF or photo[place + 1] == 0:
                place += 1
    return photo[:place] + photo[last:place] * more + photo[place:]


def test_a_photo_of_very_many_scans_is_stopped_and_the_next_is_seen(
    uploads: Uploads, workers: Workers
) -> None:
    hasty = Uploads(workers, UploadLimits(photo_seconds=1))
    photo = saved(Image.new("RGB", (2400, 2400), (90, 100, 110)), "JPEG", progressive=True)
    many = with_scans(photo, 2000)
    assert len(many) < 150_000
    assert refused(hasty, many).fault is Fault.STOPPED_TIME
    assert [face.label for face in see(uploads, PORTRAIT).faces] == ["Happy"]
    assert see(uploads, with_scans(photo, 1)).faces == []


SIDE = 2400  # pixels


def large(form: str) -> bytes:
    """A photo that is turned by EXIF, with all that its format may hold in each pixel."""
    picture = Image.linear_gradient("L").resize((SIDE, SIDE)).convert("RGB")
    turned = Image.Exif()
    turned[0x0112] = 6
    if form == "JPEG":
        picture = picture.convert("CMYK")
        return saved(picture, form, exif=turned, progressive=True, subsampling=0)
    picture.putalpha(Image.radial_gradient("L").resize(picture.size))
    return saved(picture, form, exif=turned, method=0)


@pytest.mark.parametrize("form", ["WEBP", "JPEG"])
def test_a_large_photo_is_seen_with_just_the_memory_that_is_reckoned(
    uploads: Uploads, workers: Workers, form: str
) -> None:
    photo = large(form)
    reckoned = (SIDE * SIDE * BYTES_A_PIXEL[form] + len(photo)) / 1e6
    too_little, enough = (
        Uploads(workers, UploadLimits(megabytes=int(reckoned) + more)) for more in (-5, 1)
    )
    told = refused(too_little, photo)
    assert (told.fault, told.got) == (Fault.PHOTO_MEMORY, f"{SIDE} x {SIDE}")
    seen = see(enough, photo)
    with Image.open(io.BytesIO(seen.annotated)) as annotated:
        assert annotated.size == (SIDE, SIDE)


def test_a_photo_whose_file_is_larger_than_what_a_worker_begins_with_is_seen(
    uploads: Uploads, machine: Machine
) -> None:
    size = 40_000_000
    photo = saved(FACE, "HEIF", quality=95)
    photo += struct.pack(">I4s", size, b"free") + bytes(size - 8)
    assert [face.label for face in see(uploads, photo).faces] == ["Happy"]
    machine.megabytes = 70.0
    assert refused(uploads, photo).fault is Fault.NO_MEMORY
    assert see(uploads, PORTRAIT).faces != []


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_for_which_there_is_no_memory_is_refused_before_it_is_decoded(
    uploads: Uploads, machine: Machine, form: str
) -> None:
    photo = saved(Image.new("RGB", (2600, 2600), "red"), form)
    torn = photo[: len(photo) // 2]
    assert refused(uploads, torn).fault is Fault.PHOTO_DAMAGED
    machine.megabytes = 70.0
    told = refused(uploads, torn)
    assert (told.fault, told.got) == (Fault.PHOTO_MEMORY, "2600 x 2600")
    assert 0 < int(told.limit) < 2600 * 2600


def of_another_size(png: bytes, width: int, height: int) -> bytes:
    """A PNG that lies."""
    header = b"IHDR" + struct.pack(">II", width, height) + png[24:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]


SMALL_PNG = saved(Image.new("RGB", (64, 64), "red"), "PNG")


@pytest.mark.parametrize(
    ("photo", "fault", "got"),
    [
        (saved(Image.new("1", (8001, 8000)), "PNG"), Fault.PHOTO_SIZE, "8001 x 8000"),
        (saved(Image.new("1", (20_000, 12_000)), "PNG"), Fault.PHOTO_SIZE, "> 64000000"),
        (of_another_size(SMALL_PNG, 1_000_000, 1), Fault.PHOTO_SIZE, "1000000 x 1"),
        (of_another_size(SMALL_PNG, 4000, 4000), Fault.PHOTO_DAMAGED, ""),
    ],
)
def test_a_few_bytes_that_promise_a_giant_are_refused(
    uploads: Uploads, photo: bytes, fault: Fault, got: str
) -> None:
    assert len(photo) < 100_000
    told = refused(uploads, photo)
    assert told.fault is fault
    assert got in told.got


def test_a_picture_larger_than_it_says_is_cut_to_what_it_says(uploads: Uploads) -> None:
    seen = see(uploads, of_another_size(SMALL_PNG, 40, 30))
    with Image.open(io.BytesIO(seen.annotated)) as annotated:
        assert annotated.size == (40, 30)


def test_a_photo_whose_worker_dies_costs_that_photo_alone(
    uploads: Uploads, workers: Workers
) -> None:
    server = workers.server_pid
    assert server is not None
    photo = saved(Image.new("RGB", (2400, 2400), (90, 100, 110)), "JPEG", progressive=True)
    faults: list[Fault] = []

    def look() -> None:
        faults.append(refused(uploads, with_scans(photo, 2000)).fault)

    visitor = threading.Thread(target=look)
    visitor.start()
    wait_until(lambda: bool(children(server)))
    (worker,) = children(server)
    os.kill(worker, signal.SIGKILL)
    visitor.join(PATIENCE)
    assert faults == [Fault.STOPPED]
