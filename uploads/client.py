"""The app's side of an upload: a worker reads it, and what it tells of it is checked."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from hosting.channel import Message, ProtocolError
from hosting.http import held
from hosting.stopping import Reason, StoppedError
from hosting.workers import Job, Limits, Workers
from models.personal import Baseline
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip import ClipInfo, Done
from transformers.types import Face
from uploads.wire import BLOCK, faces_of, fault_of, info_of, tell_baseline, tell_overlay

JOBS = "uploads.jobs"
CLOCK = 3  # times the CPU time that a piece of work may last: the live streams come first
SLACK = 2  # seconds that a clip may be longer than it says
LOOK_SECONDS = 10  # of CPU time, to look at a clip
LARGEST_JPEG = 1 << 26  # bytes
# A labelled clip is held in memory to be shown, and once more while the page runs.
RESULT_SHARE = 0.5  # of the memory that is to spare
LEAST_RESULT = 4.0  # megabytes: a short clip is always taken

OnFrame = Callable[[Sequence[Face], float, bytes], None]
"""Told the faces, the seconds since the clip's start, and now and then a JPEG of what was drawn."""


@dataclass(frozen=True)
class UploadLimits:
    """What one upload may take."""

    photo_seconds: int = 15  # of CPU time
    clip_minutes: int = 60  # the longest clip
    clip_frames: int = 220_000
    clip_work_minutes: int = 120  # of CPU time
    clip_result_megabytes: int = 200
    megabytes: int = 1500  # of memory


@dataclass(frozen=True)
class SeenPhoto:
    """What is kept of a photo."""

    faces: list[Face]  # the largest first, numbered from 1
    shown: bytes  # JPEG
    annotated: bytes  # JPEG, full size


_REASONS = {
    Reason.MEMORY: Fault.STOPPED_MEMORY,
    Reason.TIME: Fault.STOPPED_TIME,
    Reason.SHORT: Fault.NO_MEMORY,
    Reason.BUSY: Fault.BUSY,
    Reason.BROKEN: Fault.STOPPED,
    Reason.NO_PROCESS: Fault.NO_PROCESS,
    Reason.NO_SANDBOX: Fault.NO_SANDBOX,
}


class Uploads:
    """All that the app does with uploads. It may be used on any thread."""

    def __init__(self, workers: Workers, limits: UploadLimits) -> None:
        self._workers = workers
        self.limits = limits

    def result_megabytes(self) -> float:
        """What a labelled clip may take now."""
        share = min(self._workers.spare() * RESULT_SHARE, held.room() / 1e6)
        return min(float(self.limits.clip_result_megabytes), max(share, LEAST_RESULT))

    def see(
        self, photo: IO[bytes], overlay: Overlay, baseline: Baseline | None = None
    ) -> SeenPhoto:
        """The faces of a photo, and the photo with them drawn on it. Raises ``FileError``.

        The ``baseline`` is that of the largest face.
        """
        pictures = {"shown": b"", "annotated": b""}
        with self._job("photo", self._limits(self.limits.photo_seconds)) as job:
            job.send(
                {
                    "length": _length(photo),
                    "overlay": tell_overlay(overlay),
                    "baseline": tell_baseline(baseline),
                }
            )
            while True:
                message = _next(job, photo)
                if "done" in message.fields:
                    break
                for name in pictures:
                    if name in message.fields:
                        pictures[name] = _jpeg(message)
            if not all(pictures.values()):
                raise ProtocolError("a photo came back without a picture")
            return SeenPhoto(faces_of(message), **pictures)

    def look(self, clip: IO[bytes]) -> ClipInfo:
        """What a clip is, before it is worked on. Raises ``FileError``."""
        with self._job("look", self._limits(LOOK_SECONDS)) as job:
            job.send({"length": _length(clip)})
            return info_of(_next(job, clip))

    def label(
        self,
        clip: IO[bytes],
        result: IO[bytes],
        overlay: Overlay,
        on_frame: OnFrame,
        wanted: Callable[[], bool] = lambda: True,
        *,
        baseline: Baseline | None = None,
    ) -> Done:
        """Write ``clip`` to ``result`` as MP4, with its faces labelled. Raises ``FileError``.

        The ``baseline`` is that of the main face. The work is given up a moment
        after ``wanted`` tells that it is not.
        """
        try:
            return self._label(clip, result, overlay, on_frame, wanted, baseline=baseline)
        except StoppedError:
            return Done(finished=False)

    def _label(
        self,
        clip: IO[bytes],
        result: IO[bytes],
        overlay: Overlay,
        on_frame: OnFrame,
        wanted: Callable[[], bool],
        *,
        baseline: Baseline | None,
    ) -> Done:
        limits, most = self.limits, self.result_megabytes()
        longest = limits.clip_minutes * 60 + SLACK
        with self._job("clip", self._limits(limits.clip_work_minutes * 60), wanted) as job:
            job.send(
                {
                    "length": _length(clip),
                    "overlay": tell_overlay(overlay),
                    "baseline": tell_baseline(baseline),
                    "seconds": longest,
                    "frames": limits.clip_frames,
                }
            )
            while wanted():
                message = _next(job, clip)
                if "done" in message.fields:
                    with _disk():
                        result.flush()
                    return Done(
                        finished=True,
                        seconds=message.number("seconds", 0, longest),
                        sound_lost=message.fields.get("sound_lost") is True,
                    )
                if "write" in message.fields:
                    _write(message, result, most)
                    continue
                seconds = message.number("seconds", 0, longest)
                preview = _jpeg(message) if message.data else b""
                on_frame(faces_of(message), seconds, preview)
        return Done(finished=False)

    def _limits(self, cpu_seconds: int) -> Limits:
        return Limits(cpu_seconds, CLOCK * cpu_seconds, self.limits.megabytes)

    @contextmanager
    def _job(
        self, name: str, limits: Limits, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Job]:
        """A worker for one file."""
        try:
            with self._workers.job(name, limits, wanted) as job:
                yield job
        except StoppedError as error:
            if error.reason is Reason.UNWANTED:
                raise
            raise FileError(_REASONS[error.reason]) from None
        except ProtocolError:
            raise FileError(Fault.STOPPED) from None


def _next(job: Job, file: IO[bytes]) -> Message:
    """What the worker tells next, once it has what it asks for. Raises ``FileError``."""
    while True:
        message = job.receive()
        fault = fault_of(message)
        if fault is not None:
            raise fault
        if "read" not in message.fields:
            return message
        file.seek(message.whole("read", 0, 1 << 50))
        job.send({}, file.read(message.whole("size", 1, BLOCK)))


def _length(file: IO[bytes]) -> int:
    return file.seek(0, io.SEEK_END)


def _write(message: Message, result: IO[bytes], megabytes: float) -> None:
    place = message.whole("write", 0, 1 << 50)
    if place + len(message.data) > megabytes * 1_000_000:
        raise FileError(Fault.CLIP_RESULT, limit=f"{megabytes:.0f}")
    with _disk():
        result.seek(place)
        result.write(message.data)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise FileError(Fault.DISK) from None


def _jpeg(message: Message) -> bytes:
    if not message.data.startswith(b"\xff\xd8\xff") or len(message.data) > LARGEST_JPEG:
        raise ProtocolError("a picture is no JPEG")
    return message.data
