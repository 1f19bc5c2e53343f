"""Clips made to do harm: each goes the way of an upload, into a real worker, and comes to nothing.

What they would do otherwise is shown beside it: FFmpeg, left alone, follows them.
"""

import ctypes
import io
import os
import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from hosting.workers import Workers
from testkit.clips import write_clip
from tests.uploads.conftest import ENOUGH, Machine
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip import Done
from transformers.media.clip_reader import BYTES_A_PIXEL
from transformers.media.display import LARGEST_SIDE
from uploads.client import UploadLimits, Uploads

QUICKLY = {"libvpx": {"deadline": "realtime", "cpu-used": "16"}}
MP4_START = b"\0\0\0\x14ftypisom\0\0\0\0isom"
MATROSKA_START = b"\x1a\x45\xdf\xa3\x80"


def sound_clip() -> bytes:
    return write_clip(sound=None, times=(0.0, 0.1))


@pytest.fixture
def uploads(workers: Workers, machine: Machine) -> Iterator[Uploads]:
    """After each test the next clip is worked on as if nothing had been."""
    yield Uploads(workers, UploadLimits())
    machine.megabytes = ENOUGH
    assert label(Uploads(workers, UploadLimits()), sound_clip())[0].finished


def label(uploads: Uploads, content: bytes) -> tuple[Done, list[float], bytes]:
    """How it ended, the seconds of the frames, and the result."""
    seconds: list[float] = []
    result = io.BytesIO()
    done = uploads.label(
        io.BytesIO(content), result, Overlay(), lambda faces, when, shown: seconds.append(when)
    )
    return done, seconds, result.getvalue()


def refused(uploads: Uploads, content: bytes) -> FileError:
    """What both the look and the work say of it."""
    with pytest.raises(FileError) as looked:
        uploads.look(io.BytesIO(content))
    with pytest.raises(FileError) as labelled:
        label(uploads, content)
    assert str(labelled.value) == str(looked.value)
    assert "\n" not in str(looked.value)
    return looked.value


