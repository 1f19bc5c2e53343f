"""A track that works on a visitor's pictures on a thread of its own, on the newest only."""

import threading
import time
from collections import deque
from typing import Any, Protocol

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from hosting.bounded import NewestItems

FRAMES_WAITING = 2  # between two steps of a picture's way; what is older is dropped


class Processor(Protocol):
    """What works on the pictures."""

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The picture that goes back. Called on the track's thread."""

    def on_ended(self) -> None:
        """No further picture comes. Called once or more, on any thread."""


class LiveTrack(MediaStreamTrack):
    """Gives back a picture for each that comes: the newest one that is ready.

    It never waits for the processor, so that a slow one costs pictures and not time.
    """

    kind = "video"

    def __init__(self, track: MediaStreamTrack, processor: Processor) -> None:
        super().__init__()
        self.last_frame: float | None = None  # when one last came, in seconds of the clock
        self._source = track
        self._processor = processor
        self._newest = NewestItems(1)
        self._ready: deque[av.VideoFrame] = deque(maxlen=FRAMES_WAITING)
        self._shown: av.VideoFrame | None = None
        self._thread: threading.Thread | None = None
        track.on("ended", self.stop)

    async def recv(self) -> Any:
        """The next picture. Raises ``MediaStreamError`` at the end."""
        frame = await self._source.recv() if self.readyState == "live" else None
        if not isinstance(frame, av.VideoFrame) or self.readyState != "live":
            raise MediaStreamError
        self.last_frame = time.monotonic()
        self._hand_over(frame)
        if self._ready:
            self._shown = self._ready.popleft()
        if self._shown is None:  # the first is not ready yet
            return frame
        self._shown.pts, self._shown.time_base = frame.pts, frame.time_base
        return self._shown

    def stop(self) -> None:
        """End the track, and the thread when it is done with its picture."""
        if self.readyState == "ended":
            return
        super().stop()
        self._source.stop()
        self._shown = None
        if self._thread is None:
            self._processor.on_ended()
        else:
            self._newest.put(None)

    def _hand_over(self, frame: av.VideoFrame) -> None:
        self._newest.put(frame)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="live track", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            while (frame := self._newest.get()) is not None:
                self._ready.append(self._processor.recv(frame))
        finally:
            self._ready.clear()
            self._processor.on_ended()
