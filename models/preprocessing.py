"""From a grey face crop to the network's input. Training and serving both go through here."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.network_input import INPUT_SIZE as INPUT_SIZE  # noqa: PLC0414  # to be had here

MIN_DEVIATION = 4.0
"""Grey levels. Flatter crops are not stretched further: that would only amplify noise."""

Grey = NDArray[np.uint8]


def resize(crop: Grey) -> Grey:
    """Bring a grey crop ``uint8[H, W]`` of any size to ``uint8[48, 48]``.

    Raises ``ValueError`` for anything that is not a non-empty two-dimensional ``uint8`` array.
    """
    if crop.ndim != 2 or crop.dtype != np.uint8 or crop.size == 0:
        raise ValueError(
            f"expected a grey crop uint8[H, W] with H, W > 0, got {crop.dtype}{list(crop.shape)}"
        )
    if crop.shape == (INPUT_SIZE, INPUT_SIZE):
        return crop
    shrinks = min(crop.shape) > INPUT_SIZE
    interpolation = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    resized = cv2.resize(crop, (INPUT_SIZE, INPUT_SIZE), interpolation=interpolation)
    return np.asarray(resized, dtype=np.uint8)


def mirror(crop: Grey) -> Grey:
    """Left and right of ``uint8[H, W]`` exchanged, as a copy."""
    return np.asarray(cv2.flip(crop, 1), dtype=np.uint8)


def standardise(images: NDArray[np.generic]) -> NDArray[np.float32]:
    """Give each image of ``[N, 48, 48]`` zero mean and unit variance: ``float32[N, 48, 48, 1]``.

    It makes the answer independent of a frame's brightness and contrast.
    """
    pixels = images.astype(np.float32)
    mean = pixels.mean(axis=(1, 2), keepdims=True)
    deviation = pixels.std(axis=(1, 2), keepdims=True)
    scaled = (pixels - mean) / np.maximum(deviation, MIN_DEVIATION)
    return np.asarray(scaled[..., np.newaxis], dtype=np.float32)
