"""The live track gives back each picture once, with its own time, whatever its processor does."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from hosting.live_track import FRAMES_WAITING, LiveTrack
from hosting.webrtc_compat import RemoteTrack
from testkit.patience import PATIENCE

BASE = Fraction(1, 90_000)


def picture(side: int, number: int, pixels: str = "yuv420p") -> av.VideoFrame:
    """One that is as bright as its number."""
    frame = av.VideoFrame(side, side, pixels)
    for plane in frame.planes:
        plane.update(bytes([number % 256]) * plane.buffer_size)
    return frame


def number_of(frame: av.VideoFrame) -> int:
    return bytes(frame.planes[0])[0]


def at(pts: int, frame: av.VideoFrame) -> av.VideoFrame:
    frame.pts, frame.time_base = pts, BASE
    return frame


class Camera(MediaStreamTrack):
    """Gives numbered pictures as fast as they are asked for."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    async def recv(self) -> Any:
        await asyncio.sleep(0)
        self.given += 1
        return at(self.given - 1, picture(16, self.given - 1))


class Processor:
    """Works on a picture when it may."""

    def __init__(self, may: int = 0, fails_at: int = -1) -> None:
        self.may = threading.Semaphore(may)
        self.seen: list[int] = []
        self.pixels: list[str] = []
        self.ended = threading.Event()
        self.thread: threading.Thread | None = None
        self._fails_at = fails_at

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        self.thread = threading.current_thread()
        self.pixels.append(frame.format.name)
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


async def is_over(processor: Processor) -> None:
    """Until its thread has gone."""
    await until(processor.ended.is_set)
    await until(lambda: processor.thread is not None and not processor.thread.is_alive())


def live(*frames: av.VideoFrame) -> RemoteTrack:
    """A visitor's track, in whose short queue these already are."""
    remote = RemoteTrack("video")
    for frame in frames:
        remote._queue.put_nowait(frame)
    return remote


async def returned(track: LiveTrack, count: int) -> list[av.VideoFrame]:
    return [await track.recv() for _ in range(count)]


def told(frames: Sequence[av.VideoFrame]) -> list[tuple[int, int | None]]:
    assert all((frame.width, frame.time_base) == (32, BASE) for frame in frames)
    return [(number_of(frame), frame.pts) for frame in frames]


def test_each_picture_comes_back_once_with_its_own_time() -> None:
    async def scene() -> None:
        track = LiveTrack(Camera(), Processor(may=99))
        frames = await returned(track, 20)
        assert told(frames) == [(number, number) for number in range(20)]
        assert len({id(frame) for frame in frames}) == 20
        assert track.last_frame is not None
        track.stop()

    run(scene())


def test_it_waits_for_the_picture_of_the_frame_that_came() -> None:
    async def scene() -> None:
        processor = Processor()
        track = LiveTrack(Camera(), processor)
        first = asyncio.ensure_future(track.recv())
        await until(lambda: processor.seen == [0])
        assert not first.done()  # nothing goes back unlabelled
        processor.may.release()
        assert told([await first]) == [(0, 0)]
        track.stop()

    run(scene())


def test_frames_in_pairs_come_back_as_both() -> None:
    async def scene() -> None:
        remote = live(at(0, picture(16, 0)), at(100, picture(16, 1)))
        track = LiveTrack(remote, Processor(may=99))
        assert told(await returned(track, 2)) == [(0, 0), (1, 100)]
        third = asyncio.ensure_future(track.recv())
        for _ in range(100):  # a stall: nothing is sent again meanwhile
            await asyncio.sleep(0)
        assert not third.done()
        remote._queue.put_nowait(at(6000, picture(16, 2)))
        assert told([await third]) == [(2, 6000)]
        track.stop()

    run(scene())


def test_a_slow_processor_costs_pictures_and_neither_time_nor_memory() -> None:
    async def scene() -> None:
        remote, processor = live(at(0, picture(16, 0))), Processor()
        track = LiveTrack(remote, processor)
        first = asyncio.ensure_future(track.recv())
        await until(lambda: processor.seen == [0])
        for number in range(1, 200):
            remote._queue.put_nowait(at(3000 * number, picture(16, number)))
        assert remote._queue.qsize() == FRAMES_WAITING
        processor.may.release(99)
        frames = [await first, *await returned(track, 2)]
        assert told(frames) == [(number, 3000 * number) for number in (0, 198, 199)]
        track.stop()

    run(scene())


