"""Every decoder's picture comes to yuv420p in BT.601's limited range, exact to two levels."""

import subprocess
import sys

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from transformers.media.limited_range import LimitedRange
from transformers.media.planes import planes_of

# The shares of red and blue in brightness, by the matrix's number in ITU-T H.273.
BT_601 = (0.299, 0.114)
MATRICES = {1: (0.2126, 0.0722), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}
MPEG, JPEG = 1, 2
COLOURS = (
    *((0, 0, 0), (255, 255, 255), (128, 128, 128), (200, 60, 90), (255, 0, 0), (0, 255, 0)),
    *((0, 0, 255), (10, 200, 240), (255, 255, 0), (8, 8, 8), (247, 247, 247)),
)
# In a child: FFmpeg's scaler ends the process on some.
EVERY_FORMAT = """
import sys
import av
from av.video.format import names
from transformers.media.limited_range import LimitedRange
limited_range, converted = LimitedRange(), []
for pixels in sorted(names):
    for width, height in ((1, 1), (1, 7), (7, 1), (2, 2), (17, 33), (641, 361)):
        try:
            frame = av.VideoFrame(width, height, pixels)
        except ValueError:
            continue  # it is in the memory of a graphics card
        frame.pts = 7
        try:
            plain = limited_range.convert(frame)
        except ValueError:
            continue
        assert (plain.width, plain.height, plain.pts) == (width, height, 7)
        assert plain.format.name == "yuv420p"
        converted.append(pixels)
print(*set(converted))
"""
OF_DECODERS = {
    *("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "gray", "gray10le"),
    *("yuv420p10le", "yuv422p10le", "yuv444p10le", "yuv420p12le", "gbrp", "gbrp10le", "nv12"),
}


def as_yuv(colour: tuple[int, int, int], shares: tuple[float, float], whole: bool) -> list[float]:
    red, green, blue = (value / 255 for value in colour)
    of_red, of_blue = shares
    y = of_red * red + (1 - of_red - of_blue) * green + of_blue * blue
    u, v = (blue - y) / (2 * (1 - of_blue)), (red - y) / (2 * (1 - of_red))
    if whole:
        return [255 * y, 128 + 255 * u, 128 + 255 * v]
    return [16 + 219 * y, 128 + 224 * u, 128 + 224 * v]


def filled(values: list[float], pixels: str = "yuv420p") -> av.VideoFrame:
    frame = av.VideoFrame(64, 48, pixels)
    for plane, value in zip(planes_of(frame), values, strict=True):
        plane[:] = min(round(value), 255)
    return frame


def levels(frame: av.VideoFrame) -> NDArray[np.float64]:
    assert all(int(plane.max()) - int(plane.min()) <= 2 for plane in planes_of(frame))
    return np.array([plane.mean() for plane in planes_of(frame)])


@pytest.mark.parametrize("colour_range", [0, MPEG, JPEG])
@pytest.mark.parametrize("matrix", range(18))  # those that are reserved, too
def test_every_range_and_matrix(matrix: int, colour_range: int) -> None:
    limited_range = LimitedRange()
    shares = MATRICES.get(matrix, BT_601)
    for colour in COLOURS:
        frame = filled(as_yuv(colour, shares, whole=colour_range == JPEG))
        frame.color_range, frame.colorspace = colour_range, matrix
        expected = as_yuv(colour, BT_601, whole=False)
        assert np.abs(levels(limited_range.convert(frame)) - expected).max() <= 2


@pytest.mark.parametrize("colour_range", [0, MPEG, JPEG])
def test_yuvj420p_is_full_range_whatever_it_says(colour_range: int) -> None:
    limited_range = LimitedRange()
    for colour in COLOURS:
        frame = filled(as_yuv(colour, BT_601, whole=True), "yuvj420p")
        frame.color_range = colour_range
        expected = as_yuv(colour, BT_601, whole=False)
        assert np.abs(levels(limited_range.convert(frame)) - expected).max() <= 2


def test_what_is_so_already_is_not_copied() -> None:
    limited_range = LimitedRange()
    frame = filled([90, 128, 128])
    for matrix in (2, 5, 6):
        for colour_range in (0, MPEG):
            frame.colorspace, frame.color_range = matrix, colour_range
            assert limited_range.convert(frame) is frame


def test_the_streams_kind_may_change() -> None:
    limited_range = LimitedRange()
    for pixels, size in (("yuvj420p", 64), ("rgb24", 33), ("yuv420p", 16), ("yuvj420p", 1)) * 3:
        plain = limited_range.convert(av.VideoFrame(size, size, pixels))
        assert (plain.width, plain.height, plain.format.name) == (size, size, "yuv420p")


def test_every_pixel_format_and_size_passes_or_is_refused() -> None:
    child = subprocess.run(
        [sys.executable, "-c", EVERY_FORMAT], capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    converted = set(child.stdout.split())
    assert converted > OF_DECODERS
    assert len(converted) > 200


def test_pixels_that_no_decoder_gives_are_refused() -> None:
    for pixels in ("bayer_bggr8", "yaf32le"):
        with pytest.raises(ValueError, match=f"the pixels of a video decoder, got {pixels}"):
            LimitedRange().convert(av.VideoFrame(16, 16, pixels))
