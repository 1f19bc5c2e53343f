"""Following a face from frame to frame by what it looked like, between two looks for it."""

from typing import Any

import cv2
from numpy.typing import NDArray

from transformers.cropping import Grey, as_grey, crop
from transformers.detection.working_image import View
from transformers.types import Box

PATCH_SIDE = 20  # pixels to which the face is reduced
CORE = -0.1  # the patch leaves out the face's rim, and with it the background
PLAIN_BELOW = 3.0  # grey levels of standard deviation: there is nothing to follow
REACH = 0.3  # how far it may have moved since the last frame, by its side


class Template:
    """What a face looked like when it was last found."""

    def __init__(self, view: View, box: Box) -> None:
        """``box`` is in pixels of the frame."""
        core = _small(view, box.grown(CORE))
        self._patch = _resized(crop(view.small, core), PATCH_SIDE)
        self._plain = float(self._patch.std()) < PLAIN_BELOW

    def find(self, view: View, near: Box) -> tuple[float, float, float]:
        """How far the face has moved from ``near``, in the frame's pixels, and how alike it looks.

        Likeness is the normalised cross-correlation, -1 to 1 (Lewis 1995, "Fast normalized
        cross-correlation").
        """
        if self._plain:  # which OpenCV would find alike everywhere
            return 0.0, 0.0, 0.0
        core = _small(view, near.grown(CORE))
        side = PATCH_SIDE + 2 * round(PATCH_SIDE * REACH)
        window = crop(view.small, core.grown((side / PATCH_SIDE - 1) / 2))
        likeness = cv2.matchTemplate(_resized(window, side), self._patch, cv2.TM_CCOEFF_NORMED)
        _, best, _, (x, y) = cv2.minMaxLoc(likeness)
        middle = (side - PATCH_SIDE) // 2
        across = x + _between(likeness[y], x) - middle
        down = y + _between(likeness[:, x], y) - middle
        pixel = window.shape[1] / side * view.scale
        return across * pixel, down * pixel, best


def _small(view: View, box: Box) -> Box:
    return Box(*(round(value / view.scale) for value in box))


def _resized(grey: Grey, side: int) -> Grey:
    return as_grey(cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA))


def _between(line: NDArray[Any], peak: int) -> float:
    """Where between its pixels a ``line`` peaks: the top of the parabola through three of them."""
    if not 0 < peak < len(line) - 1:
        return 0.0
    before, top, after = (float(value) for value in line[peak - 1 : peak + 2])
    curvature = before - 2 * top + after
    return 0.5 * (before - after) / curvature if curvature < 0 else 0.0
