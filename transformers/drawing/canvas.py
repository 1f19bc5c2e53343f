"""What can be drawn on, in either form that a picture has here."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from transformers.drawing import lettering
from transformers.drawing.palette import BGR
from transformers.media.planes import Planes
from transformers.types import Box


class Layer(NamedTuple):
    """One array of a picture, and how a colour appears in it."""

    pixels: NDArray[np.uint8]
    reduced: int  # pixels of the picture to one of the layer, along each side
    tone: Callable[[BGR], Sequence[float]]
    black: int


class Canvas:
    """A picture that is drawn on in place. What lies beyond it is cut off."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        """The first of the ``layers`` is of the picture's full size, and bears the text."""
        self.height, self.width = layers[0].pixels.shape[:2]
        self._layers = layers

    def frame(self, box: Box, colour: BGR, thickness: int) -> None:
        """Draw the rim of ``box``."""
        for layer in self._layers:
            stroke = max(1, thickness // layer.reduced)
            corners = _corners(_reduced(box, layer))
            cv2.rectangle(layer.pixels, *corners, layer.tone(colour), stroke)

    def fill(self, box: Box, colour: BGR) -> None:
        """Fill ``box``."""
        for layer in self._layers:
            corners = _corners(_reduced(box, layer))
            cv2.rectangle(layer.pixels, *corners, layer.tone(colour), cv2.FILLED)

    def shade(self, box: Box, share: float) -> None:
        """Darken what is in ``box`` to this share of its brightness."""
        for layer in self._layers:
            x, y, w, h = _reduced(box, layer)
            part = layer.pixels[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
            table = layer.black + (np.arange(256) - layer.black) * share
            part[:] = table.astype(np.uint8)[part]

    def write(
        self, text: str, baseline: tuple[int, int], scale: float, colour: BGR, stroke: int
    ) -> None:
        """Write ``text`` in black or white, its lower left corner at ``baseline`` (x, y)."""
        layer = self._layers[0]
        tone = layer.tone(colour)
        lettering.write(layer.pixels, text, baseline, scale=scale, tone=tone, stroke=stroke)


def picture_canvas(picture: NDArray[np.uint8]) -> Canvas:
    """Draw on a BGR picture ``uint8[H, W, 3]``."""
    return Canvas([Layer(picture, 1, lambda colour: colour, black=0)])


def planar_canvas(planes: Planes) -> Canvas:
    """Draw on a video frame's planes: nothing is converted that is not drawn."""
    return Canvas(
        [
            Layer(planes.y, 1, lambda colour: [_yuv(colour)[0]], black=16),
            Layer(planes.u, 2, lambda colour: [_yuv(colour)[1]], black=128),
            Layer(planes.v, 2, lambda colour: [_yuv(colour)[2]], black=128),
        ]
    )


def _corners(box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    return (box.x, box.y), (box.x + box.w - 1, box.y + box.h - 1)


def _reduced(box: Box, layer: Layer) -> Box:
    if layer.reduced == 1:
        return box
    x, y, w, h = (value // layer.reduced for value in box)
    return Box(x, y, max(1, w), max(1, h))


@cache  # a dozen colours, many times a frame
def _yuv(colour: BGR) -> tuple[int, int, int]:
    """ITU-R BT.601, limited range."""
    blue, green, red = (value / 255 for value in colour)
    return (
        round(16 + 65.481 * red + 128.553 * green + 24.966 * blue),
        round(128 - 37.797 * red - 74.203 * green + 112.0 * blue),
        round(128 + 112.0 * red - 93.786 * green - 18.214 * blue),
    )
