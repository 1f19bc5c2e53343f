"""From a picture to its faces: detect, track, classify, smooth."""

import time
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier, load_classifier
from transformers.attention import Attention
from transformers.cropping import as_grey, crop_face
from transformers.detection import FaceDetector
from transformers.face import Face
from transformers.pace import Pace
from transformers.tracking import Tracker

Image = NDArray[np.uint8]


class FacePipeline:
    """Finds the faces of a picture and their expressions.

    Keep one for each stream, whose frames it takes in order; take a new one for each photo. With a
    ``pace`` it looks where and when it pays, for video; without one it searches every picture
    whole, as a photo deserves.
    """

    def __init__(
        self,
        classifier: Classifier | None = None,
        detector: FaceDetector | None = None,
        tracker: Tracker | None = None,
        clock: Callable[[], float] = time.monotonic,
        pace: Pace | None = None,
    ) -> None:
        """Parts that are not given are the shipped ones; ``clock`` counts seconds.

        Raises ``ModelError`` where the shipped network cannot be loaded.
        """
        self._classifier = classifier or load_classifier()
        self.detector = detector or FaceDetector()
        self._tracker = tracker or Tracker()
        self._clock = clock
        self._pace = pace
        self._attention = Attention(self.detector, self._tracker, pace) if pace else None

    def process(self, image: Image) -> list[Face]:
        """The faces of BGR ``uint8[H, W, 3]`` or grey ``uint8[H, W]``, the largest first.

        Boxes are in pixels of ``image``. Raises ``ValueError`` for an image of another kind.
        """
        grey = _to_grey(image)
        now, begun = self._clock(), time.monotonic()
        view = self.detector.view(grey)
        self._tracker.advance(view, now)
        if self._attention is not None:
            self._attention.attend(view, now)
        else:
            self._tracker.update(self.detector.detect(view), view, now)
        self._classify(grey, now)
        faces = [track.face(now) for track in self._tracker.shown(now)]
        if self._pace is not None:
            self._pace.spend(time.monotonic() - begun, now)
        return sorted(faces, key=lambda face: face.box.w * face.box.h, reverse=True)

    def _classify(self, grey: NDArray[np.uint8], now: float) -> None:
        period = self._pace.classify if self._pace is not None else 0.0
        due = [
            track
            for track in self._tracker.tracks
            if self._tracker.confirmed(track)
            and track.seen == now
            and now - track.answer.given >= period
        ]
        crops = [crop_face(grey, track.box, track.tilt) for track in due]
        for track, probabilities, face in zip(due, *self._classifier.examine(crops), strict=True):
            track.answer.add(probabilities, float(face), now)


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
    return as_grey(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
