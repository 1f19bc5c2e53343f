"""Clips wait in line and are worked on one at a time, so that live streams come first."""

import logging
import os
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import IO

from models.personal import Baseline
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip import ClipInfo
from transformers.types import Face
from uploads.client import Uploads

logger = logging.getLogger(__name__)

FORGOTTEN = 30.0  # seconds without the visitor's page after which a job ends
LOOK = 5.0  # seconds between two looks at the line for jobs whose visitors have gone

OnFaces = Callable[[Sequence[Face], float], None]


class JobState(Enum):
    """How far a job is."""

    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


class ClipJob:
    """One clip, in line. The page reads; the queue's thread writes."""

    def __init__(
        self,
        source: IO[bytes],
        info: ClipInfo,
        overlay: Overlay,
        on_faces: OnFaces,
        has_page: Callable[[], bool],
        *,
        baseline: Baseline | None = None,
    ) -> None:
        """``on_faces`` is told the faces of each frame, and its seconds since the clip's start; at
        the clip's end once more, and no faces.

        ``has_page`` tells, on any thread, whether the visitor still has the page open. Raises
        ``FileError`` where the disk takes no result.
        """
        self.info = info
        self.state = JobState.WAITING
        self.error: FileError | None = None  # why it failed
        self.frames = 0  # done so far
        self.seconds = 0.0  # of the clip, done so far
        self.elapsed = 0.0  # seconds of work
        self.preview = b""  # JPEG of the latest labelled frame
        self.sound_lost = False  # the clip has a sound track that nothing here can read
        # It has no name, and is closed as soon as nobody can want it any more.
        try:
            self.result: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the job
        except OSError as error:
            logger.warning("There is no file for a labelled clip: %s", error.strerror)
            raise FileError(Fault.DISK) from None
        weakref.finalize(self, self.result.close)
        self._source: IO[bytes] | None = source
        self._overlay = overlay
        self._baseline = baseline  # of the main face
        self._on_faces = on_faces
        self._has_page = has_page
        self._cancelled = False
        self._begun = 0.0
        self._left: float | None = None  # since when the visitor has no page

    @property
    def share(self) -> float:
        """How much is done, 0 to 1; 0 where the file does not say how long it is."""
        if self.state is JobState.DONE:
            return 1.0
        return 0.0 if self.info.seconds is None else min(self.seconds / self.info.seconds, 1.0)

    @property
    def frames_per_second(self) -> float:
        """Of work."""
        return self.frames / self.elapsed if self.elapsed else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Of work; None before that can be told."""
        return self.elapsed * (1 / self.share - 1) if self.share > 0.02 else None

    @property
    def size(self) -> int:
        """Bytes of the result so far; 0 once it is let go of."""
        return 0 if self.result.closed else os.fstat(self.result.fileno()).st_size

    def cancel(self) -> None:
        """Stop at the next frame, or do not begin."""
        self._cancelled = True
        if self.state is JobState.WAITING:
            self._end(JobState.CANCELLED)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

    def is_forgotten(self, now: float) -> bool:
        """Whether the visitor has had no page for so long that nobody will come for the result."""
        if self._has_page():
            self._left = None
        elif self._left is None:
            self._left = now
        return self._left is not None and now - self._left >= FORGOTTEN

    def discard(self) -> None:
        """Let go of the result, and of the clip, at once or as soon as the work has stopped."""
        self.cancel()
        if self.is_over:
            self._close()

    def run(self, uploads: Uploads) -> None:
        """Work on it, in the calling thread. Whatever happens, the job is over then."""
        source = self._source
        if self._cancelled or source is None or not self._has_page():
            self._end(JobState.CANCELLED)
            return
        self.state, self._begun = JobState.RUNNING, time.monotonic()
        try:
            done = uploads.label(
                source,
                self.result,
                self._overlay,
                self._take,
                lambda: not self._cancelled,
                baseline=self._baseline,
            )
            self.sound_lost = done.sound_lost
            if done.finished:
                self._on_faces((), done.seconds)
            self._end(JobState.DONE if done.finished else JobState.CANCELLED)
        except FileError as error:
            self._fail(error)
        except Exception as error:  # whatever it is, it ends this job and not the line
            logger.warning("A clip failed: %s", type(error).__name__)
            self._fail(FileError(Fault.STOPPED))

    def _take(self, faces: Sequence[Face], seconds: float, preview: bytes) -> None:
        self._on_faces(faces, seconds)
        self.frames += 1
        self.seconds, self.elapsed = seconds, time.monotonic() - self._begun
        self.preview = preview or self.preview

    def _fail(self, error: FileError) -> None:
        # Anew, as the error that was raised holds on to the frames that had the clip.
        self.error = None if self._cancelled else error.alone()
        self._end(JobState.CANCELLED if self._cancelled else JobState.FAILED)

    def _end(self, state: JobState) -> None:
        """What is not needed any more goes at once: a half-written result may fill the disk."""
        self.preview, self._source = b"", None
        if state is not JobState.DONE:
            self._close()
        self.state = state

    def _close(self) -> None:
        with suppress(OSError):  # on a full disk: what was held back cannot be written
            self.result.close()


class ClipQueue:
    """The line of one process. It works on one clip at a time."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._waiting: deque[ClipJob] = deque()
        self._running: ClipJob | None = None
        self._known: weakref.WeakSet[ClipJob] = weakref.WeakSet()  # whose files are not let go of
        self._changed = threading.Condition()
        threading.Thread(target=self._work, name="clips", daemon=True).start()
        threading.Thread(target=self._clear, name="forgotten clips", daemon=True).start()

    def add(self, job: ClipJob) -> None:
        """Put a job at the end of the line."""
        with self._changed:
            self._waiting.append(job)
            self._known.add(job)
            self._changed.notify_all()

    def place(self, job: ClipJob) -> int:
        """How many are before it, with the one that is worked on."""
        with self._changed:
            line = [one for one in self._waiting if not one.is_over]
            running = self._running is not None and self._running is not job
            return line.index(job) + running if job in line else 0

    def _work(self) -> None:
        while True:
            self._work_on_the_next()

    def _work_on_the_next(self) -> None:
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            job = self._running = self._waiting.popleft()
        if not job.is_over:
            job.run(self._uploads)
        with self._changed:
            self._running = None

    def _clear(self) -> None:
        while True:
            with self._changed:
                while not self._known:
                    self._changed.wait()
            time.sleep(LOOK)
            self._discard_forgotten(time.monotonic())

    def _discard_forgotten(self, now: float) -> None:
        with self._changed:
            known = list(self._known)
        for job in known:
            if job.is_forgotten(now):
                job.discard()
                if job.is_over:
                    with self._changed:
                        self._known.discard(job)
