from fractions import Fraction

import av
import pytest

from hosting.picture_size import HD, Size, is_key_frame, vp8_size
from testkit.pictures import plain


def encoded(codec: str, width: int, height: int, frames: int = 3) -> list[bytes]:
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base = Fraction(1, 30)
    if codec == "libx264":
        encoder.options = {"tune": "zerolatency", "preset": "ultrafast"}
    else:
        encoder.options = {"deadline": "realtime", "lag-in-frames": "0"}
    packets = []
    for number in range(frames):
        frame = av.VideoFrame.from_ndarray(plain(height, width), format="bgr24")
        frame.pts, frame.time_base = number, Fraction(1, 30)
        packets += encoder.encode(frame)
    return [bytes(packet) for packet in packets]


@pytest.mark.parametrize("size", [(16, 16), (640, 480), (721, 1279), (2048, 16)])
def test_the_size_of_vp8(size: tuple[int, int]) -> None:
    first, second, *_ = encoded("libvpx", *size)
    assert vp8_size(first) == Size(*size)
    assert vp8_size(second) is None
    assert vp8_size(first[:9]) is None
    assert vp8_size(b"") is None


@pytest.mark.parametrize(("name", "encoder"), [("VP8", "libvpx"), ("H264", "libx264")])
def test_key_frames(name: str, encoder: str) -> None:
    first, second, *_ = encoded(encoder, 64, 48)
    assert is_key_frame(name, first)
    assert not is_key_frame(name, second)
    assert not is_key_frame(name, b"")
    assert not is_key_frame(name, b"\x01\x00\x00\x01")


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 480), (1, 1)])
def test_what_fits(size: tuple[int, int]) -> None:
    assert HD.holds(Size(*size))


@pytest.mark.parametrize("size", [(1281, 720), (720, 1281), (721, 721 + 1), (1920, 1080)])
def test_what_does_not(size: tuple[int, int]) -> None:
    assert not HD.holds(Size(*size))
