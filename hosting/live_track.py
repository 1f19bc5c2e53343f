"""A track that works on a visitor's pictures on a thread of its own, on the newest only."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from transformers.media.limited_range import LimitedRange

logger = logging.getLogger(__name__)

FRAMES_WAITING = 2  # between two steps of a picture's way; what is older is dropped


class Processor(Protocol):
    """What works on the pictures."""

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The picture that goes back, of a frame in ``yuv420p`` and limited range.

        Called on the track's thread. Nobody else has the frame, and nobody but the track may have
        the picture: the encoder, on another thread, is given it next.
        """

    def on_ended(self) -> None:
        """No further picture comes. Called once or more, on any thread."""


class LiveTrack(MediaStreamTrack):
    """Gives back each picture that it works on once, with its own time, as soon as it is ready.

    A frame belongs to one thread at a time: the event loop hands it to the track's thread, and gets
    the picture from there. Meanwhile the short queue of the source drops its oldest frame for each
    new one, so a slow processor costs pictures and not time.
    """

    kind = "video"

    def __init__(self, track: MediaStreamTrack, processor: Processor) -> None:
        super().__init__()
        self.last_frame: float | None = None  # when one last came, in seconds of the clock
        self._source = track
        self._processor = processor
        self._limited_range = LimitedRange()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live track")
        self._picture: asyncio.Future[av.VideoFrame | None] | None = None  # the one in the making
        self._refused = False
        track.on("ended", self.stop)

    async def recv(self) -> Any:
        """The next picture. Raises ``MediaStreamError`` at the end."""
        while self.readyState == "live":
            frame = await self._source.recv()
            if not isinstance(frame, av.VideoFrame) or self.readyState != "live":
                break
            self.last_frame = time.monotonic()
            picture = await self._picture_of(frame)
            if picture is not None:
                return picture
        raise MediaStreamError

    def stop(self) -> None:
        """End the track, wake who waits for a picture, and end the thread once it is done."""
        if self.readyState == "ended":
            return
        super().stop()
        self._source.stop()
        if self._picture is None:  # there is no thread
            self._processor.on_ended()
        else:
            self._picture.cancel()
            self._thread.submit(self._processor.on_ended)
        self._thread.shutdown(wait=False)

    async def _picture_of(self, frame: av.VideoFrame) -> av.VideoFrame | None:
        """None where the frame has no picture. Raises ``MediaStreamError`` at the end."""
        loop = asyncio.get_running_loop()
        self._picture = loop.run_in_executor(self._thread, self._work, frame)
        try:
            return await self._picture
        except asyncio.CancelledError:
            if self.readyState == "live":  # it is the caller who was cancelled
                raise
        except Exception:
            logger.exception("A stream's pictures cannot be worked on; it ends")
            self.stop()
        raise MediaStreamError

    def _work(self, frame: av.VideoFrame) -> av.VideoFrame | None:
        pts, time_base = frame.pts, frame.time_base
        if pts is None or time_base is None:  # there is no time to send it by
            return None
        try:
            plain = self._limited_range.convert(frame)
        except ValueError:
            if not self._refused:
                logger.exception("A frame cannot be converted; such frames are left out")
            self._refused = True
            return None
        picture = self._processor.recv(plain)
        picture.pts, picture.time_base = pts, time_base
        return picture
