"""Finding faces with OpenCV's cascade (Viola and Jones 2001)."""

from enum import Enum
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from transformers.face import Box

CASCADE_PATH = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_alt2.xml"
WORKING_SIDE = 240  # pixels; frames are searched with their shorter side reduced to this
SMALLEST_FACE = 26  # pixels at the working size: about a ninth of the shorter side
SCALE_STEP = 1.15  # between one size of face and the next
SAME_FACE = 0.35  # overlap from which two boxes are taken for one face

# Several visitors share few cores: OpenCV's own threads would only take turns with theirs.
cv2.setNumThreads(1)


class Sensitivity(Enum):
    """How many agreeing windows make a face: fewer find more faces and more false alarms."""

    LOW = 7
    NORMAL = 4
    HIGH = 2


class FaceDetector:
    """Finds upright frontal faces. One for each stream: a cascade is not safe to share."""

    def __init__(self, sensitivity: Sensitivity = Sensitivity.NORMAL) -> None:
        """Raises ``RuntimeError`` where OpenCV has no cascade files, as from version 5 on."""
        self.sensitivity = sensitivity
        self._cascade = cv2.CascadeClassifier(str(CASCADE_PATH))
        if self._cascade.empty():
            raise RuntimeError(
                f"OpenCV {cv2.__version__} has no {CASCADE_PATH.name}; expected version 4"
            )

    def detect(self, grey: NDArray[np.uint8]) -> list[Box]:
        """Boxes of the faces in ``uint8[H, W]``, in its pixels, the largest first."""
        height, width = grey.shape
        scale = max(1.0, min(height, width) / WORKING_SIDE)
        small_width, small_height = round(width / scale), round(height / scale)
        if min(small_width, small_height) < SMALLEST_FACE:
            return []
        small = cv2.resize(grey, (small_width, small_height), interpolation=cv2.INTER_AREA)
        found = self._cascade.detectMultiScale(
            small,
            scaleFactor=SCALE_STEP,
            minNeighbors=self.sensitivity.value,
            minSize=(SMALLEST_FACE, SMALLEST_FACE),
        )
        boxes = [Box(*(round(float(value) * scale) for value in box)) for box in found]
        return _one_box_a_face(boxes)


def _one_box_a_face(boxes: list[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.w * box.h, reverse=True):
        if all(box.overlap(other) < SAME_FACE for other in kept):
            kept.append(box)
    return kept
