from fractions import Fraction

import av
import numpy as np
import pytest

from testkit.pictures import coffee_table
from transformers.media.planes import copy_frame, planes_of


def frame(height: int, width: int, form: str = "yuv420p") -> av.VideoFrame:
    made = av.VideoFrame.from_ndarray(coffee_table(height, width), format="bgr24")
    made = made.reformat(format=form)
    made.pts, made.time_base = 77, Fraction(1, 90_000)
    return made


@pytest.mark.parametrize("size", [(480, 640), (479, 641), (1, 1), (720, 1280)])
def test_planes_have_the_frames_pixels(size: tuple[int, int]) -> None:
    planes = planes_of(frame(*size))
    halved = ((size[0] + 1) // 2, (size[1] + 1) // 2)
    assert [plane.shape for plane in planes] == [size, halved, halved]


def test_a_copy_is_mirrored_and_keeps_its_time() -> None:
    original = frame(480, 640)
    before = [plane.copy() for plane in planes_of(original)]
    copied = copy_frame(original, mirror=True)
    assert (copied.pts, copied.time_base) == (77, Fraction(1, 90_000))
    for plane, was in zip(planes_of(copied), before, strict=True):
        np.testing.assert_array_equal(plane, was[:, ::-1])
        plane[:] = 0
    for plane, was in zip(planes_of(original), before, strict=True):
        np.testing.assert_array_equal(plane, was)  # the decoder still needs it


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a frame in yuv420p, got rgb24"):
        copy_frame(frame(48, 64, "rgb24"), mirror=False)