def drawn(
    form: str,
    video: str,
    times: list[float],
    size: tuple[int, int] = (64, 64),
    noise: bool = False,
    **options: str,
) -> bytes:
    """A clip of plain or noisy pictures, without sound."""
    file = io.BytesIO()
    chance = np.random.default_rng(1)
    with av.open(file, "w", format=form, options=options) as clip:
        pictures: Any = clip.add_stream(video, rate=24, options=QUICKLY.get(video, {}))
        pictures.width, pictures.height, pictures.pix_fmt = *size, "yuv420p"
        pictures.codec_context.time_base = Fraction(1, 1000)
        for when in times:
            planes = np.full((size[1] * 3 // 2, size[0]), 90, dtype=np.uint8)
            if noise:
                planes[:] = chance.integers(0, 256, planes.shape)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = round(1000 * when), Fraction(1, 1000)
            clip.mux(pictures.encode(frame))
        clip.mux(pictures.encode(None))
    return file.getvalue()


class Watched:
    """Tells whether anybody on this machine has opened a file since the last time."""

    IN_OPEN, IN_NONBLOCK = 0x20, 0o4000

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._events = libc.inotify_init1(self.IN_NONBLOCK)
        assert libc.inotify_add_watch(self._events, os.fsencode(path), self.IN_OPEN) >= 0

    def was_opened(self) -> bool:
        try:
            return bool(os.read(self._events, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._events)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Path, Watched]]:
    """A file of the server's, which FFmpeg would take for a video of text."""
    path = tmp_path / "requirements.txt"
    path.write_text("streamlit\n" * 4000)
    with closing(Watched(path)) as watched:
        yield path, watched


def list_of_files(path: Path) -> bytes:
    return f"ffconcat version 1.0\nfile '{path}'\nduration 1\n".encode()


@pytest.mark.parametrize("start", [b"", MP4_START, MATROSKA_START])
def test_a_list_of_files_is_no_clip_and_none_of_them_is_opened(
    uploads: Uploads, kept: tuple[Path, Watched], start: bytes
) -> None:
    path, watched = kept
    assert refused(uploads, start + list_of_files(path)).fault is Fault.NO_CLIP
    assert refused(uploads, b"ffconcat version 1.0\nfile requirements.txt").fault is Fault.NO_CLIP
    assert not watched.was_opened()


def test_ffmpeg_left_alone_would_show_the_file_of_such_a_list(
    tmp_path: Path, kept: tuple[Path, Watched]
) -> None:
    path, watched = kept
    clip = tmp_path / "x.mp4"
    clip.write_bytes(list_of_files(Path(path.name)))
    with av.open(str(clip), "r") as opened:
        assert opened.format.name == "concat"
        assert next(opened.decode(video=0)).width > 100
    assert watched.was_opened()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def somebody_called(listener: socket.socket) -> bool:
    return bool(select.select([listener], [], [], 0)[0])


class Playlist(io.BytesIO):
    """An upload that leads to an address, by its content and by its name."""

    def __init__(self, listener: socket.socket, start: bytes = b"") -> None:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:2", "#EXTINF:2,", f"{address}.mp4", ""]
        super().__init__(start + "\n".join(lines).encode())
        self.name = f"{address}.m3u8"


@pytest.mark.parametrize("start", [b"", MP4_START, MATROSKA_START])
def test_a_playlist_calls_nobody(uploads: Uploads, listener: socket.socket, start: bytes) -> None:
    with pytest.raises(FileError) as told:
        uploads.look(Playlist(listener, start))
    assert told.value.fault is Fault.NO_CLIP
    assert not somebody_called(listener)


def test_ffmpeg_left_alone_would_call_whom_such_a_playlist_names(listener: socket.socket) -> None:
    with pytest.raises(av.error.ExitError):  # as nobody answers
        av.open(Playlist(listener), "r", timeout=(1.0, 1.0))
    assert somebody_called(listener)


def udp_ports() -> set[int]:
    lines = Path("/proc/net/udp").read_text(encoding="utf-8").splitlines()[1:]
    return {int(line.split()[1].rpartition(":")[2], 16) for line in lines}


def test_a_session_description_opens_no_port_and_holds_nobody(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploads.client.LOOK_SECONDS", 2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
        assert port in udp_ports()
    description = (
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
        f"m=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
    ).encode()
    seen: list[set[int]] = []
    over = threading.Event()

    def look_on() -> None:
        while not over.wait(0.002):
            seen.append(udp_ports())

    watcher = threading.Thread(target=look_on)
    watcher.start()
    try:
        # After the time that a look may take the fault would be another.
        assert refused(uploads, description).fault is Fault.NO_CLIP
        assert refused(uploads, MP4_START + description).fault is Fault.NO_CLIP
    finally:
        over.set()
        watcher.join()
    assert len(seen) > 10
    assert not any(port in ports for ports in seen)


def whose_pictures_are_elsewhere(clip: bytes, path: Path) -> bytes:
    """An MP4 without its pictures: it says that they are at the same places of another file."""
    name = os.fsencode(path)
    name += b"\0" * (len(name) % 2)
    alias = bytes(150) + struct.pack(">HH", 2, len(name)) + name + struct.pack(">HH", 0xFFFF, 0)
    entry = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    dref = struct.pack(">I4sII", 16 + len(entry), b"dref", 0, 1) + entry
    index = bytearray(clip[clip.index(b"moov") - 4 :])
    at = index.index(b"dref") - 4
    (before,) = struct.unpack_from(">I", index, at)
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        where = index.index(box) - 4
        (size,) = struct.unpack_from(">I", index, where)
        struct.pack_into(">I", index, where, size + len(dref) - before)
    index[at : at + before] = dref
    return MP4_START + bytes(index)


def test_an_mp4_whose_pictures_are_in_a_file_of_the_server_reads_nothing_of_it(
    uploads: Uploads, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(sound_clip())
    clip = whose_pictures_are_elsewhere(sound_clip(), secret)
    with closing(Watched(secret)) as watched:
        assert refused(uploads, clip).fault is Fault.CLIP_WITHOUT_PICTURES
        assert not watched.was_opened()
        allowed = {"enable_drefs": "1", "use_absolute_path": "1"}
        with av.open(io.BytesIO(clip), "r", container_options=allowed) as opened:
            assert len(list(opened.decode(video=0))) == 2
        assert watched.was_opened()


def test_a_clip_for_which_there_is_no_memory_is_refused_with_what_there_is_memory_for(
    uploads: Uploads, machine: Machine
) -> None:
    large = drawn("mp4", "mpeg4", [0.0, 0.1], (3840, 2160))
    machine.megabytes = 350.0
    told = refused(uploads, large)
    assert (told.fault, told.got) == (Fault.CLIP_MEMORY, "3840 x 2160")
    assert 0 < float(told.limit) < 350 / BYTES_A_PIXEL
    machine.megabytes = 20.0
    assert refused(uploads, sound_clip()).fault is Fault.NO_MEMORY


def that_says_it_is_small(clip: bytes) -> bytes:
    """A WebM whose header tells 64 x 64, whatever its frames are."""
    for element in (b"\xb0\x82", b"\xba\x82"):
        assert clip.count(element, 0, 500) == 1
        place = clip.index(element) + 2
        clip = clip[:place] + struct.pack(">H", 64) + clip[place + 2 :]
    return clip


def test_a_clip_whose_frames_are_larger_than_it_says_gets_no_more_memory_than_there_is(
    uploads: Uploads, machine: Machine
) -> None:
    clip = that_says_it_is_small(drawn("webm", "libvpx", [0.0, 0.1], (1920, 1080)))
    with av.open(io.BytesIO(clip), "r") as opened:
        assert opened.streams.video[0].width == 64
    machine.megabytes = 150.0
    told = refused(uploads, clip)
    assert (told.fault, told.got) == (Fault.CLIP_MEMORY, "1920 x 1080")


def test_frames_too_large_for_any_memory_are_not_decoded_whatever_the_clip_says(
    uploads: Uploads,
) -> None:
    clip = that_says_it_is_small(drawn("webm", "libvpx", [0.0], (LARGEST_SIDE + 64, LARGEST_SIDE)))
    assert refused(uploads, clip).fault is Fault.CLIP_WITHOUT_PICTURES


def that_says_it_is_short(clip: bytes) -> bytes:
    place = clip.index(b"\x44\x89\x88") + 3
    return clip[:place] + struct.pack(">d", 500.0) + clip[place + 8 :]


@pytest.mark.parametrize(
    ("clip", "said"),
    [
        (drawn("matroska", "mpeg4", [0.0, 1.0, 2.0, 3.0], live="1"), None),
        (that_says_it_is_short(drawn("matroska", "mpeg4", [0.0, 1.0, 2.0, 3.0])), 0.5),
    ],
)
def test_a_clip_longer_than_the_limit_ends_there_whatever_it_says(
    uploads: Uploads, workers: Workers, clip: bytes, said: float | None
) -> None:
    assert uploads.look(io.BytesIO(clip)).seconds == said
    with pytest.raises(FileError) as told:
        label(Uploads(workers, UploadLimits(clip_minutes=0)), clip)
    assert (told.value.fault, told.value.limit) == (Fault.CLIP_LENGTH, "0")
    assert label(uploads, clip)[1] == pytest.approx([0, 1, 2, 3], abs=0.01)


def test_a_clip_of_more_frames_than_the_limit_ends_there(
    uploads: Uploads, workers: Workers
) -> None:
    clip = drawn("matroska", "mpeg4", [number / 1000 for number in range(60)])
    seen: list[float] = []
    with pytest.raises(FileError) as told:
        Uploads(workers, UploadLimits(clip_frames=50)).label(
            io.BytesIO(clip), io.BytesIO(), Overlay(), lambda faces, when, shown: seen.append(when)
        )
    assert (told.value.fault, told.value.limit) == (Fault.CLIP_FRAMES, "50")
    assert len(seen) == 50
    assert len(label(uploads, clip)[1]) == 60


def test_a_result_larger_than_the_limit_is_not_kept(uploads: Uploads, workers: Workers) -> None:
    noise = drawn("mp4", "mpeg4", [number / 24 for number in range(16)], (480, 360), noise=True)
    result = io.BytesIO()
    with pytest.raises(FileError) as told:
        Uploads(workers, UploadLimits(clip_result_megabytes=1)).label(
            io.BytesIO(noise), result, Overlay(), lambda *_: None
        )
    assert (told.value.fault, told.value.limit) == (Fault.CLIP_RESULT, "1")
    assert 0 < len(result.getvalue()) <= 1_000_000
    assert len(label(uploads, noise)[2]) > 1_000_000


def test_sound_that_cannot_be_decoded_is_left_out_and_told(uploads: Uploads) -> None:
    clip = write_clip("matroska", seconds=0.3)
    assert clip.count(b"A_AAC") == 1
    assert not label(uploads, clip)[0].sound_lost
    done, seconds, result = label(uploads, clip.replace(b"A_AAC", b"A_XYZ"))
    assert (done.finished, done.sound_lost) == (True, True)
    assert len(seconds) == 7
    with av.open(io.BytesIO(result), "r") as written:
        assert [stream.type for stream in written.streams] == ["video"]
