"""From a picture to its faces: detect, track, classify, smooth."""

import time
from collections.abc import Callable
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from models.personal import Baseline
from models.thresholds import FACE_FROM
from transformers.cropping import as_grey, crop_face
from transformers.detection.cascade import FaceDetector
from transformers.detection.schedule import DetectionScheduler
from transformers.pace import Pace
from transformers.tracking.tracker import Track, Tracker
from transformers.tuning import Tuning
from transformers.types import Face

Image = NDArray[np.uint8]

CONFIRM_AFTER = 2  # detections in a stream: a false alarm seldom stands in two frames running


class FacePipeline:
    """Finds the faces of pictures and their expressions: ``for_photos`` or ``for_stream``.

    >>> from models.classifier import load_classifier
    >>> pipeline = FacePipeline.for_photos(load_classifier())
    >>> pipeline.process(np.zeros((480, 640), dtype=np.uint8))
    []
    """

    def __init__(
        self,
        classifier: Classifier,
        detector: FaceDetector,
        clock: Callable[[], float] = time.monotonic,
        pace: Pace | None = None,
    ) -> None:
        """Use ``for_photos`` or ``for_stream`` instead."""
        self._classifier = classifier
        self.detector = detector
        self.baseline: Baseline | None = None
        """The main face's answers are read against it, as long as it stays in view; then those of
        the next main face."""
        self.tuning: Tuning | None = None
        """Is shown each crop of the main face."""
        self._main: int | None = None  # its track's number
        self._clock = clock
        self._pace = pace
        self._tracker = Tracker(CONFIRM_AFTER if pace else 1)
        self._shape: tuple[int, ...] = ()  # of the frame before
        self._scheduler = DetectionScheduler(detector, self._tracker, pace) if pace else None

    @classmethod
    def for_photos(cls, classifier: Classifier, detector: FaceDetector | None = None) -> Self:
        """One for pictures that have nothing to do with each other: each is searched whole."""
        return cls(classifier, detector or FaceDetector())

    @classmethod
    def for_stream(
        cls,
        classifier: Classifier,
        *,
        clock: Callable[[], float] = time.monotonic,
        detector: FaceDetector | None = None,
        pace: Pace | None = None,
    ) -> Self:
        """One for the frames of one stream, in order: it looks where and when it pays.

        ``clock`` counts seconds. The ``pace`` is one that shares the machine with all other streams
        of this process, unless another is given. Call ``end`` when the stream has ended.
        """
        return cls(classifier, detector or FaceDetector(), clock, pace or Pace())

    def end(self) -> None:
        """The stream has ended: its share of the machine goes to the others."""
        if self._pace is not None:
            self._pace.end()

    def process(self, image: Image) -> list[Face]:
        """The faces of BGR ``uint8[H, W, 3]`` or grey ``uint8[H, W]``, the largest first.

        Boxes are in pixels of ``image``. Raises ``ValueError`` for an image of another kind.
        """
        grey = _to_grey(image)
        now, begun = self._clock(), time.monotonic()
        view = self.detector.view(grey)
        if self._scheduler is None or grey.shape != self._shape:
            self._tracker.forget()  # places in another picture say nothing of this one
        self._shape = grey.shape
        self._tracker.advance(view, now)
        if self._scheduler is not None:
            self._scheduler.run(view, now)
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
        # A stream has no time for both, and by turns its labels would change four times as often.
        examine = self._classifier.examine if self._pace else self._classifier.examine_both_ways
        answers = examine(crops)
        sure = [track for track, score in zip(due, answers.face, strict=True) if score >= FACE_FROM]
        is_wanted = self.tuning is not None or self.baseline is not None
        main = self._choose_main(sure) if is_wanted else None
        for track, crop, probabilities, score in zip(due, crops, *answers, strict=True):
            if track is main and self.tuning is not None:
                self.tuning.watch(track.track_id, crop, probabilities, now)
            tuned = self.baseline if track is main else None
            read = tuned.adjust(probabilities[np.newaxis])[0] if tuned else probabilities
            track.answer.add(read, float(score), now)

    def _choose_main(self, sure: list[Track]) -> Track | None:
        """The largest of the faces, which stays the main one until it has left.

        Of those in ``sure`` it was just seen that they are faces.
        """
        faces = [track for track in self._tracker.tracks if track in sure or track.answer.is_face]
        main = next((track for track in faces if track.track_id == self._main), None)
        if main is None:
            main = max(faces, key=lambda track: track.box.w * track.box.h, default=None)
        self._main = main.track_id if main is not None else None
        return main


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
