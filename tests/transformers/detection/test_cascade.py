import cv2
import numpy as np
import pytest

from testkit.pictures import ASTRONAUT_FACE, Picture, astronaut, coffee_table, place_head, plain
from transformers.detection.cascade import SWEEP, Detection, FaceDetector, Sensitivity
from transformers.types import Box

FRONTAL = Box(250, 180, 150, 150)


def grey(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def scene(face: Box = FRONTAL, tilt: float = 0, height: int = 480, width: int = 640) -> Picture:
    frame = coffee_table(height, width)
    place_head(frame, face, tilt)
    return grey(frame)


def detect(frame: Picture, sensitivity: Sensitivity = Sensitivity.NORMAL) -> list[Detection]:
    detector = FaceDetector(sensitivity)
    return detector.detect(detector.view(frame))


def sweep(frame: Picture, region: Box | None = None) -> list[Detection]:
    detector = FaceDetector()
    view = detector.view(frame)
    height, width = view.small.shape
    whole = Box(0, 0, width, height)
    return [one for step in SWEEP for one in detector.sweep(view, step, region or whole)]


def is_among(face: Box, detections: list[Detection]) -> bool:
    return any(one.box.iou(face) >= 0.5 for one in detections)


def with_glasses() -> Picture:
    frame = scene()
    for x in (FRONTAL.x + 40, FRONTAL.x + 108):
        cv2.circle(frame, (x, FRONTAL.y + 38), 25, 20, 4)
    cv2.line(frame, (FRONTAL.x + 65, FRONTAL.y + 36), (FRONTAL.x + 83, FRONTAL.y + 36), 20, 4)
    return frame


def against_the_light() -> Picture:
    frame = np.full((480, 640, 3), 250, dtype=np.uint8)
    place_head(frame, FRONTAL)
    dark = np.full_like(frame, 250)
    left, top, right, bottom = 190, 60, 460, 400
    dark[top:bottom, left:right] = frame[top:bottom, left:right] // 5
    return grey(dark)


HARD = {
    "one eighth of the height": (scene(Box(300, 200, 60, 60)), Box(300, 200, 60, 60)),
    "nearly all of the height": (scene(Box(120, 60, 390, 390)), Box(120, 60, 390, 390)),
    "leaning right": (scene(tilt=20), FRONTAL),
    "leaning left": (scene(tilt=-20), FRONTAL),
    "glasses": (with_glasses(), FRONTAL),
    "low light": (scene() // 7, FRONTAL),
    "against the light": (against_the_light(), FRONTAL),
    "portrait": (scene(Box(150, 250, 180, 180), height=640, width=480), Box(150, 250, 180, 180)),
    "1280x720": (scene(Box(600, 300, 120, 120), height=720, width=1280), Box(600, 300, 120, 120)),
}


def test_the_astronauts_face_is_found_once() -> None:
    (found,) = detect(grey(astronaut()))
    assert found.box.iou(ASTRONAUT_FACE) >= 0.5
    assert found.tilt == 0


@pytest.mark.parametrize("name", HARD)
def test_a_hard_face_is_found_at_once_and_in_a_sweep(name: str) -> None:
    frame, face = HARD[name]
    assert is_among(face, detect(frame))
    assert is_among(face, sweep(frame))


@pytest.mark.parametrize("side", [60, 72, 86, 104, 125, 150, 180, 216, 260, 310, 370])
def test_a_sweep_leaves_out_no_size(side: int) -> None:
    face = Box(200, 90, side, side)
    assert is_among(face, sweep(scene(face)))


def test_a_sweep_of_a_region_finds_what_reaches_out_of_it() -> None:
    inside = Box(FRONTAL.x // 2 + 20, FRONTAL.y // 2 + 20, 16, 16)
    assert is_among(FRONTAL, sweep(scene(), inside))
    elsewhere = Box(0, 0, 16, 16)
    detector = FaceDetector()
    far = [step for step in SWEEP if step.reduced == 1]
    view = detector.view(scene())
    assert not any(detector.sweep(view, step, elsewhere) for step in far)


@pytest.mark.parametrize("tilt", [-18, 0, 18])
@pytest.mark.parametrize(("across", "down"), [(0, 0), (30, 0), (0, -30), (-25, 25)])
def test_a_look_finds_a_face_near_by(across: int, down: int, tilt: int) -> None:
    detector = FaceDetector()
    near = Box(FRONTAL.x + across, FRONTAL.y + down, FRONTAL.w, FRONTAL.h)
    found = detector.look(detector.view(scene(tilt=tilt)), near, tilt)
    assert found is not None
    assert found.box.iou(FRONTAL) >= 0.6
    assert found.tilt == tilt


def test_a_look_elsewhere_finds_nothing() -> None:
    detector = FaceDetector()
    assert detector.look(detector.view(scene()), Box(20, 20, 100, 100)) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 640), (20, 20), (479, 641)])
def test_frames_without_a_face(shape: tuple[int, int]) -> None:
    empty = grey(plain(*shape, level=0))
    assert detect(empty) == []
    assert sweep(empty) == []


def test_more_sensitive_finds_no_less() -> None:
    found = [len(detect(grey(astronaut()), sensitivity)) for sensitivity in Sensitivity]
    assert found == sorted(found)
