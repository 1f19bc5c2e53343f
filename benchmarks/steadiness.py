"""Does a face stay found, and its label steady, though still quick to change?"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np

from benchmarks.report import Rows
from benchmarks.scenes import RATE, moving_faces
from models.classifier import Classifier, load_classifier
from models.labels import LABELS
from testkit.pictures import coffee_table, place_head
from transformers.cropping import Grey, as_grey, crop_face
from transformers.detection.cascade import FaceDetector
from transformers.media.planes import planes_of
from transformers.pace import Pace, StreamRegistry
from transformers.pipeline import FacePipeline
from transformers.types import Box, Face

TITLE = "faces kept, label changes, delay of a real change"
FILM = 10  # seconds
FACE = Box(240, 160, 150, 150)
SMILE, GONE = 0.0, 5.0  # blur of the mouth, pixels
LIT_ROOM = 3.0  # grey levels of noise
DOUBTFUL = ((3.5, 18.0), (4.5, 8.0), (6.0, 18.0))  # blur and noise: told now so, now so
TURNS = 6  # from smiling to not, and back


class Watch:
    """A live pipeline with a clock of its own."""

    def __init__(self, classifier: Classifier) -> None:
        self._now = 0.0
        self._pipeline = FacePipeline.for_stream(
            classifier, clock=lambda: self._now, pace=Pace(cores=8, registry=StreamRegistry())
        )

    def see(self, grey: Grey) -> list[Face]:
        """The next frame."""
        self._now += 1 / RATE
        return self._pipeline.process(grey)


def measure() -> Rows:
    """One figure a row."""
    classifier = load_classifier()
    kept = 100 * _kept(classifier)
    raw, steady = _label_changes(classifier)
    raw_delay, delay = _delays(classifier)
    return [
        {"figure": "faces shown, of those that a search of every frame finds, %", "value": kept},
        {"figure": "label changes a minute, still face, every frame by itself", "value": raw},
        {"figure": "label changes a minute, still face, as shown", "value": steady},
        {"figure": "seconds to show a real change, every frame by itself", "value": raw_delay},
        {"figure": "seconds to show a real change, as shown", "value": delay},
    ]


def _kept(classifier: Classifier) -> float:
    detector = FaceDetector()
    kept = []
    for count in (1, 3):
        watch = Watch(classifier)
        for step, (frame, faces) in enumerate(moving_faces(count, FILM * RATE)):
            grey = planes_of(frame).y
            shown = [face.box for face in watch.see(grey)]
            if step < RATE // 2:
                continue
            found = [one.box for one in detector.detect(detector.view(grey))]
            kept += [_has(face, shown) for face in faces if _has(face, found)]
    return float(np.mean(kept))


def _has(face: Box, boxes: list[Box]) -> bool:
    return any(box.iou(face) >= 0.5 for box in boxes)


def _label_changes(classifier: Classifier) -> tuple[float, float]:
    changes, minutes = np.zeros(2), 0.0
    for mouth_blur, noise in DOUBTFUL:
        watch = Watch(classifier)
        raw, shown = [], []
        for grey in _film([mouth_blur] * (FILM * RATE), noise):
            for face in watch.see(grey)[:1]:
                raw.append(_label(classifier, grey, face.box))
                shown.append(face.label)
        changes += _changes(raw), _changes(shown)
        minutes += len(raw) / RATE / 60
    by_itself, as_shown = changes / minutes
    return float(by_itself), float(as_shown)


def _delays(classifier: Classifier) -> tuple[float, float]:
    """Median seconds from a change of the picture to the label's."""
    watch = Watch(classifier)
    hold = 2 * RATE
    blurs = [(SMILE, GONE)[step // hold % 2] for step in range(TURNS * hold)]
    raw, shown = [], []
    for grey in _film(blurs, LIT_ROOM):
        faces = watch.see(grey)
        shown.append(faces[0].label if faces else "")
        raw.append(_label(classifier, grey, faces[0].box if faces else FACE))
    return _delay(raw, hold), _delay(shown, hold)


def _delay(labels: list[str], hold: int) -> float:
    delays = []
    for start in range(hold, len(labels), hold):
        settled = labels[start + hold - 1]
        until = next(step for step in range(start, start + hold) if labels[step] == settled)
        delays.append((until - start) / RATE)
    return float(np.median(delays))


def _film(mouth_blurs: list[float], noise: float) -> Iterator[Grey]:
    random = np.random.default_rng(9)
    for blur in mouth_blurs:
        scene = coffee_table(480, 640)
        place_head(scene, FACE, mouth_blur=blur)
        grey = cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY) + random.normal(0, noise, (480, 640))
        yield as_grey(np.clip(grey, 0, 255))


def _label(classifier: Classifier, grey: Grey, box: Box) -> str:
    return LABELS[int(classifier.predict([crop_face(grey, box)])[0].argmax())]


def _changes(labels: list[str]) -> int:
    return sum(one != other for one, other in pairwise(labels))
