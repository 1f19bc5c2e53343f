"""Queues of live pictures keep the newest, and no more of them than they may."""

import asyncio
import queue
import threading
from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import av
import pytest
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

from hosting import webrtc_compat
from hosting.bounded import NewestItems, NewestTasks
from hosting.picture_size import HD, KEY_FRAME_START, Size
from hosting.webrtc_compat import ENCODED_BYTES, ENCODED_FRAMES, EncodedFrames
from testkit.patience import PATIENCE

VP8, H264 = SimpleNamespace(name="VP8"), SimpleNamespace(name="H264")


@dataclass(frozen=True)
class Frame:
    """As the jitter buffer puts it together."""

    data: bytes = field(repr=False)


def key_frame(size: Size = HD, length: int = 100) -> Frame:
    sides = b"".join(side.to_bytes(2, "little") for side in (size.width, size.height))
    return Frame((b"\x10\x00\x00" + KEY_FRAME_START + sides).ljust(length, b"\x00"))


def between(length: int = 100) -> Frame:
    return Frame(b"\x11" + bytes(length - 1))


class Decoder:
    """Counts what is asked of the visitor while nothing is decoded."""

    def __init__(self) -> None:
        self.keys_asked = 0
        self.refused = 0
        self.waiting = EncodedFrames(self._ask, self._refuse)

    def _ask(self) -> None:
        self.keys_asked += 1

    def _refuse(self) -> None:
        self.refused += 1

    def frames(self) -> list[Frame]:
        return [frame for _, frame in list(self.waiting.queue)]

    def megabytes(self) -> float:
        return sum(len(frame.data) for frame in self.frames()) / 1e6


@pytest.mark.parametrize("most", [1, 2, 7])
def test_tasks_keep_the_newest(most: int) -> None:
    async def put_and_get() -> None:
        tasks = NewestTasks(most)
        for number in range(1000):
            await asyncio.wait_for(tasks.put(number), PATIENCE)
            assert tasks.qsize() <= most
        assert [tasks.get_nowait() for _ in range(most)] == list(range(1000 - most, 1000))
        assert tasks.empty()

    asyncio.run(put_and_get())


def test_who_waits_for_a_task_is_woken() -> None:
    async def wait() -> object:
        tasks = NewestTasks(1)
        waiting = asyncio.create_task(tasks.get())
        await asyncio.sleep(0)
        tasks.put_nowait("old")
        tasks.put_nowait("new")
        return await asyncio.wait_for(waiting, PATIENCE)

    assert asyncio.run(wait()) == "new"


@pytest.mark.parametrize("most", [1, 2, 7])
def test_items_keep_the_newest(most: int) -> None:
    items = NewestItems(most)
    for number in range(1000):
        items.put(number, timeout=PATIENCE)
        assert items.qsize() <= most
    assert [items.get_nowait() for _ in range(most)] == list(range(1000 - most, 1000))
    with pytest.raises(queue.Empty):
        items.get_nowait()


def test_items_go_from_thread_to_thread_in_their_order() -> None:
    items, taken = NewestItems(3), list[int]()

    def take() -> None:
        while (item := items.get(timeout=PATIENCE)) is not None:
            taken.append(item)

    taking = threading.Thread(target=take)
    taking.start()
    for number in range(5000):
        items.put(number)
    while items.qsize():  # the end may push out nothing here
        taking.join(0.001)
    items.put(None)
    taking.join(PATIENCE)
    assert not taking.is_alive()
    assert taken[-1] == 4999
    assert taken == sorted(set(taken))


def test_encoded_frames_in_time_are_all_decoded() -> None:
    decoder = Decoder()
    sent = [key_frame(), *(between() for _ in range(ENCODED_FRAMES - 1))]
    for frame in sent:
        decoder.waiting.put((VP8, frame))
    assert decoder.frames() == sent
    assert decoder.keys_asked == decoder.refused == 0


