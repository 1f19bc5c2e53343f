"""Pictures and frames that the tests share: drawn ones, and one real face."""

import cv2
import numpy as np
import skimage.data
from numpy.typing import NDArray

from transformers.face import Box

Picture = NDArray[np.uint8]

ASTRONAUT_FACE = Box(176, 70, 94, 94)
"""Where the face is in ``astronaut()``, from brows to chin, measured by eye."""


def astronaut() -> Picture:
    """NASA's portrait of Eileen Collins, smiling: public domain, BGR ``uint8[512, 512, 3]``."""
    return np.ascontiguousarray(skimage.data.astronaut()[:, :, ::-1])


def plain(height: int, width: int, level: int = 128) -> Picture:
    """A BGR picture of one grey level."""
    return np.full((height, width, 3), level, dtype=np.uint8)


def with_face(height: int, width: int, x: int, y: int, side: int) -> tuple[Picture, Box]:
    """The astronaut's head on a plain frame, its face at ``x, y`` and ``side`` pixels wide."""
    scale = side / ASTRONAUT_FACE.w
    picture = cv2.resize(astronaut(), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top = round(ASTRONAUT_FACE.x * scale) - x, round(ASTRONAUT_FACE.y * scale) - y
    frame = plain(height, width, level=170)
    shift = np.array([[1, 0, -left], [0, 1, -top]], dtype=np.float32)
    shifted = cv2.warpAffine(
        picture, shift, (width, height), dst=frame, borderMode=cv2.BORDER_TRANSPARENT
    )
    return np.asarray(shifted, dtype=np.uint8), Box(x, y, side, side)
