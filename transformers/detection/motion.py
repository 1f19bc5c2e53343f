"""Where a frame has changed since it was last searched: only there can a new face be."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from transformers.detection.working_image import CELL, View
from transformers.types import Box

NOTICEABLE = 4  # grey levels by which a cell must change: more than a camera's noise, averaged
FEWEST = 5  # cells: the smallest face covers nine
WHOLE_AFTER = 5.0  # seconds after which everything is searched again, changed or not


class Changes:
    """What one kind of search has seen so far."""

    def __init__(self) -> None:
        self._searched: NDArray[np.int16] | None = None  # the cells, as they were when searched
        self._whole = 0.0  # when everything was searched, in seconds
        self.moving = 0.0  # share of the picture that had changed at the last look

    def region(self, view: View, known: Iterable[Box], now: float) -> Box | None:
        """What to search, in pixels of ``view.small``; None where nothing is new.

        The ``known`` faces, in pixels of the frame, are left out: they are looked at by themselves.
        What is returned counts as searched.
        """
        cells = view.cells
        before = self._searched
        if before is None or before.shape != cells.shape:
            self._searched, self._whole, self.moving = cells.copy(), now, 0.0
            return _everything(view)
        changed = np.abs(cells - before) >= NOTICEABLE
        for box in known:
            left, top, right, bottom = _cells_of(_head(box), view.scale * CELL)
            changed[top:bottom, left:right] = False
        self.moving = float(changed.mean())
        if now - self._whole >= WHOLE_AFTER:
            before[:], self._whole = cells, now
            return _everything(view)
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        if np.count_nonzero(changed) < FEWEST:
            return None
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        before[top:bottom, left:right] = cells[top:bottom, left:right]
        corner, size = (left, top), (right - left, bottom - top)
        return Box(*(int(value) * CELL for value in (*corner, *size)))


def _everything(view: View) -> Box:
    height, width = view.small.shape
    return Box(0, 0, width, height)


def _head(face: Box) -> Box:
    """Hair, ears and chin move with the face."""
    left, top = face.x - round(0.4 * face.w), face.y - round(0.7 * face.h)
    return Box(left, top, round(1.8 * face.w), round(2.3 * face.h))


def _cells_of(box: Box, cell: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the cells that a box touches."""
    return (
        max(int(box.x / cell), 0),
        max(int(box.y / cell), 0),
        max(int((box.x + box.w) / cell) + 1, 0),
        max(int((box.y + box.h) / cell) + 1, 0),
    )
