"""Pictures that stand in the data twice, perhaps cropped or lit a little otherwise."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.data import Faces

SIDE = 16  # pixels of the thumbnails that are compared
ALIKE = 0.92  # correlation from which two are taken for copies
BATCH = 256  # faces compared at once, to bound the memory


def without_copies(faces: Faces, others: Faces) -> Faces:
    """The ``faces`` of which ``others`` hold no copy, mirrored ones counted.

    FER2013's Training split has copies of one face in eight. A face whose copy was trained on makes
    a network look surer and better than it is.
    """
    known = _thumbnails(others.images)
    alike = np.zeros(len(faces), dtype=bool)
    for images in (faces.images, faces.images[:, :, ::-1]):
        thumbnails = _thumbnails(images)
        for start in range(0, len(faces), BATCH):
            correlation = thumbnails[start : start + BATCH] @ known.T
            alike[start : start + BATCH] |= correlation.max(axis=1) >= ALIKE
    return faces.without(faces.rows[alike])


def _thumbnails(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """One row of mean 0 and length 1 for each picture."""
    small = [cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for image in images]
    rows = np.stack(small).reshape(len(small), -1).astype(np.float32)
    rows -= rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))
