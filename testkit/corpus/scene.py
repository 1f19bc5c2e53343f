"""The picture that every clip and photo of the corpus shows, and how to find it again."""

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from testkit.pictures import Picture, coffee_table, place_head
from transformers.types import Box

WIDTH, HEIGHT = 320, 240
FACE = Box(110, 64, 90, 90)
GREYS = (20, 60, 100, 140, 180, 220)  # of the patches at the bottom, from left to right
PATCH = 40  # pixels, wide and high
CORNER = 24  # pixels, wide and high: red, green, blue; the lower right one is the sixth patch's
CORNERS = ((255, 0, 0), (0, 160, 0), (0, 0, 255))  # RGB: upper left, upper right, lower left
FLASH = Box(280, 100, 40, 60)  # dark, and white for a moment


@cache
def _still(width: int, height: int) -> Picture:
    scene = coffee_table(HEIGHT, WIDTH)
    place_head(scene, FACE)
    rgb = np.ascontiguousarray(scene[:, :, ::-1])
    for number, grey in enumerate(GREYS):
        left = 60 + number * PATCH
        rgb[HEIGHT - PATCH :, left : left + PATCH] = grey
    for (x, y), colour in zip(((0, 0), (1, 0), (0, 1)), CORNERS, strict=True):
        left, top = x * (WIDTH - CORNER), y * (HEIGHT - CORNER)
        rgb[top : top + CORNER, left : left + CORNER] = colour
    if (width, height) != (WIDTH, HEIGHT):
        rgb = np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return rgb


def scene(width: int = WIDTH, height: int = HEIGHT, *, flash: bool = False) -> Picture:
    """RGB ``uint8[height, width, 3]``: a face, greys, coloured corners, and a light."""
    picture = _still(width, height).copy()
    x, y = round(FLASH.x * width / WIDTH), round(FLASH.y * height / HEIGHT)
    w, h = round(FLASH.w * width / WIDTH), round(FLASH.h * height / HEIGHT)
    picture[y : y + h, x : x + w] = 250 if flash else 10
    return picture


class Seen(NamedTuple):
    """What was found of the scene in a picture of it."""

    greys: tuple[float, ...]
    upright: bool
    flash: bool


def look(picture: NDArray[np.uint8]) -> Seen:
    """Find it in RGB ``uint8[H, W, 3]`` of any size."""
    height, width = picture.shape[:2]

    def mean(box: Box) -> NDArray[np.float64]:
        """Of the middle of a part of the scene."""
        left, right = (box.x + box.w * share for share in (0.3, 0.7))
        top, bottom = (box.y + box.h * share for share in (0.3, 0.7))
        rows = slice(int(top * height / HEIGHT), max(int(bottom * height / HEIGHT), 1))
        columns = slice(int(left * width / WIDTH), max(int(right * width / WIDTH), 1))
        return np.asarray(picture[rows, columns].reshape(-1, 3).mean(axis=0))

    greys = tuple(
        float(mean(Box(60 + number * PATCH, HEIGHT - PATCH, PATCH, PATCH)).mean())
        for number in range(len(GREYS))
    )
    places = ((0, 0), (WIDTH - CORNER, 0), (0, HEIGHT - CORNER))
    strongest = [int(mean(Box(x, y, CORNER, CORNER)).argmax()) for x, y in places]
    return Seen(greys, strongest == [0, 1, 2], float(mean(FLASH).mean()) > 128)