def test_encoded_frames_that_are_too_many_are_dropped_up_to_the_next_key_frame() -> None:
    decoder = Decoder()
    decoder.waiting.put((VP8, key_frame()))
    for _ in range(10 * ENCODED_FRAMES):
        decoder.waiting.put((VP8, between()))
        assert decoder.waiting.qsize() <= ENCODED_FRAMES
    assert decoder.frames() == []  # what builds on a frame that was dropped is of no use
    assert decoder.keys_asked == 9 * ENCODED_FRAMES + 1
    again, after = key_frame(), between()
    decoder.waiting.put((VP8, again))
    decoder.waiting.put((VP8, after))
    assert decoder.frames() == [again, after]
    assert decoder.keys_asked == 9 * ENCODED_FRAMES + 1


def test_encoded_frames_are_bounded_in_bytes() -> None:
    decoder = Decoder()
    length = ENCODED_BYTES // 10
    for _ in range(10):
        decoder.waiting.put((VP8, key_frame(length=length)))
    assert len(decoder.frames()) == 10
    for _ in range(50):
        decoder.waiting.put((VP8, key_frame(length=length)))
        assert decoder.megabytes() <= ENCODED_BYTES / 1e6
    newest = key_frame(length=length)
    decoder.waiting.put((VP8, newest))
    assert decoder.frames()[-1] == newest


def test_h264_waits_for_a_key_frame_too() -> None:
    decoder = Decoder()
    key, other = Frame(b"\x00\x00\x00\x01\x65" + bytes(9)), Frame(b"\x00\x00\x00\x01\x41\x00")
    for _ in range(ENCODED_FRAMES + 1):
        decoder.waiting.put((H264, other))
    assert decoder.frames() == []
    decoder.waiting.put((H264, key))
    assert decoder.frames() == [key]


@pytest.mark.parametrize("size", [Size(1920, 1080), Size(8192, 8192), Size(1281, 720)])
def test_a_key_frame_of_too_large_a_picture_never_waits_for_the_decoder(size: Size) -> None:
    decoder = Decoder()
    decoder.waiting.put((VP8, key_frame(size)))
    assert decoder.frames() == []
    assert decoder.refused == 1


@pytest.mark.parametrize("size", [HD, Size(720, 1280), Size(640, 480)])
def test_a_key_frame_within_the_bound_waits(size: Size) -> None:
    decoder = Decoder()
    decoder.waiting.put((VP8, key_frame(size)))
    assert len(decoder.frames()) == 1
    assert decoder.refused == 0


def test_the_end_comes_before_what_waits() -> None:
    decoder = Decoder()
    for _ in range(ENCODED_FRAMES):
        decoder.waiting.put((VP8, key_frame()))
    decoder.waiting.put(None)
    assert decoder.waiting.get_nowait() is None
    assert decoder.waiting.empty()


@pytest.mark.parametrize(("name", "codec"), [("VP8", "libvpx"), ("H264", "libx264")])
def test_an_empty_frame_does_not_end_the_decoder(name: str, codec: str) -> None:
    """FFmpeg takes one for the end of the stream; a packet of nothing but padding makes one."""
    encoder: Any = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.pix_fmt = 64, 48, "yuv420p"
    encoder.time_base = Fraction(1, 30)
    encoder.options = {"tune": "zerolatency"} if name == "H264" else {"lag-in-frames": "0"}
    waiting = EncodedFrames(lambda: None, lambda: None)
    parameters = RTCRtpCodecParameters(f"video/{name}", 90_000)
    for number in range(3):
        frame = av.VideoFrame(64, 48, "yuv420p")
        frame.pts = number
        content = b"".join(bytes(packet) for packet in encoder.encode(frame))
        waiting.put((parameters, JitterFrame(content, number)))
        waiting.put((parameters, JitterFrame(b"", number)))
    decoder, shown = webrtc_compat.get_decoder(parameters), []
    while waiting.qsize():
        shown += decoder.decode(waiting.get()[1])
    assert len(shown) == 3
