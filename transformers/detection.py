"""Finding faces with OpenCV's cascade (Viola and Jones 2001): all at once, by parts, or near by."""

import math
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import cv2

from transformers.cropping import Grey, as_grey, crop, turn
from transformers.face import Box
from transformers.view import WORKING_SIDE, Evener, View

CASCADE_PATH = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_alt2.xml"
SMALLEST_FACE = 24  # pixels at the working size: a tenth of the frame's shorter side
SCALE_STEP = 1.1  # between one size of face and the next, in a picture searched at once
SWEEP_STEP = 1.2  # the same in a sweep
SAME_FACE = 0.5  # share of the smaller of two boxes in the other: they are taken for one face
TILT = 18  # degrees: with it, faces that lean 20 degrees either way are found

LOOK_SIDE = 40  # pixels to which a known face is reduced to find it again
LOOK_MARGIN = 0.35  # searched around it, by its side
LOOK_STEP = 1.1
LOOK_SIZES = (0.75, 1.35)  # by the known face's

# Several visitors share few cores: OpenCV's own threads would only take turns with theirs.
cv2.setNumThreads(1)


class Sensitivity(Enum):
    """How many agreeing windows make a face: fewer find more faces and more false alarms."""

    LOW = 4
    NORMAL = 2
    HIGH = 1


class Sighting(NamedTuple):
    """A face that the cascade found."""

    box: Box  # pixels of the frame
    tilt: int  # degrees clockwise by which the face leans

    def shifted(self, x: float, y: float) -> "Sighting":
        """The same, seen from another origin."""
        box = self.box
        return Sighting(Box(round(box.x + x), round(box.y + y), box.w, box.h), self.tilt)


class Part(NamedTuple):
    """One part of a sweep: faces of some sizes, upright or tilted."""

    reduced: float  # by which the sides of the evenly lit picture are divided
    sizes: tuple[int, int]  # of the face, in pixels of the picture so reduced
    tilt: int


# The cascade moves on by two pixels for faces up to 40, by one for larger ones: each size is
# searched in a picture that is small enough for two.
_FAR, _FARTHER = (Part(1, sizes, tilt=0) for sizes in ((33, 37), (27, 31)))
_BETWEEN = Part(1.5, (27, 37), tilt=0)


def _near(tilt: int) -> Part:
    return Part(2, (27, 240), tilt)


SWEEP: tuple[Part, ...] = (
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
        evener: Evener | None = None,
        working_side: int = WORKING_SIDE,
    ) -> None:
        """Raises ``RuntimeError`` where OpenCV has no such cascade file, as from version 5 on."""
        self.sensitivity = sensitivity
        self._evener = evener or Evener()
        self._working_side = working_side
        self._cascade = cv2.CascadeClassifier(str(cascade))
        if self._cascade.empty():
            raise RuntimeError(
                f"OpenCV {cv2.__version__} has no {cascade.name}; expected version 4"
            )

    def view(self, grey: Grey) -> View:
        """Prepare a frame ``uint8[H, W]`` for searching."""
        return View(grey, self._evener, self._working_side)

    def detect(self, view: View) -> list[Sighting]:
        """Every face of the frame, the largest first: careful and slow."""
        sightings = []
        for tilt in (0, TILT, -TILT):
            image = turn(view.searched(), tilt)
            sizes = (SMALLEST_FACE, max(image.shape))
            boxes = self._windows(image, SCALE_STEP, sizes, self.sensitivity.value)
            sightings += [_sighting(box, image, tilt, view.scale) for box in boxes]
        return _one_a_face(sightings)

    def sweep(self, view: View, part: Part, region: Box) -> list[Sighting]:
        """What may be faces of the sizes of one ``part``: every single window that passes.

        Quick, as few sizes and places are tried; a ``look`` tells the faces from false alarms.
        ``region`` is in pixels of ``view.small``; faces that reach out of it are found too.
        """
        image = view.searched(part.reduced)
        height, width = image.shape
        margin = part.sizes[1]
        left, top = (max(int(value / part.reduced) - margin, 0) for value in region[:2])
        right = min(int((region.x + region.w) / part.reduced) + margin, width)
        bottom = min(int((region.y + region.h) / part.reduced) + margin, height)
        searched = turn(image[top:bottom, left:right], part.tilt)
        scale = view.scale * part.reduced
        return _one_a_face(
            [
                _sighting(box, searched, part.tilt, scale).shifted(left * scale, top * scale)
                for box in self._windows(searched, SWEEP_STEP, part.sizes, agreeing=0)
            ]
        )

    def look(self, view: View, near: Box, tilt: int = 0) -> Sighting | None:
        """The face that is about where ``near`` is, in the frame's pixels, and about as large."""
        place = Box(*(round(value / view.scale) for value in near)).grown(LOOK_MARGIN)
        window = crop(view.small, place)
        reduced = max(1.0, near.w / view.scale / LOOK_SIDE)
        if reduced > 1:
            size = (round(place.w / reduced), round(place.h / reduced))
            window = as_grey(cv2.resize(window, size, interpolation=cv2.INTER_AREA))
        window = turn(self._evener.even(window), tilt)
        scale = view.scale * reduced
        smallest, largest = (round(near.w / scale * share) for share in LOOK_SIZES)
        agreeing = max(self.sensitivity.value // 2, 1)  # fewer places are tried than in a frame
        sightings = [
            _sighting(box, window, tilt, scale).shifted(place.x * view.scale, place.y * view.scale)
            for box in self._windows(window, LOOK_STEP, (smallest, largest), agreeing)
        ]
        return max(sightings, key=lambda one: one.box.overlap(near), default=None)

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


def _sighting(found: Sequence[int], image: Grey, tilt: int, scale: float) -> Sighting:
    """A box of the searched picture, turned back about its centre, in pixels ``scale`` as large."""
    x, y, side, _ = (float(value) for value in found)
    height, width = image.shape
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    across, down = x + side / 2 - middle_x, y + side / 2 - middle_y
    cosine, sine = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    left = middle_x + cosine * across - sine * down - side / 2
    top = middle_y + sine * across + cosine * down - side / 2
    return Sighting(Box(*(round(value * scale) for value in (left, top, side, side))), tilt)


def _one_a_face(sightings: list[Sighting]) -> list[Sighting]:
    """Of several for one face the upright one, as it comes first; then by size."""
    kept: list[Sighting] = []
    for sighting in sightings:
        if all(sighting.box.covered(other.box) < SAME_FACE for other in kept):
            kept.append(sighting)
    return sorted(kept, key=lambda one: one.box.w * one.box.h, reverse=True)
