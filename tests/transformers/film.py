"""A stream of frames with a clock of their own, for tests of what happens over time."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from tests.pictures import Picture
from transformers.detection import FaceDetector
from transformers.face import Face
from transformers.pace import Crowd, Pace
from transformers.pipeline import FacePipeline
from transformers.tracking import Tracker

CONFIRM_AFTER = 2


class Film:
    """Runs frames through a live pipeline at a steady rate."""

    def __init__(self, classifier: Classifier, rate: float = 30, cores: float = 64) -> None:
        self.rate = rate
        self.now = 0.0
        self.pace = Pace(cores, Crowd())
        self._pipeline = FacePipeline(
            classifier,
            FaceDetector(),
            Tracker(CONFIRM_AFTER),
            clock=lambda: self.now,
            pace=self.pace,
        )

    def show(self, picture: Picture) -> list[Face]:
        """The faces that the next frame, BGR, comes back with."""
        self.now += 1 / self.rate
        return self._pipeline.process(_as_camera(picture, round(self.now * self.rate)))

    def run(self, seconds: float, picture: Callable[[float], Picture]) -> list[list[Face]]:
        """The faces of each frame; ``picture`` is given the seconds since this run began."""
        count = round(seconds * self.rate)
        return [self.show(picture(step / self.rate)) for step in range(count)]


def _as_camera(picture: Picture, seed: int) -> NDArray[np.uint8]:
    """Grey, with a webcam's noise."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    noise = np.random.default_rng(seed).integers(-4, 5, grey.shape)
    return np.asarray(np.clip(grey + noise, 0, 255), dtype=np.uint8)
