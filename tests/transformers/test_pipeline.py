import cv2
import numpy as np
import pytest

from models.classifier import Classifier
from testkit.film import Unhurried
from testkit.pictures import ASTRONAUT_FACE, astronaut, plain, with_face
from transformers.pace import StreamRegistry
from transformers.pipeline import FacePipeline


def test_the_astronaut_looks_happy(classifier: Classifier) -> None:
    (face,) = FacePipeline.for_photos(classifier).process(astronaut())
    assert face.box.iou(ASTRONAUT_FACE) >= 0.5
    assert face.label == "Happy"
    assert face.probabilities.shape == (7,)
    assert face.confidence == pytest.approx(float(face.probabilities.max()))


def test_grey_gives_what_colour_gives(classifier: Classifier) -> None:
    grey = np.asarray(cv2.cvtColor(astronaut(), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    (in_colour,), (in_grey,) = (
        FacePipeline.for_photos(classifier).process(picture) for picture in (astronaut(), grey)
    )
    assert in_colour.box == in_grey.box
    np.testing.assert_array_equal(in_colour.probabilities, in_grey.probabilities)


def test_several_faces_at_once_the_largest_first(classifier: Classifier) -> None:
    frame = plain(480, 960, level=170)
    frame[:, :480], _ = with_face(480, 480, 150, 100, 110)
    frame[:, 480:], _ = with_face(480, 480, 150, 100, 170)
    faces = FacePipeline.for_photos(classifier).process(frame)
    assert [face.box.x > 480 for face in faces] == [True, False]
    assert len({face.track_id for face in faces}) == 2
    assert {face.label for face in faces} == {"Happy"}


@pytest.mark.parametrize(("x", "y"), [(2, 150), (400, 150), (200, 2)], ids=["left", "right", "top"])
def test_a_face_at_the_very_edge(classifier: Classifier, x: int, y: int) -> None:
    frame, face = with_face(400, 540, x, y, 130)
    (found,) = FacePipeline.for_photos(classifier).process(frame)
    assert found.box.iou(face) >= 0.5


@pytest.mark.parametrize("shape", [(480, 640), (1, 1), (479, 641), (1, 900), (3, 2)])
def test_a_black_frame_has_no_face(classifier: Classifier, shape: tuple[int, int]) -> None:
    assert FacePipeline.for_photos(classifier).process(plain(*shape, level=0)) == []


SIZES = [(480, 640), (640, 480), (241, 321), (720, 1280)]


def test_photos_of_several_sizes(classifier: Classifier) -> None:
    pipeline = FacePipeline.for_photos(classifier)
    for height, width in SIZES:
        frame, _ = with_face(height, width, width // 3, height // 4, height // 4)
        (face,) = pipeline.process(frame)
        assert face.label == "Happy"


def test_a_stream_may_change_its_size(classifier: Classifier) -> None:
    """As when a phone is turned: no face of the frame before haunts the next one."""
    now = 0.0
    pipeline = FacePipeline.for_stream(
        classifier, clock=lambda: now, pace=Unhurried(8, StreamRegistry())
    )
    for height, width in SIZES:
        frame, place = with_face(height, width, width // 3, height // 4, height // 4)
        for _ in range(45):  # 1.5 s
            now += 1 / 30
            faces = pipeline.process(frame)
            assert all(face.box.iou(place) > 0.4 for face in faces)
        assert len(faces) == 1


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((4, 4, 4), dtype=np.uint8),
        np.zeros((4, 4, 3), dtype=np.float32),
        np.zeros((0, 4, 3), dtype=np.uint8),
        np.zeros(4, dtype=np.uint8),
    ],
)
def test_another_kind_of_image_is_named(classifier: Classifier, image: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"expected BGR uint8\[H, W, 3\].*got"):
        FacePipeline.for_photos(classifier).process(image)
