"""Clips wait in line, are worked on one by one, and nothing of them is kept for nobody."""

import gc
import io
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import av
import pytest

from hosting.workers import Workers
from testkit.clips import RATE, write_clip
from testkit.patience import wait_until
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault
from transformers.media.clip import ClipInfo
from transformers.types import Face
from uploads.client import JOBS, UploadLimits, Uploads
from uploads.clip_queue import ClipJob, ClipQueue, JobState

INFO = ClipInfo(width=320, height=240, seconds=1.5, has_sound=True)
LABELS = Overlay(box=True, label=True)

Seen = list[tuple[float, list[Face]]]


@pytest.fixture(scope="module")
def uploads() -> Iterator[Uploads]:
    workers = Workers(JOBS, spare=lambda: 2000.0)
    yield Uploads(workers, UploadLimits())
    workers.close()


def nothing(faces: Sequence[Face], seconds: float) -> None:
    pass


def always() -> bool:
    return True


def job(content: bytes, seen: Seen | None = None) -> ClipJob:
    def take(faces: Sequence[Face], seconds: float) -> None:
        if seen is not None:
            seen.append((seconds, list(faces)))

    return ClipJob(io.BytesIO(content), INFO, LABELS, take, has_page=always)


def unnamed_files() -> int:
    """How many open files of this process have no name any more."""
    links = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except FileNotFoundError:  # the one that lists them
            continue
    return sum(link.endswith("(deleted)") for link in links)


def test_the_line_is_worked_off_one_by_one(uploads: Uploads) -> None:
    queue = ClipQueue(uploads)
    seen: Seen = []
    go_on = threading.Event()

    def hold(faces: Sequence[Face], seconds: float) -> None:
        go_on.wait(30)

    held = ClipJob(io.BytesIO(write_clip()), INFO, LABELS, hold, has_page=always)
    jobs = [held, job(write_clip()), job(write_clip(), seen)]
    for one in jobs:
        queue.add(one)
    wait_until(lambda: jobs[0].state is JobState.RUNNING)
    assert [queue.place(one) for one in jobs] == [0, 1, 2]
    jobs[1].cancel()
    assert queue.place(jobs[2]) == 1
    go_on.set()
    wait_until(lambda: jobs[2].is_over)
    assert [one.state for one in jobs] == [JobState.DONE, JobState.CANCELLED, JobState.DONE]
    *frames, end = seen
    assert len(frames) == jobs[2].frames == round(1.5 * RATE)
    assert end[0] == pytest.approx(1.5, abs=0.01)
    assert end[1] == []
    assert any(faces for _, faces in seen)
    assert jobs[2].share == 1
    jobs[2].result.seek(0)
    with av.open(jobs[2].result, "r") as clip:
        assert clip.streams.video[0].codec_context.name == "h264"


def test_a_job_is_cancelled_in_the_middle(uploads: Uploads) -> None:
    long = job(write_clip(seconds=20))
    thread = threading.Thread(target=long.run, args=(uploads,))
    thread.start()
    wait_until(lambda: long.frames > 5)
    assert 0 < long.share < 1
    long.cancel()
    thread.join(5)
    assert long.state is JobState.CANCELLED
    assert long.frames < 20 * RATE
    assert long.result.closed


def test_the_job_of_a_visitor_who_has_gone_ends_and_so_does_one_in_line(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploads.clip_queue.LOOK", 0.05)
    monkeypatch.setattr("uploads.clip_queue.FORGOTTEN", 0.1)
    page_is_open = True
    before = unnamed_files()

    def leave(faces: Sequence[Face], seconds: float) -> None:
        nonlocal page_is_open
        page_is_open = False
        time.sleep(0.02)

    source, waiting_source = (io.BytesIO(write_clip(seconds=20)) for _ in range(2))
    held = [weakref.ref(source), weakref.ref(waiting_source)]
    gone, in_line = (
        ClipJob(one, INFO, LABELS, leave, has_page=lambda: page_is_open)
        for one in (source, waiting_source)
    )
    del source, waiting_source
    queue = ClipQueue(uploads)
    queue.add(gone)
    queue.add(in_line)
    wait_until(lambda: gone.is_over and in_line.is_over)
    assert (gone.state, in_line.state) == (JobState.CANCELLED, JobState.CANCELLED)
    assert 0 < gone.frames < 20 * RATE
    assert in_line.frames == 0
    wait_until(
        lambda: all(one() is None for one in held)
    )  # the clips, though the jobs are still known
    assert unnamed_files() == before


def test_a_result_for_which_nobody_comes_is_let_go_of(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploads.clip_queue.LOOK", 0.05)
    monkeypatch.setattr("uploads.clip_queue.FORGOTTEN", 0.1)
    page_is_open = True
    done = ClipJob(io.BytesIO(write_clip()), INFO, LABELS, nothing, has_page=lambda: page_is_open)
    queue = ClipQueue(uploads)
    queue.add(done)
    wait_until(lambda: done.is_over)
    time.sleep(0.3)
    assert not done.result.closed
    page_is_open = False
    wait_until(lambda: done.result.closed)


def test_the_line_keeps_nothing_of_a_clip_that_is_over(uploads: Uploads) -> None:
    queue = ClipQueue(uploads)
    before = unnamed_files()
    last = job(write_clip())
    ended = weakref.ref(last)
    queue.add(last)
    del last
    wait_until(lambda: ended() is None)
    gc.collect()
    assert unnamed_files() == before


def test_a_clip_that_fails_says_why_and_lets_go(uploads: Uploads) -> None:
    failed = job(b"nothing")
    failed.run(uploads)
    assert failed.state is JobState.FAILED
    assert failed.error is not None
    assert failed.error.fault is Fault.NO_CLIP
    assert failed.result.closed


class Full(io.BytesIO):
    """A disk without room."""

    def write(self, content: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_ends_the_job_and_not_the_line(uploads: Uploads) -> None:
    full, after = job(write_clip()), job(write_clip())
    full.result.close()
    full.result = Full()
    queue = ClipQueue(uploads)
    queue.add(full)
    queue.add(after)
    wait_until(lambda: after.is_over)
    assert full.error is not None
    assert full.error.fault is Fault.DISK
    assert full.result.closed
    assert after.state is JobState.DONE


def test_whatever_a_job_raises_the_next_one_begins(uploads: Uploads) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise RuntimeError("out of the blue")

    source: IO[bytes] = Broken(write_clip())
    broken = ClipJob(source, INFO, LABELS, nothing, has_page=always)
    after = job(write_clip())
    queue = ClipQueue(uploads)
    queue.add(broken)
    queue.add(after)
    wait_until(lambda: after.is_over)
    assert broken.error is not None
    assert broken.error.fault is Fault.STOPPED
    assert after.state is JobState.DONE
