"""Numbers in the picture that survive the codec, to know a returned frame again."""

import numpy as np
from numpy.typing import NDArray

BITS = 6
NUMBERS = 2**BITS
BLOCK = 32  # pixels

Picture = NDArray[np.uint8]


def mark(picture: Picture, number: int) -> None:
    """Write ``number`` into the lower corners of ``uint8[H, W]`` or ``[H, W, 3]``, in place.

    It stands there twice, mirrored in the right corner, so that a mirrored frame reads the same.
    """
    for bit in range(BITS):
        level = 235 if number >> bit & 1 else 16
        start = bit * BLOCK
        for strip in (picture, picture[:, ::-1]):
            strip[-BLOCK:, start : start + BLOCK] = level


def read_mark(brightness: Picture) -> int:
    """The number in a frame's brightness ``uint8[H, W]``."""
    number = 0
    for bit in range(BITS):
        start = bit * BLOCK
        block = brightness[-BLOCK + 8 : -8, start + 8 : start + BLOCK - 8]
        number |= int(block.mean() > 126) << bit
    return number
