"""Pictures and frames that the tests share: drawn ones, and one real face."""

from functools import cache

import cv2
import numpy as np
import skimage.data
from numpy.typing import NDArray

from transformers.types import Box

Picture = NDArray[np.uint8]

ASTRONAUT_FACE = Box(176, 70, 94, 94)
"""Where the face is in ``astronaut()``, from brows to chin, measured by eye."""

MOUTH = Box(195, 128, 57, 36)
"""Where the mouth is in ``astronaut()``, with the chin."""

HEAD_CENTRE, HEAD_RADII = (223, 112), (66, 92)
"""An ellipse round the head in ``astronaut()``, hair and all."""


def astronaut() -> Picture:
    """NASA's portrait of Eileen Collins, smiling: public domain, BGR ``uint8[512, 512, 3]``."""
    return _astronaut().copy()


@cache
def _astronaut() -> Picture:
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


def coffee_table(height: int, width: int) -> Picture:
    """A cup on a table, BGR ``uint8[height, width, 3]``: it holds no face."""
    return _coffee_table(height, width).copy()


@cache
def _coffee_table(height: int, width: int) -> Picture:
    coffee = np.ascontiguousarray(skimage.data.coffee()[:, :, ::-1])
    return np.asarray(cv2.resize(coffee, (width, height)), dtype=np.uint8)


def place_head(scene: Picture, face: Box, tilt: float = 0, mouth_blur: float = 0) -> None:
    """Put the astronaut's head into a BGR ``scene``, in place, so that its face fills ``face``.

    It leans ``tilt`` degrees clockwise. The smile fades as its mouth is blurred, by a Gaussian of
    so many pixels of the original.
    """
    scale = face.w / ASTRONAUT_FACE.w
    middle = (ASTRONAUT_FACE.x + ASTRONAUT_FACE.w / 2, ASTRONAUT_FACE.y + ASTRONAUT_FACE.h / 2)
    matrix = cv2.getRotationMatrix2D(middle, -tilt, scale)
    matrix[0, 2] += face.x + face.w / 2 - middle[0]
    matrix[1, 2] += face.y + face.h / 2 - middle[1]
    size = (scene.shape[1], scene.shape[0])
    picture, mask = _head(mouth_blur)
    placed = cv2.warpAffine(mask, matrix, size)
    head = cv2.warpAffine(picture, matrix, size)
    scene[:] = cv2.blendLinear(head, scene, placed, 1 - placed)


@cache
def _head(mouth_blur: float) -> tuple[Picture, NDArray[np.float32]]:
    """The astronaut, and how much of each pixel is of the head."""
    picture = astronaut()
    if mouth_blur:
        x, y, w, h = MOUTH
        mouth = picture[y : y + h, x : x + w]
        mouth[:] = cv2.GaussianBlur(mouth, (0, 0), mouth_blur)
    mask = np.zeros(picture.shape[:2], dtype=np.float32)
    cv2.ellipse(mask, HEAD_CENTRE, HEAD_RADII, 0, 0, 360, 1.0, cv2.FILLED)
    return picture, np.asarray(cv2.GaussianBlur(mask, (0, 0), 4), dtype=np.float32)
