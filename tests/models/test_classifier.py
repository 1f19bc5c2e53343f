import os
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data

from models.backend import WEIGHTS_FOLDER
from models.classifier import Classifier, load_classifier, open_classifier
from models.errors import ModelError
from models.labels import LABELS, Expression
from models.preprocessing import Grey, mirror
from testkit.pictures import ASTRONAUT_FACE, astronaut
from tests.models.needs import NEEDS_TENSORFLOW


def smiling_face() -> Grey:
    x, y, w, h = ASTRONAUT_FACE
    grey = cv2.cvtColor(astronaut(), cv2.COLOR_BGR2GRAY)
    return np.asarray(grey[y : y + h, x : x + w], dtype=np.uint8)


def test_labels_keep_fer2013s_order() -> None:
    assert LABELS == ("Angry", "Disgust", "Fear", "Happy", "Sad", "Surprise", "Neutral")


def test_a_smile_is_happy(classifier: Classifier) -> None:
    probabilities = classifier.predict([smiling_face()])
    assert Expression(int(probabilities[0].argmax())) is Expression.HAPPY


def test_a_list_and_an_array_give_the_same(classifier: Classifier) -> None:
    crops = np.random.default_rng(1).integers(0, 256, (3, 60, 50), dtype=np.uint8)
    np.testing.assert_array_equal(classifier.predict(crops), classifier.predict(list(crops)))


def test_each_row_is_a_distribution(classifier: Classifier) -> None:
    random = np.random.default_rng(2)
    crops = [random.integers(0, 256, size, dtype=np.uint8) for size in [(1, 1), (48, 48), (99, 7)]]
    probabilities = classifier.predict(crops)
    assert probabilities.shape == (3, 7)
    assert probabilities.dtype == np.float32
    assert probabilities.min() >= 0
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_both_ways_a_face_and_its_mirror_image_are_told_the_same(classifier: Classifier) -> None:
    face = smiling_face()
    answers, mirrored = (classifier.examine_both_ways([one]) for one in (face, mirror(face)))
    np.testing.assert_allclose(answers.probabilities, mirrored.probabilities, atol=1e-6)
    np.testing.assert_allclose(answers.face, mirrored.face, atol=1e-6)
    each = classifier.predict([face, mirror(face)])
    assert not np.allclose(each[0], each[1], atol=1e-6)
    np.testing.assert_allclose(answers.probabilities[0], each.mean(axis=0), atol=1e-6)
    assert classifier.examine_both_ways([]).probabilities.shape == (0, 7)


def test_no_face_gives_no_row(classifier: Classifier) -> None:
    assert classifier.predict([]).shape == (0, 7)


def test_one_crop_without_a_list_is_refused(classifier: Classifier) -> None:
    with pytest.raises(ValueError, match="expected uint8"):
        classifier.predict(np.zeros((48, 48), dtype=np.uint8))


def test_the_network_is_loaded_once_however_it_is_asked_for() -> None:
    here = Path(os.path.relpath(WEIGHTS_FOLDER))
    ways = [
        load_classifier(),
        load_classifier("litert"),
        load_classifier("litert", WEIGHTS_FOLDER),
        load_classifier(backend="litert", folder=here),
    ]
    assert len(set(map(id, ways))) == 1


@NEEDS_TENSORFLOW
def test_keras_and_litert_agree_on_real_crops(classifier: Classifier) -> None:
    people = (255 * skimage.data.lfw_subset()[:100]).astype(np.uint8)
    crops = [smiling_face(), *people]
    keras, litert = load_classifier("keras").predict(crops), classifier.predict(crops)
    second, first = np.sort(keras, axis=1)[:, -2:].T
    decided = first - second > 0.04  # what a small face shows is often open
    assert decided.sum() > 90
    agree = keras.argmax(axis=1) == litert.argmax(axis=1)
    assert agree[decided].mean() >= 0.98
    assert np.abs(keras - litert).mean() < 0.01


def test_an_unknown_backend_is_named() -> None:
    with pytest.raises(ValueError, match="onnx"):
        load_classifier("onnx")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a.tflite", pytest.param("a.keras", marks=NEEDS_TENSORFLOW)])
def test_a_foreign_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no model")
    with pytest.raises(ModelError):
        open_classifier(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.tflite"):
        open_classifier(tmp_path / "gone.tflite")
