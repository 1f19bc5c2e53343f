"""The encoders are aiortc's own, with some options of ours, whenever they begin anew."""

from fractions import Fraction
from typing import Any, ClassVar

import av
import numpy as np
import pytest
from aiortc.codecs.h264 import h264_depayload
from aiortc.codecs.vpx import vp8_depayload
from aiortc.mediastreams import VIDEO_TIME_BASE

from hosting.encoders import LeanH264Encoder, LeanVp8Encoder
from testkit.pictures import astronaut
from transformers.media.planes import planes_of


class MarkedVp8(LeanVp8Encoder):
    ADDED: ClassVar = LeanVp8Encoder.ADDED | {"mark": "1"}


class MarkedH264(LeanH264Encoder):
    ADDED: ClassVar = LeanH264Encoder.ADDED | {"mark": "1"}


KINDS = [(MarkedVp8, "libvpx", vp8_depayload), (MarkedH264, "h264", h264_depayload)]


def frame(number: int, height: int) -> av.VideoFrame:
    picture = np.roll(astronaut()[:height], 2 * number, axis=1)
    made = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
    made.pts, made.time_base = number, Fraction(1, 30)
    return made


@pytest.mark.parametrize(("kind", "codec", "unpack"), KINDS)
def test_pictures_come_back_whatever_changes(kind: Any, codec: str, unpack: Any) -> None:
    encoder = kind()
    before: Any = encoder.codec
    assert before is None
    for height, bits in ((480, 500_000), (480, 1_000_000), (320, 1_000_000)):
        encoder.target_bitrate = bits
        decoder: Any = av.CodecContext.create(codec, "r")
        shown = []
        for number in range(10):
            sent = frame(number, height)
            payloads, _ = encoder.encode(sent)
            shown += decoder.decode(av.Packet(b"".join(map(unpack, payloads))))
        assert len(shown) >= 9
        error = shown[-1].to_ndarray(format="gray").astype(int) - frame(
            len(shown) - 1, height
        ).to_ndarray(format="gray")
        assert np.abs(error).mean() < 6
        # What the codec took is no longer among them, and what it does not know is.
        left = encoder.codec.options
        assert "mark" in left
        assert not (kind.ADDED.keys() - {"mark"}) & left.keys()


def plain(width: int, height: int, level: int, pts: int = 0) -> av.VideoFrame:
    """``yuv420p``, brighter from left to right."""
    made = av.VideoFrame(width, height, "yuv420p")
    made.planes[0].update(bytes([level]) * made.planes[0].buffer_size)
    planes_of(made).y[:, width // 2 :] = level + 60
    for plane in planes_of(made)[1:]:
        plane[:] = 128
    made.pts, made.time_base = pts, VIDEO_TIME_BASE
    return made


@pytest.mark.parametrize(("kind", "codec", "unpack"), KINDS)
def test_any_size_passes_and_may_change(kind: Any, codec: str, unpack: Any) -> None:
    encoder = kind()
    decoder: Any = av.CodecContext.create(codec, "r")
    for width, height in ((1, 1), (1, 16), (3, 5), (641, 361), (640, 480), (17, 33), (64, 48)):
        for level in (40, 90):
            payloads, _ = encoder.encode(plain(width, height, level))
            (shown,) = decoder.decode(av.Packet(b"".join(map(unpack, payloads))))
            grey = planes_of(shown).y[:height, :width].astype(int)
            assert shown.width - width in (0, width % 2)
            assert shown.height - height in (0, height % 2)
            assert np.abs(grey - planes_of(plain(width, height, level)).y).mean() < 6


@pytest.mark.parametrize(("kind", "codec", "unpack"), KINDS)
def test_each_picture_has_its_own_time_wherever_it_jumps(
    kind: Any, codec: str, unpack: Any
) -> None:
    times = (9000, 9001, 9090, 12_000, 12_000, 3000, -7, 1 << 40, (1 << 40) + 1500, 0, 3000)
    encoder, shown = kind(), []
    decoder: Any = av.CodecContext.create(codec, "r")
    for number, pts in enumerate(times):
        payloads, timestamp = encoder.encode(plain(64, 48, 20 * number % 180, pts))
        assert timestamp == pts
        shown += decoder.decode(av.Packet(b"".join(map(unpack, payloads))))
    assert len(shown) == len(times)


def test_a_picture_that_the_codec_refuses_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    encoder = LeanVp8Encoder()
    assert encoder.encode(plain(64, 48, 50))[0]
    for pts in (3000, 6000):
        payloads, timestamp = encoder.encode(plain(16_384, 2, 50, pts))  # VP8 ends at 16383
        assert (payloads, timestamp) == ([], pts)
    assert encoder.encode(plain(64, 48, 50, 9000))[0]
    assert [record.getMessage() for record in caplog.records] == [
        "A picture could not be encoded; it is left out"
    ]
