"""A frame as the search for faces sees it: grey, small, evenly lit."""

import math
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from transformers.cropping import Grey, as_grey

WORKING_SIDE = 240  # pixels; video is searched with its shorter side reduced to this
CELL = 8  # pixels of ``View.small``
CONTRAST_LIMIT, TILES = 2.0, (4, 4)


class Clahe:
    """Lifts dark parts and flattens bright ones, so that a face against the light is found.

    Contrast-limited adaptive histogram equalisation (Zuiderveld 1994). Not safe to share between
    threads.
    """

    def __init__(self) -> None:
        self._clahe = cv2.createCLAHE(CONTRAST_LIMIT, TILES)

    def even(self, grey: Grey) -> Grey:
        """A copy of ``uint8[H, W]`` with its light evened out."""
        return as_grey(self._clahe.apply(grey))


class View:
    """One frame in the sizes that are searched, each made when it is first asked for."""

    def __init__(self, grey: Grey, clahe: Clahe, working_side: int = WORKING_SIDE) -> None:
        """``grey`` is ``uint8[H, W]`` and is not changed."""
        self.grey = grey
        self.scale = max(1.0, min(grey.shape) / working_side)  # a pixel of ``small`` in the frame's
        self._clahe = clahe
        self._searched: dict[float, Grey] = {}

    @cached_property
    def small(self) -> Grey:
        """The frame with a shorter side of at most ``working_side``."""
        return _reduce(self.grey, self.scale)

    @cached_property
    def cells(self) -> NDArray[np.int16]:
        """Mean brightness of each square of ``CELL`` by ``CELL`` pixels of ``small``."""
        height, width = self.small.shape
        size = (math.ceil(width / CELL), math.ceil(height / CELL))
        return cv2.resize(self.small, size, interpolation=cv2.INTER_AREA).astype(np.int16)

    def searched(self, reduced: float = 1) -> Grey:
        """``small`` evenly lit, its sides divided by ``reduced``."""
        if reduced not in self._searched:
            self._searched[reduced] = _reduce(self._even, reduced)
        return self._searched[reduced]

    @cached_property
    def _even(self) -> Grey:
        return self._clahe.even(self.small)


def _reduce(grey: Grey, factor: float) -> Grey:
    if factor == 1:
        return grey
    height, width = grey.shape
    size = (max(1, round(width / factor)), max(1, round(height / factor)))
    return as_grey(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
