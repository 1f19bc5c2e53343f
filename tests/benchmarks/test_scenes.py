import cv2
import numpy as np
import pytest

from benchmarks.marks import NUMBERS, mark, read_mark
from benchmarks.scenes import moving_faces
from benchmarks.usual import UsualPipeline
from testkit.pictures import coffee_table
from transformers.detection.cascade import FaceDetector
from transformers.media.planes import planes_of


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_mark_survives_the_codec(mirrored: bool) -> None:
    for number in range(0, NUMBERS, 7):
        picture = coffee_table(480, 640)[:, :, 0]
        mark(picture, number)
        quality = [cv2.IMWRITE_JPEG_QUALITY, 30]
        coded = cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_GRAYSCALE)
        assert coded is not None
        shown = np.asarray(coded[:, ::-1] if mirrored else coded, dtype=np.uint8)
        assert read_mark(shown) == number


@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_the_faces_are_where_the_scene_says(count: int) -> None:
    ((frame, boxes),) = moving_faces(count, 1)
    assert len(boxes) == count
    detector = FaceDetector()
    found = [one.box for one in detector.detect(detector.view(planes_of(frame).y))]
    hits = [any(box.iou(one) >= 0.5 for one in found) for box in boxes]
    assert sum(hits) >= 0.8 * count


def test_the_usual_pipeline_finds_the_face_too() -> None:
    ((frame, (face,)),) = moving_faces(1, 1)
    returned = UsualPipeline().recv(frame).to_ndarray(format="bgr24")
    green = np.argwhere(np.all(returned == (0, 255, 0), axis=2))
    assert len(green) > 500
    middle = green.mean(axis=0)
    assert abs(middle[1] - (face.x + face.w / 2)) < face.w / 2
