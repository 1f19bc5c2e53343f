"""Clips wait in line and are worked on one at a time, so that live streams come first."""

import os
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import IO

import av

from models.classifier import Classifier
from transformers.clip import ClipInfo, OnFrame, annotate
from transformers.face import Face
from transformers.faults import Fault, FileError
from transformers.overlay import Overlay

NICENESS = 10  # of the thread that works: lower in rank than the live streams'
FORGOTTEN = 60.0  # seconds without the visitor's page after which a job ends
PREVIEW_EVERY = 1.0  # seconds

OnFaces = Callable[[Sequence[Face], float], None]


class JobState(Enum):
    """How far a job is."""

    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


class ClipJob:
    """One clip, in line. The page reads; the worker's thread writes."""

    def __init__(
        self,
        source: IO[bytes],
        info: ClipInfo,
        overlay: Overlay,
        on_faces: OnFaces,
        has_page: Callable[[], bool],
    ) -> None:
        """``on_faces`` is told the faces of each frame, and its seconds since the clip's start.

        ``has_page`` tells, on the worker's thread, whether the visitor still has the page open.
        """
        self.info = info
        self.state = JobState.WAITING
        self.error: FileError | None = None  # why it failed
        self.frames = 0  # done so far
        self.seconds = 0.0  # of the clip, done so far
        self.elapsed = 0.0  # seconds of work
        self.preview: av.VideoFrame | None = None
        # No name, and gone with the job: nothing is kept on the disk.
        self.result: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the job
        weakref.finalize(self, self.result.close)
        self._source = source
        self._overlay = overlay
        self._on_faces = on_faces
        self._has_page = has_page
        self._cancelled = False

    @property
    def share(self) -> float:
        """How much is done, 0 to 1; 0 where the file does not say how long it is."""
        if self.state is JobState.DONE:
            return 1.0
        return min(self.seconds / self.info.seconds, 1.0) if self.info.seconds else 0.0

    @property
    def frames_per_second(self) -> float:
        """Of work."""
        return self.frames / self.elapsed if self.elapsed else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Of work; None before that can be told."""
        return self.elapsed * (1 / self.share - 1) if self.share > 0.02 else None

    def cancel(self) -> None:
        """Stop at the next frame, or do not begin."""
        self._cancelled = True
        if self.state is JobState.WAITING:
            self.state = JobState.CANCELLED

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

    def run(self, classifier: Classifier) -> None:
        """Work on it, in the calling thread."""
        if self._cancelled or not self._has_page():
            self.state = JobState.CANCELLED
            return
        self.state = JobState.RUNNING
        start = time.monotonic()
        try:
            done = annotate(
                self._source, self.result, classifier, self._overlay, self._on_frame(start)
            )
            self.state = JobState.DONE if done else JobState.CANCELLED
        except FileError as error:
            self.error, self.state = error, JobState.FAILED
        except (av.error.FFmpegError, OSError) as error:
            self.error, self.state = FileError(Fault.CLIP_BROKEN, str(error)), JobState.FAILED

    def _on_frame(self, start: float) -> OnFrame:
        shown = had_page = start

        def take(seconds: float, faces: Sequence[Face], frame: av.VideoFrame) -> bool:
            nonlocal shown, had_page
            now = time.monotonic()
            self._on_faces(faces, seconds)
            self.frames += 1
            self.seconds, self.elapsed = seconds, now - start
            if now - shown >= PREVIEW_EVERY:
                self.preview, shown = frame, now
            if self._has_page():
                had_page = now
            return not self._cancelled and now - had_page <= FORGOTTEN

        return take


class ClipQueue:
    """The line of one process, with one worker."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._waiting: deque[ClipJob] = deque()
        self._running: ClipJob | None = None
        self._changed = threading.Condition()
        threading.Thread(target=self._work, name="clips", daemon=True).start()

    def add(self, job: ClipJob) -> None:
        """Put a job at the end of the line."""
        with self._changed:
            self._waiting.append(job)
            self._changed.notify()

    def place(self, job: ClipJob) -> int:
        """How many are before it, with the one that is worked on."""
        with self._changed:
            line = [one for one in self._waiting if not one.is_over]
            running = self._running is not None and self._running is not job
            return line.index(job) + running if job in line else 0

    def _work(self) -> None:
        # On Linux this is the thread's own rank, not the process's.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                job = self._running = self._waiting.popleft()
            if not job.is_over:
                job.run(self._classifier)
            with self._changed:
                self._running = None
