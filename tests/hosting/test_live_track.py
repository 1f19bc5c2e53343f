"""The live track hands back the newest picture, whatever its processor does."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from fractions import Fraction
from typing import Any

import av
import pytest
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from hosting.live_track import FRAMES_WAITING, LiveTrack
from testkit.patience import PATIENCE

BASE = Fraction(1, 90_000)


def picture(side: int, number: int) -> av.VideoFrame:
    """One that is as bright as its number."""
    frame = av.VideoFrame(side, side, "gray")
    frame.planes[0].update(bytes([number % 256]) * frame.planes[0].buffer_size)
    return frame


def number_of(frame: av.VideoFrame) -> int:
    return bytes(frame.planes[0])[0]


class Camera(MediaStreamTrack):
    """Gives numbered pictures as fast as they are asked for."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    async def recv(self) -> Any:
        await asyncio.sleep(0)
        frame = picture(16, self.given)
        frame.pts, frame.time_base = self.given, BASE
        self.given += 1
        return frame


class Processor:
    """Works on a picture when it may."""

    def __init__(self, fails_at: int = -1) -> None:
        self.may = threading.Semaphore(0)
        self.seen: list[int] = []
        self.ended = threading.Event()
        self.thread: threading.Thread | None = None
        self._fails_at = fails_at

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        self.thread = threading.current_thread()
        self.seen.append(number_of(frame))
        if not self.may.acquire(timeout=PATIENCE):
            raise TimeoutError
        if len(self.seen) == self._fails_at:
            raise ValueError("it cannot be worked on")
        return picture(32, number_of(frame))

    def on_ended(self) -> None:
        self.ended.set()


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, PATIENCE))


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.001)


def thread_of(processor: Processor) -> threading.Thread:
    assert processor.thread is not None
    return processor.thread


def test_the_newest_picture_that_is_ready_comes_back_at_the_time_of_the_camera() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor()
        track = LiveTrack(camera, processor)
        first = await track.recv()
        assert first.width == 16  # as it came: nothing is ready yet
        assert track.last_frame is not None
        await until(lambda: processor.seen == [0])
        for _ in range(9):  # while the processor is at the first
            await track.recv()
        processor.may.release()
        await until(lambda: processor.seen == [0, 9])
        back = await track.recv()
        assert (back.width, number_of(back)) == (32, 0)
        assert (back.pts, back.time_base) == (camera.given - 1, BASE)
        processor.may.release(99)
        await until(lambda: len(processor.seen) > 2)
        assert processor.seen[:3] == [0, 9, 10]
        track.stop()
        await until(lambda: not thread_of(processor).is_alive())

    run(scene())


def test_a_slow_processor_costs_pictures_and_not_memory() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor()
        track = LiveTrack(camera, processor)
        for _ in range(500):  # none of which waits for the processor
            await track.recv()
            assert track._newest.qsize() <= 1
        assert not track._ready
        await until(lambda: len(processor.seen) == 1)
        track.stop()
        processor.may.release(99)
        await until(lambda: not thread_of(processor).is_alive())
        assert len(processor.seen) == 1  # the one that waited is late now

    run(scene())


def test_a_slow_visitor_costs_pictures_and_not_memory() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor()
        processor.may.release(99)
        track = LiveTrack(camera, processor)
        for number in range(20):  # put in as if nobody ever took one out
            track._hand_over(await camera.recv())
            while processor.seen[-1:] != [number]:
                await asyncio.sleep(0.001)
        await until(lambda: len(track._ready) == FRAMES_WAITING)
        await until(lambda: number_of(track._ready[-1]) == 19)
        assert [number_of(frame) for frame in track._ready] == [18, 19]
        track.stop()
        await until(lambda: not thread_of(processor).is_alive())
        assert not track._ready

    run(scene())


def test_stop_ends_the_thread_and_tells_the_processor() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor()
        processor.may.release(99)
        track = LiveTrack(camera, processor)
        while len(processor.seen) < 3:
            await track.recv()
        track.stop()
        assert camera.readyState == "ended"
        await until(processor.ended.is_set)
        await until(lambda: not thread_of(processor).is_alive())
        with pytest.raises(MediaStreamError):
            await track.recv()

    run(scene())


def test_stop_before_the_first_picture_tells_the_processor() -> None:
    async def scene() -> None:
        processor = Processor()
        LiveTrack(Camera(), processor).stop()
        assert processor.ended.is_set()
        assert processor.thread is None

    run(scene())


def test_the_end_of_the_camera_is_the_end_of_the_track() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor()
        processor.may.release(99)
        track = LiveTrack(camera, processor)
        await track.recv()
        camera.stop()
        assert track.readyState == "ended"
        await until(processor.ended.is_set)
        with pytest.raises(MediaStreamError):
            await track.recv()

    run(scene())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_processor_that_raises_is_told_its_end_and_nothing_piles_up() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor(fails_at=2)
        processor.may.release(99)
        track = LiveTrack(camera, processor)
        while not processor.ended.is_set():
            await track.recv()
        await until(lambda: not thread_of(processor).is_alive())
        for _ in range(100):
            await track.recv()
            assert track._newest.qsize() <= 1
        assert len(processor.seen) == 2
        assert not track._ready
        track.stop()
        assert track.readyState == camera.readyState == "ended"

    run(scene())