def test_times_that_jump_or_go_back_are_kept() -> None:
    times = (0, 3000, 2000, 1 << 40, 1 << 40, -5)

    async def scene() -> None:
        remote = live()
        track = LiveTrack(remote, Processor(may=99))
        for number, time in enumerate(times):
            remote._queue.put_nowait(at(time, picture(16, number)))
            assert told([await track.recv()]) == [(number, time)]
        track.stop()

    run(scene())


def test_full_range_is_brought_to_limited_range_before_anything_else() -> None:
    async def scene() -> None:
        levels = (0, 8, 30, 225, 247, 255)
        expected = (16, 23, 42, 209, 228, 235)
        remote, processor = live(), Processor(may=99)
        track = LiveTrack(remote, processor)
        for marked in (False, True):
            for level in levels:
                frame = at(0, picture(16, level, "yuv420p" if marked else "yuvj420p"))
                frame.color_range = 2 if marked else 0
                remote._queue.put_nowait(frame)
                await track.recv()
        assert np.abs(np.subtract(processor.seen, expected * 2)).max() <= 2
        assert set(processor.pixels) == {"yuv420p"}
        track.stop()

    run(scene())


def test_a_frame_that_cannot_be_converted_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        bad = [at(0, av.VideoFrame(16, 16, "bayer_bggr8")), picture(16, 3)]  # without a time
        remote, processor = live(*bad), Processor(may=99)
        track = LiveTrack(remote, processor)
        coming = asyncio.ensure_future(track.recv())
        await until(remote._queue.empty)
        remote._queue.put_nowait(at(9, picture(16, 5)))
        assert told([await coming]) == [(5, 9)]
        assert processor.seen == [5]
        track.stop()

    run(scene())
    assert [record.getMessage() for record in caplog.records] == [
        "A frame cannot be converted; such frames are left out"
    ]


def test_stop_ends_the_thread_and_tells_the_processor() -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor(may=99)
        track = LiveTrack(camera, processor)
        await returned(track, 3)
        track.stop()
        assert camera.readyState == "ended"
        await is_over(processor)
        with pytest.raises(MediaStreamError):
            await track.recv()

    run(scene())


def test_stop_wakes_who_waits_for_a_picture_or_for_a_frame() -> None:
    async def scene() -> None:
        processor = Processor()
        track = LiveTrack(Camera(), processor)
        waiting = asyncio.ensure_future(track.recv())
        await until(lambda: processor.seen == [0])
        track.stop()
        with pytest.raises(MediaStreamError):
            await waiting
        assert not processor.ended.is_set()  # it is still at its picture
        processor.may.release()
        await is_over(processor)

        track = LiveTrack(live(), Processor())
        waiting = asyncio.ensure_future(track.recv())
        await asyncio.sleep(0)
        track.stop()
        with pytest.raises(MediaStreamError):
            await waiting

    run(scene())


def test_who_gives_up_waiting_may_come_again() -> None:
    async def scene() -> None:
        processor = Processor()
        track = LiveTrack(Camera(), processor)
        waiting = asyncio.ensure_future(track.recv())
        await until(lambda: processor.seen == [0])
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert track.readyState == "live"
        processor.may.release(9)
        assert told([await track.recv()]) == [(1, 1)]
        track.stop()

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
        camera, processor = Camera(), Processor(may=99)
        track = LiveTrack(camera, processor)
        await track.recv()
        camera.stop()
        assert track.readyState == "ended"
        await until(processor.ended.is_set)
        with pytest.raises(MediaStreamError):
            await track.recv()

    run(scene())


def test_a_processor_that_raises_ends_the_track(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        camera, processor = Camera(), Processor(may=99, fails_at=2)
        track = LiveTrack(camera, processor)
        assert told([await track.recv()]) == [(0, 0)]
        with pytest.raises(MediaStreamError):
            await track.recv()
        assert track.readyState == camera.readyState == "ended"
        await is_over(processor)

    run(scene())
    assert [record.getMessage() for record in caplog.records] == [
        "A stream's pictures cannot be worked on; it ends"
    ]
