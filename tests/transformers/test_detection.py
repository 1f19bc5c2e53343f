import cv2
import numpy as np
import pytest

from tests.pictures import ASTRONAUT_FACE, astronaut, plain, with_face
from transformers.detection import FaceDetector, Sensitivity


def grey(picture: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def test_the_astronauts_face_is_found_once() -> None:
    boxes = FaceDetector().detect(grey(astronaut()))
    assert len(boxes) == 1
    assert boxes[0].overlap(ASTRONAUT_FACE) >= 0.5


@pytest.mark.parametrize(
    ("height", "width", "side"), [(480, 640, 60), (480, 640, 300), (720, 1280, 200), (640, 480, 90)]
)
def test_faces_of_many_sizes_in_frames_of_many_sizes(height: int, width: int, side: int) -> None:
    frame, face = with_face(height, width, width // 3, height // 4, side)
    boxes = FaceDetector().detect(grey(frame))
    assert boxes
    assert boxes[0].overlap(face) >= 0.5


@pytest.mark.parametrize("shape", [(1, 1), (1, 640), (20, 20), (479, 641)])
def test_frames_without_a_face(shape: tuple[int, int]) -> None:
    assert FaceDetector().detect(grey(plain(*shape, level=0))) == []


def test_more_sensitive_finds_no_less() -> None:
    picture = grey(astronaut())
    found = [len(FaceDetector(sensitivity).detect(picture)) for sensitivity in Sensitivity]
    assert found == sorted(found)
