"""Finding faces with OpenCV's cascade (Viola and Jones 2001): at once, by steps, or near by."""

import math
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

import cv2

from models.cascade import CASCADE_PATH
from transformers.cropping import Grey, as_grey, crop, turn
from transformers.detection.working_image import WORKING_SIDE, Clahe, View
from transformers.types import Box

SMALLEST_FACE = 24  # pixels at the working size: a tenth of the frame's shorter side
SCALE_STEP = 1.1  # between one size of face and the next, in a picture searched at once
SWEEP_STEP = 1.2  # the same in a sweep
SAME_FACE_CONTAINMENT = 0.5  # of two boxes, from which they are taken for one face
TILT = 18  # degrees: with it, faces that lean 20 degrees either way are found

LOOK_SIDE = 40  # pixels to which a known face is reduced to find it again
LOOK_MARGIN = 0.35  # searched around it, by its side
LOOK_STEP = 1.1
LOOK_SIZES = (0.75, 1.35)  # by the known face's


class Sensitivity(IntEnum):
    """How many agreeing windows make a face: fewer find more faces and more false alarms."""

    LOW = 4
    NORMAL = 2
    HIGH = 1


class Detection(NamedTuple):
    """A face that the cascade found."""

    box: Box  # pixels of the frame
    tilt: int  # degrees clockwise by which the face leans

    def shifted(self, x: float, y: float) -> "Detection":
        """The same, seen from another origin."""
        box = self.box
        return Detection(Box(round(box.x + x), round(box.y + y), box.w, box.h), self.tilt)


class ScanStep(NamedTuple):
    """One step of a sweep: faces of some sizes, upright or tilted."""

    reduced: float  # by which the sides of the evenly lit picture are divided
    sizes: tuple[int, int]  # of the face, in pixels of the picture so reduced
    tilt: int


# The cascade moves on by two pixels for faces up to 40, by one for larger ones: each size is
# searched in a picture that is small enough for two.
_FAR, _FARTHER = (ScanStep(1, sizes, tilt=0) for sizes in ((33, 37), (27, 31)))
_BETWEEN = ScanStep(1.5, (27, 37), tilt=0)


def _near(tilt: int) -> ScanStep:
    return ScanStep(2, (27, 240), tilt)


SWEEP: tuple[ScanStep, ...] = (
    *(_near(0), _FARTHER, _near(TILT), _FAR, _BETWEEN),
    *(_near(0), _FARTHER, _near(-TILT), _FAR, _BETWEEN),
)
"""Every size of upright face comes up twice, and each tilt once."""


class FaceDetector:
    """Finds frontal faces, tilted up to 20 degrees. One for each stream: not safe to share."""

    def __init__(
        self,
        sensitivity: Sensitivity = Sensitivity.NORMAL,
        cascade: Path = CASCADE_PATH,
        clahe: Clahe | None = None,
        working_side: int = WORKING_SIDE,
    ) -> None:
        """OpenCV has one thread in this process from then on.

        Raises ``RuntimeError`` where OpenCV has no such cascade file, as from version 5 on.
        """
        # Several visitors share few cores: OpenCV's own threads would only take turns with theirs.
        cv2.setNumThreads(1)
        self.sensitivity = sensitivity
        self._clahe = clahe or Clahe()
        self._working_side = working_side
        self._cascade = cv2.CascadeClassifier(str(cascade))
        if self._cascade.empty():
            raise RuntimeError(
                f"OpenCV {cv2.__version__} has no {cascade.name}; expected version 4"
            )

    def view(self, grey: Grey) -> View:
        """Prepare a frame ``uint8[H, W]`` for searching."""
        return View(grey, self._clahe, self._working_side)

    def detect(self, view: View) -> list[Detection]:
        """Every face of the frame, the largest first: careful and slow."""
        detections = []
        for tilt in (0, TILT, -TILT):
            image = turn(view.searched(), tilt)
            sizes = (SMALLEST_FACE, max(image.shape))
            boxes = self._windows(image, SCALE_STEP, sizes, self.sensitivity.value)
            detections += [_detection(box, image, tilt, view.scale) for box in boxes]
        return _one_a_face(detections)

    def sweep(self, view: View, step: ScanStep, region: Box) -> list[Detection]:
        """What may be faces of the sizes of one ``step``: every single window that passes.

        Quick, as few sizes and places are tried; a ``look`` tells the faces from false alarms.
        ``region`` is in pixels of ``view.small``; faces that reach out of it are found too.
        """
        image = view.searched(step.reduced)
        height, width = image.shape
        margin = step.sizes[1]
        left, top = (max(int(value / step.reduced) - margin, 0) for value in region[:2])
        right = min(int((region.x + region.w) / step.reduced) + margin, width)
        bottom = min(int((region.y + region.h) / step.reduced) + margin, height)
        searched = turn(image[top:bottom, left:right], step.tilt)
        scale = view.scale * step.reduced
        return _one_a_face(
            [
                _detection(box, searched, step.tilt, scale).shifted(left * scale, top * scale)
                for box in self._windows(searched, SWEEP_STEP, step.sizes, agreeing=0)
            ]
        )

    def look(self, view: View, near: Box, tilt: int = 0) -> Detection | None:
        """The face that is about where ``near`` is, in the frame's pixels, and about as large."""
        place = Box(*(round(value / view.scale) for value in near)).grown(LOOK_MARGIN)
        window = crop(view.small, place)
        reduced = max(1.0, near.w / view.scale / LOOK_SIDE)
        if reduced > 1:
            size = (round(place.w / reduced), round(place.h / reduced))
            window = as_grey(cv2.resize(window, size, interpolation=cv2.INTER_AREA))
        window = turn(self._clahe.even(window), tilt)
        scale = view.scale * reduced
        smallest, largest = (round(near.w / scale * share) for share in LOOK_SIZES)
        agreeing = max(self.sensitivity.value // 2, 1)  # fewer places are tried than in a frame
        detections = [
            _detection(box, window, tilt, scale).shifted(place.x * view.scale, place.y * view.scale)
            for box in self._windows(window, LOOK_STEP, (smallest, largest), agreeing)
        ]
        return max(detections, key=lambda one: one.box.iou(near), default=None)

    def _windows(
        self, image: Grey, step: float, sizes: tuple[int, int], agreeing: int
    ) -> Sequence[Sequence[int]]:
        """Left, top, width and height of what the cascade takes for faces of these sizes."""
        smallest, largest = sizes
        if min(image.shape) < smallest:
            return []
        return self._cascade.detectMultiScale(
            image,
            scaleFactor=step,
            minNeighbors=agreeing,
            minSize=(smallest, smallest),
            maxSize=(largest, largest),
        )


def _detection(found: Sequence[int], image: Grey, tilt: int, scale: float) -> Detection:
    """A box of the searched picture, turned back about its centre, in pixels ``scale`` as large."""
    x, y, side, _ = (float(value) for value in found)
    height, width = image.shape
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    across, down = x + side / 2 - middle_x, y + side / 2 - middle_y
    cosine, sine = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    left = middle_x + cosine * across - sine * down - side / 2
    top = middle_y + sine * across + cosine * down - side / 2
    return Detection(Box(*(round(value * scale) for value in (left, top, side, side))), tilt)


def _one_a_face(detections: list[Detection]) -> list[Detection]:
    """Non-maximum suppression, upright first; the largest comes first."""
    kept: list[Detection] = []
    for detection in detections:
        if all(detection.box.containment(other.box) < SAME_FACE_CONTAINMENT for other in kept):
            kept.append(detection)
    return sorted(kept, key=lambda one: one.box.w * one.box.h, reverse=True)
