"""Random variations of a training face, as the cascade and a webcam would make them."""

import cv2
import numpy as np
from numpy.typing import NDArray

ROTATION = 15.0  # degrees, either way
SCALE = (0.82, 1.22)  # the cascade's box against FER2013's crop: 10 to 90 % lie in 0.77 to 1.13
SHIFT = 0.09  # share of the side, either way
GAMMA = (0.7, 1.4)
BLUR_CHANCE = 0.15  # a face far from the camera
ERASE_CHANCE = 0.3  # a hand, hair, a microphone
ERASE_SIDE = (0.15, 0.4)  # share of the side


def augment(image: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """A random variation of one grey face ``uint8[S, S]``, of the same shape."""
    varied = _move(image, random)
    if random.random() < 0.5:
        varied = varied[:, ::-1]
    varied = _light(varied, random)
    if random.random() < BLUR_CHANCE:
        varied = _blur(varied, random)
    if random.random() < ERASE_CHANCE:
        varied = _erase(varied, random)
    return np.ascontiguousarray(varied)


def _move(image: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    side = image.shape[0]
    centre = (side - 1) / 2
    matrix = cv2.getRotationMatrix2D(
        (centre, centre), random.uniform(-ROTATION, ROTATION), random.uniform(*SCALE)
    )
    matrix[:, 2] += random.uniform(-SHIFT, SHIFT, 2) * side
    moved = cv2.warpAffine(image, matrix, (side, side), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, dtype=np.uint8)


def _light(image: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    gamma = np.exp(random.uniform(*np.log(GAMMA)))
    table = (255 * (np.arange(256) / 255) ** gamma).astype(np.uint8)
    return np.asarray(table[image], dtype=np.uint8)


def _blur(image: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    side = image.shape[0]
    small = int(side * random.uniform(0.45, 0.8))
    shrunk = cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(shrunk, (side, side)), dtype=np.uint8)


def _erase(image: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Random erasing (Zhong et al. 2017), filled with noise."""
    side = image.shape[0]
    height, width = (random.uniform(*ERASE_SIDE, 2) * side).astype(int)
    top, left = random.integers(0, side - height + 1), random.integers(0, side - width + 1)
    erased = image.copy()
    erased[top : top + height, left : left + width] = random.integers(
        0, 256, (height, width), dtype=np.uint8
    )
    return erased
