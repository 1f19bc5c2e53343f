"""A video frame's memory as arrays, without a copy."""

from typing import NamedTuple

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray

from transformers.media.limited_range import FORMAT


class Planes(NamedTuple):
    """Views of a ``yuv420p`` frame: brightness, and two colour differences at half the size.

    Brightness goes from 16 (black) to 235; 128 is no colour (ITU-R BT.601, limited range).
    """

    y: NDArray[np.uint8]  # [H, W]
    u: NDArray[np.uint8]  # [ceil(H / 2), ceil(W / 2)]
    v: NDArray[np.uint8]  # [ceil(H / 2), ceil(W / 2)]


def planes_of(frame: av.VideoFrame) -> Planes:
    """The frame's own memory: writing to it changes the frame."""
    return Planes(*(_pixels(plane) for plane in frame.planes))


def copy_frame(frame: av.VideoFrame, *, mirror: bool) -> av.VideoFrame:
    """A copy to draw on, with the frame's time; left and right may change places.

    The decoder still needs the frame itself, as its reference for the next one. Raises
    ``ValueError`` where it is not in ``yuv420p``.
    """
    import cv2  # which the encoders, that read planes too, do without

    if frame.format.name != FORMAT:
        raise ValueError(f"expected a frame in {FORMAT}, got {frame.format.name}")
    copied = av.VideoFrame(frame.width, frame.height, FORMAT)
    for before, after in zip(planes_of(frame), planes_of(copied), strict=True):
        if mirror:
            cv2.flip(before, 1, dst=after)
        else:
            after[:] = before
    copied.pts = frame.pts
    if frame.time_base is not None:
        copied.time_base = frame.time_base
    return copied


def _pixels(plane: VideoPlane) -> NDArray[np.uint8]:
    """Without the bytes that pad each line."""
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return lines[:, : plane.width]
