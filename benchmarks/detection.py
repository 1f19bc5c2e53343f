"""Which faces are found, and what else is taken for one: the cascades, lit evenly or not."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import cv2
import numpy as np
import skimage.data

from benchmarks.report import Rows
from models.cascade import CASCADE_PATH
from testkit.pictures import coffee_table
from transformers.cropping import Grey, as_grey, turn
from transformers.detection.cascade import SWEEP, Detection, FaceDetector
from transformers.detection.working_image import Clahe
from transformers.types import Box

TITLE = "share of 40 people's faces found, in %, and false alarms in 100 frames"
PEOPLE = 40
CASCADES = ("default", "alt", "alt2", "alt_tree")
HEIGHT, WIDTH = 480, 640
SMALL, MIDDLE, LARGE = 60, 150, 400  # pixels

Search = Callable[[FaceDetector, Grey], list[Detection]]


class AsItIs(Clahe):
    """Leaves the light as it is."""

    def even(self, grey: Grey) -> Grey:
        """The picture itself."""
        return grey


def measure() -> Rows:
    """Our search of a whole picture with each cascade, and our sweep with the one we chose."""
    rows = []
    for name in CASCADES:
        path = CASCADE_PATH.with_name(f"haarcascade_frontalface_{name}.xml")
        for light, clahe in (("as it is", AsItIs()), ("evened", Clahe())):
            detector = FaceDetector(cascade=path, clahe=clahe)
            rows.append({"search": f"{name}, light {light}"} | _shares(detector, _at_once))
    live = {"search": "ours, live: alt2, a sweep and a look"} | _shares(FaceDetector(), _live)
    return [*rows, live]


def _at_once(detector: FaceDetector, frame: Grey) -> list[Detection]:
    return detector.detect(detector.view(frame))


def _live(detector: FaceDetector, frame: Grey) -> list[Detection]:
    """What a whole sweep finds and a look at it confirms."""
    view = detector.view(frame)
    height, width = view.small.shape
    region = Box(0, 0, width, height)
    found = [one for step in SWEEP for one in detector.sweep(view, step, region)]
    looks = [detector.look(view, one.box, one.tilt) for one in found]
    return [one for one in looks if one is not None]


def _shares(detector: FaceDetector, search: Search) -> dict[str, Any]:
    start = time.process_time()
    shares, false_alarms, frames = {}, 0, 0
    for name, paste in CONDITIONS.items():
        random = np.random.default_rng(2)
        hits = 0
        for person in _people():
            frame, face = paste(person, random)
            boxes = [one.box for one in search(detector, frame)]
            hits += any(box.iou(face) >= 0.3 for box in boxes)
            false_alarms += sum(box.iou(face) < 0.1 for box in boxes)
            frames += 1
        shares[name] = round(100 * hits / PEOPLE)
    milliseconds = (time.process_time() - start) * 1000 / frames
    return shares | {"false alarms": 100 * false_alarms / frames, "ms": milliseconds}


def _people() -> list[Grey]:
    """Forty faces of Labeled Faces in the Wild (Huang et al. 2007), 25x25, with scikit-image."""
    subset = skimage.data.lfw_subset()[:PEOPLE]
    return [as_grey(np.clip(face * 255, 0, 255)) for face in subset]


def _paste(
    person: Grey,
    random: np.random.Generator,
    *,
    side: int = MIDDLE,
    tilt: int = 0,
    light: float = 1.0,
    room: float = 1.0,
    glasses: bool = False,
) -> tuple[Grey, Box]:
    """The face in a frame with a camera's noise; ``light`` falls on it, ``room`` on the rest."""
    face = as_grey(cv2.resize(person, (side, side), interpolation=cv2.INTER_CUBIC))
    if glasses:
        for x in (0.28, 0.72):
            eye, radius = (round(x * side), round(0.36 * side)), round(0.17 * side)
            cv2.circle(face, eye, radius, 20, max(1, side // 40))
    frame = cv2.cvtColor(coffee_table(HEIGHT, WIDTH), cv2.COLOR_BGR2GRAY) * room
    box = Box(
        int(random.integers(0, WIDTH - side)), int(random.integers(0, HEIGHT - side)), side, side
    )
    frame[box.y : box.y + side, box.x : box.x + side] = turn(face, -tilt) * light
    noise = random.normal(0, 3, frame.shape)
    return as_grey(np.clip(frame + noise, 0, 255)), box


CONDITIONS: dict[str, Callable[[Grey, np.random.Generator], tuple[Grey, Box]]] = {
    "plain": _paste,
    "60 px": partial(_paste, side=SMALL),
    "400 px": partial(_paste, side=LARGE),
    "20° right": partial(_paste, tilt=20),
    "20° left": partial(_paste, tilt=-20),
    "glasses": partial(_paste, glasses=True),
    "low light": partial(_paste, light=0.15, room=0.15),
    "against light": partial(_paste, light=0.2, room=1.4),
}
