"""From a picture to its faces: detect, track, classify, smooth."""

import time
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier, load_classifier
from transformers.detection import FaceDetector
from transformers.face import Box, Face
from transformers.tracking import Tracker

Image = NDArray[np.uint8]


class FacePipeline:
    """Finds the faces of a picture and their expressions.

    Keep one for each stream, whose frames it takes in order; take a new one for each photo.
    """

    def __init__(
        self,
        classifier: Classifier | None = None,
        detector: FaceDetector | None = None,
        tracker: Tracker | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Parts that are not given are the shipped ones; ``clock`` counts seconds.

        Raises ``ModelError`` where the shipped network cannot be loaded.
        """
        self._classifier = classifier or load_classifier()
        self.detector = detector or FaceDetector()
        self._tracker = tracker or Tracker()
        self._clock = clock

    def process(self, image: Image) -> list[Face]:
        """The faces of BGR ``uint8[H, W, 3]`` or grey ``uint8[H, W]``, the largest first.

        Boxes are in pixels of ``image``. Raises ``ValueError`` for an image of another kind.
        """
        grey = _to_grey(image)
        now = self._clock()
        found = self._tracker.update(self.detector.detect(grey), now)
        answers = self._classifier.examine([crop_face(grey, track.box) for track in found])
        for track, probabilities, face in zip(found, *answers, strict=True):
            track.observe(probabilities, float(face), now)
        faces = [track.face() for track in self._tracker.shown()]
        return sorted(faces, key=lambda face: face.box.w * face.box.h, reverse=True)


def crop_face(grey: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The square that the network was trained to see: the cascade's box, FER2013's own margin.

    On FER2013 the cascade's box is 0.97 of the picture's side (median), so no margin is added. A
    part beyond the frame repeats the frame's edge.
    """
    height, width = grey.shape
    left, top = min(max(box.x, 0), width - 1), min(max(box.y, 0), height - 1)
    right, bottom = (
        min(max(box.x + box.w, left + 1), width),
        min(max(box.y + box.h, top + 1), height),
    )
    crop = grey[top:bottom, left:right]
    outside = (top - box.y, box.y + box.h - bottom, left - box.x, box.x + box.w - right)
    if any(side > 0 for side in outside):
        up, down, before, after = (max(side, 0) for side in outside)
        bordered = cv2.copyMakeBorder(crop, up, down, before, after, cv2.BORDER_REPLICATE)
        crop = np.asarray(bordered, dtype=np.uint8)
    return crop


def _to_grey(image: Image) -> NDArray[np.uint8]:
    grey = image.ndim == 2
    colour = image.ndim == 3 and image.shape[2] == 3
    if image.dtype != np.uint8 or not (grey or colour) or image.size == 0:
        raise ValueError(
            "expected BGR uint8[H, W, 3] or grey uint8[H, W] with H, W > 0, "
            f"got {image.dtype}{list(image.shape)}"
        )
    if grey:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
