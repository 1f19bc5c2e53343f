"""What is over is gone: no file of a visitor's stays open or in memory, however it ended."""

import gc
import io
import os
import resource
import signal
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import IO

import numpy as np
import pytest
from PIL import Image

from hosting.workers import Workers
from testkit.clips import write_clip
from testkit.patience import wait_until
from testkit.processes import children
from tests.uploads.test_clip_queue import INFO, LABELS, always, nothing, unnamed_files
from tests.uploads.test_hostile_clips import drawn
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from uploads.client import JOBS, UploadLimits, Uploads
from uploads.clip_queue import ClipJob, ClipQueue, JobState


def short() -> bytes:
    return write_clip(sound=None, seconds=0.3)


@cache
def long() -> bytes:
    return drawn("mp4", "mpeg4", [number / 24 for number in range(1000)], (320, 240))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(JOBS, idle=600.0, spare=lambda: 2000.0)
    yield workers
    workers.close()


@pytest.fixture(scope="module")
def uploads(workers: Workers) -> Uploads:
    return Uploads(workers, UploadLimits())


@pytest.fixture
def queue(uploads: Uploads) -> ClipQueue:
    return ClipQueue(uploads)


Reference = weakref.ref[IO[bytes]]


def job(
    content: bytes, has_page: Callable[[], bool] = always, kind: type[io.BytesIO] = io.BytesIO
) -> tuple[ClipJob, Reference]:
    """A job, and what tells whether anything keeps its clip."""
    source: IO[bytes] = kind(content)
    return ClipJob(source, INFO, LABELS, nothing, has_page), weakref.ref(source)


def is_gone(clip: Reference) -> bool:
    gc.collect()
    return clip() is None


@contextmanager
def leaving_no_file() -> Iterator[None]:
    """Of those without a name, while whoever began the work may still know of it."""
    before = unnamed_files()
    yield
    wait_until(lambda: unnamed_files() == before)


def test_a_job_holds_its_clip_and_a_file_while_it_waits() -> None:
    before = unnamed_files()
    waiting, clip = job(short())
    assert not is_gone(clip)
    assert unnamed_files() == before + 1
    waiting.cancel()
    assert is_gone(clip)
    assert unnamed_files() == before


def test_nothing_is_left_of_a_finished_clip_whose_visitor_has_left(
    queue: ClipQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploads.clip_queue.LOOK", 0.05)
    monkeypatch.setattr("uploads.clip_queue.FORGOTTEN", 0.1)
    is_here = True
    with leaving_no_file():
        done, clip = job(short(), lambda: is_here)
        queue.add(done)
        wait_until(lambda: done.is_over)
        assert done.state is JobState.DONE
        assert is_gone(clip)
        is_here = False


def test_nothing_is_left_of_a_clip_that_failed(queue: ClipQueue) -> None:
    with leaving_no_file():
        failed, clip = job(b"no clip at all, but a letter")
        queue.add(failed)
        wait_until(lambda: failed.is_over)
        assert failed.error is not None
        assert failed.error.fault is Fault.NO_CLIP
        wait_until(lambda: is_gone(clip))  # though the page still shows the error


def test_nothing_is_left_of_a_clip_that_was_cancelled(queue: ClipQueue) -> None:
    with leaving_no_file():
        cancelled, clip = job(long())
        queue.add(cancelled)
        wait_until(lambda: cancelled.frames > 2)
        cancelled.cancel()
        wait_until(lambda: cancelled.is_over)
        assert cancelled.state is JobState.CANCELLED
        wait_until(lambda: is_gone(clip))


@pytest.mark.parametrize("whose", ["worker", "server"])
def test_nothing_is_left_of_a_clip_whose_process_was_killed(
    queue: ClipQueue, workers: Workers, whose: str
) -> None:
    with leaving_no_file():
        killed, clip = job(long())
        after, clip_after = job(short())
        queue.add(killed)
        queue.add(after)
        wait_until(lambda: killed.frames > 2)
        server = workers.server_pid
        assert server is not None
        (worker,) = children(server)
        os.kill({"worker": worker, "server": server}[whose], signal.SIGKILL)
        wait_until(lambda: killed.is_over)
        assert killed.error is not None
        assert killed.error.fault is Fault.STOPPED
        wait_until(lambda: is_gone(clip))
        wait_until(lambda: after.is_over)
        assert after.state is JobState.DONE
        assert is_gone(clip_after)
        after.discard()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What is written beyond that fails, as on a full disk."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


@pytest.mark.parametrize(("size", "held_back"), [(0, -1), (4000, -1), (0, 1 << 20)])
def test_nothing_is_left_of_a_clip_for_which_the_disk_is_full(
    queue: ClipQueue, size: int, held_back: int
) -> None:
    """Also where that shows only when what was held back is written at the end."""
    with leaving_no_file():
        full, clip = job(short())
        full.result.close()
        full.result = tempfile.TemporaryFile(buffering=held_back)  # noqa: SIM115
        with files_of_at_most(size):
            queue.add(full)
            wait_until(lambda: full.is_over)
        assert full.error is not None
        assert full.error.fault is Fault.DISK
        wait_until(lambda: is_gone(clip))
        after, _ = job(short())
        queue.add(after)
        wait_until(lambda: after.is_over)
        assert after.state is JobState.DONE
        after.discard()


def test_nothing_is_left_of_a_clip_that_cannot_be_read_again(queue: ClipQueue) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise RuntimeError("out of the blue")

    with leaving_no_file():
        broken, clip = job(short(), kind=Broken)
        queue.add(broken)
        wait_until(lambda: broken.is_over)
        assert broken.state is JobState.FAILED
        wait_until(lambda: is_gone(clip))


def photo() -> tuple[IO[bytes], Reference]:
    file = io.BytesIO()
    Image.fromarray(np.full((80, 80, 3), 120, dtype=np.uint8)).save(file, "JPEG")
    return file, weakref.ref(file)


def test_nothing_is_left_of_a_photo(uploads: Uploads) -> None:
    with leaving_no_file():
        file, known = photo()
        seen = uploads.see(file, Overlay())
        assert seen.faces == []
        assert not is_gone(known)
        del file
        assert is_gone(known)  # of what was made of it, its visitor's page has the only copy
        shown = weakref.ref(seen)
        del seen
        assert shown() is None


def test_nothing_is_left_of_a_photo_that_is_refused(uploads: Uploads) -> None:
    with leaving_no_file():
        file, known = photo()
        file.truncate(300)
        with pytest.raises(FileError):
            uploads.see(file, Overlay())
        del file
        assert is_gone(known)
