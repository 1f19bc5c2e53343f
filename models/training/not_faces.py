"""Crops that are no face, cut from pictures that hold none: what the network learns to refuse."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.cascade import CASCADE_PATH
from models.preprocessing import INPUT_SIZE, Grey, resize
from models.training.data import DataError

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
WORKING_SIDE = 480  # pixels; the shorter side of a picture while it is searched
FALSE_ALARMS = 12  # the most to keep of one picture
RANDOM_CROPS = 6  # of one picture
RANDOM_SIDE = (0.08, 0.7)  # of a random crop, by the picture's shorter side
TEST_SHARE = 5  # every fifth picture is for testing


def read_not_faces(
    folder: Path, test: bool, progress: Callable[[list[Path]], Iterable[Path]] = iter
) -> NDArray[np.uint8]:
    """Crops ``uint8[N, 48, 48]`` of the pictures under ``folder``, the same ones every time.

    They are the cascade's own false alarms, agreed on by no second window, and random squares.
    Pictures are split by their order, one in five for ``test``. Raises ``DataError`` where the
    folder holds no picture that can be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    chosen = [path for index, path in enumerate(paths) if (index % TEST_SHARE == 0) is test]
    crops = [crop for path in progress(chosen) for crop in _crops(path)]
    if not crops:
        raise DataError(f"{folder} holds no picture ({', '.join(sorted(SUFFIXES))})")
    return np.stack(crops)


def _crops(path: Path) -> Iterator[Grey]:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None or min(picture.shape) < INPUT_SIZE:
        return
    scale = WORKING_SIDE / min(picture.shape)
    grey = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale), dtype=np.uint8)
    random = np.random.default_rng(grey.size)
    cascade = cv2.CascadeClassifier(str(CASCADE_PATH))
    found = list(cascade.detectMultiScale(grey, scaleFactor=1.1, minNeighbors=0))
    random.shuffle(found)
    squares = [tuple(map(int, box[:3])) for box in found[:FALSE_ALARMS]]
    for _ in range(RANDOM_CROPS):
        side = int(min(grey.shape) * random.uniform(*RANDOM_SIDE))
        top, left = (int(random.integers(0, length - side)) for length in grey.shape)
        squares.append((left, top, side))
    for left, top, side in squares:
        yield resize(grey[top : top + side, left : left + side])
