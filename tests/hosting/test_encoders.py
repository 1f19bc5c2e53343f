"""The encoders are aiortc's own, with some options of ours, whenever they begin anew."""

from fractions import Fraction
from typing import Any, ClassVar

import av
import numpy as np
import pytest
from aiortc.codecs.h264 import h264_depayload
from aiortc.codecs.vpx import vp8_depayload

from hosting.encoders import LeanH264Encoder, LeanVp8Encoder
from testkit.pictures import astronaut


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
