"""A stream of frames with a clock of their own, for tests of what happens over time."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from testkit.pictures import Picture
from transformers.pace import Pace, StreamRegistry
from transformers.pipeline import FacePipeline
from transformers.types import Face

NOISE_KEPT = 200  # pictures of it: films of one size share theirs


class Unhurried(Pace):
    """As on a machine for which a frame is nothing, however slow the one of the test is."""

    def spend(self, seconds: float, now: float) -> None:
        super().spend(0.0, now)


class Film:
    """Runs frames through a live pipeline at a steady rate."""

    def __init__(self, classifier: Classifier, rate: float = 30, pace: Pace | None = None) -> None:
        self.rate = rate
        self.now = 0.0
        self.pace = pace or Unhurried(1, StreamRegistry())
        self.pipeline = FacePipeline.for_stream(classifier, clock=lambda: self.now, pace=self.pace)

    def show(self, picture: Picture) -> list[Face]:
        """The faces that the next frame, BGR, comes back with."""
        self.now += 1 / self.rate
        return self.pipeline.process(_as_camera(picture, round(self.now * self.rate)))

    def run(self, seconds: float, picture: Callable[[float], Picture]) -> list[list[Face]]:
        """The faces of each frame; ``picture`` is given the seconds since this run began."""
        count = round(seconds * self.rate)
        return [self.show(picture(step / self.rate)) for step in range(count)]


def _as_camera(picture: Picture, seed: int) -> NDArray[np.uint8]:
    """Grey, with a webcam's noise."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    noise = _noise(seed, grey.shape)
    return np.asarray(cv2.add(grey, noise, dtype=cv2.CV_8U), dtype=np.uint8)


@lru_cache(NOISE_KEPT)
def _noise(seed: int, shape: tuple[int, ...]) -> NDArray[np.int8]:
    return np.random.default_rng(seed).integers(-4, 5, shape).astype(np.int8)
