"""Cutting faces out of grey pictures."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from transformers.types import Box

Grey = NDArray[np.uint8]


def as_grey(picture: NDArray[Any]) -> Grey:
    """What OpenCV returned, with the type that it has: ``uint8[H, W]``."""
    return np.asarray(picture, dtype=np.uint8)


def crop(grey: Grey, box: Box) -> Grey:
    """The part of ``uint8[H, W]`` in ``box``; what lies beyond the picture repeats its edge."""
    height, width = grey.shape
    left, top = min(max(box.x, 0), width - 1), min(max(box.y, 0), height - 1)
    right, bottom = (
        min(max(box.x + box.w, left + 1), width),
        min(max(box.y + box.h, top + 1), height),
    )
    part = grey[top:bottom, left:right]
    outside = (top - box.y, box.y + box.h - bottom, left - box.x, box.x + box.w - right)
    if any(side > 0 for side in outside):
        up, down, before, after = (max(side, 0) for side in outside)
        bordered = cv2.copyMakeBorder(part, up, down, before, after, cv2.BORDER_REPLICATE)
        part = as_grey(bordered)
    return part


def turn(grey: Grey, tilt: float) -> Grey:
    """The picture turned back about its centre by a face's ``tilt``, in degrees clockwise."""
    if tilt == 0 or grey.size == 0:
        return grey
    height, width = grey.shape
    centre = ((width - 1) / 2, (height - 1) / 2)
    turned = cv2.warpAffine(
        grey,
        cv2.getRotationMatrix2D(centre, tilt, 1),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
    )
    return as_grey(turned)


def crop_face(grey: Grey, box: Box, tilt: float = 0) -> Grey:
    """The upright square that the network was trained to see: the cascade's box, and no margin.

    On FER2013 the cascade's box is 0.97 of the picture's side (median).
    """
    if tilt == 0:
        return crop(grey, box)
    turned = turn(crop(grey, box.grown(0.25)), tilt)
    top, left = (turned.shape[0] - box.h) // 2, (turned.shape[1] - box.w) // 2
    return turned[top : top + box.h, left : left + box.w]
