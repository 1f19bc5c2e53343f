"""From RGB to the numbers that a video holds, by the formulas of ITU-R BT.601, 709, 2020 and 2100.

Nothing here is done by FFmpeg: what it makes of such frames is to be compared with this.
"""

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from testkit.pictures import Picture

Plane = NDArray[np.float64]

# AVCOL_SPC_*: weights of red and blue in the brightness.
WEIGHTS = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}
PQ, HLG = 16, 18  # AVCOL_TRC_*
WHITE = 203.0  # cd/m² of a sheet of paper in HDR (ITU-R BT.2408)
BT709_TO_2020 = np.array(
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
)


def frame_of(
    picture: Picture, form: str, *, matrix: int = 6, full: bool = False, transfer: int = 0
) -> av.VideoFrame:
    """A frame of RGB ``uint8[H, W, 3]``, even sides, in a planar ``form`` of 8 or 10 bits."""
    if form == "rgb24":
        return av.VideoFrame.from_ndarray(picture, "rgb24")
    rgb = picture / 255
    if transfer in (PQ, HLG):
        rgb = _hdr(rgb, transfer)
    frame = av.VideoFrame(picture.shape[1], picture.shape[0], form)
    bits = frame.format.components[0].bits
    for plane, values in zip(frame.planes, _planes(rgb, form, matrix, full, bits), strict=False):
        kind = np.uint16 if bits > 8 else np.uint8
        lines = np.frombuffer(memoryview(plane), kind).reshape(plane.height, -1)
        lines[:, : plane.width] = values.round().clip(0, (1 << bits) - 1)
    return frame


def _planes(rgb: Plane, form: str, matrix: int, full: bool, bits: int) -> list[Plane]:
    one = 1 << (bits - 8)
    red, blue = WEIGHTS[matrix]
    luma = rgb @ np.array([red, 1 - red - blue, blue])
    cb, cr = ((rgb[:, :, 2] - luma) / (2 - 2 * blue), (rgb[:, :, 0] - luma) / (2 - 2 * red))
    top = (1 << bits) - 1
    black, span, chroma = (0, top, top) if full else (16 * one, 219 * one, 224 * one)
    shape = luma.shape
    if "420" in form:
        shape = (shape[0] // 2, shape[1] // 2)
    elif "422" in form:
        shape = (shape[0], shape[1] // 2)
    small = [
        np.asarray(cv2.resize(one_of, shape[::-1], interpolation=cv2.INTER_AREA), np.float64)
        for one_of in (cb, cr)
    ]
    return [black + span * luma, *(128 * one + chroma * plane for plane in small)]


def _hdr(rgb: Plane, transfer: int) -> Plane:
    """The same picture as HDR, its white as bright as paper."""
    light = (rgb**2.4) @ BT709_TO_2020.T * WHITE
    if transfer == PQ:
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        power = (light / 10_000) ** m1
        return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2)
    # A display of 1000 cd/m² has a system gamma of 1.2.
    brightness = light @ np.array([0.2627, 0.6780, 0.0593])
    gain = np.maximum(brightness / 1000, 1e-9) ** (1 / 1.2 - 1)
    linear = light / 1000 * gain[:, :, np.newaxis]
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    above = a * np.log(np.maximum(12 * linear - b, 1e-9)) + c
    return np.asarray(np.where(linear <= 1 / 12, np.sqrt(3 * linear), above))
