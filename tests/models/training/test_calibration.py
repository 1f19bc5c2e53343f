from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.preprocessing import standardise
from models.training.calibration import correct_prior, fit_temperature, raise_logits, shift_face
from models.training.data import Faces
from tests.models.needs import NEEDS_TENSORFLOW

if TYPE_CHECKING:
    import keras

pytestmark = NEEDS_TENSORFLOW


@pytest.fixture(autouse=True)
def seed() -> None:
    import keras  # takes seconds, so not where pytest collects the tests

    keras.utils.set_random_seed(1)


def network(scale: float) -> "keras.Model":
    import keras
    from keras import layers

    inputs = keras.Input((48, 48, 1))
    features = layers.GlobalAveragePooling2D()(layers.Conv2D(16, 9, strides=6)(inputs))
    probabilities = layers.Dense(7, activation="softmax", name="probabilities")(features)
    face = layers.Dense(1, activation="sigmoid", name="face")(features)
    model = keras.Model(inputs, {"probabilities": probabilities, "face": face})
    kernel, bias = model.get_layer("probabilities").get_weights()
    model.get_layer("probabilities").set_weights([kernel * scale, bias])
    return model


def test_the_temperature_undoes_overconfidence_and_faces_pass() -> None:
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (2000, 48, 48), dtype=np.uint8)
    model = network(scale=60)
    honest = model.predict(standardise(images), verbose=0)["probabilities"]
    softened = honest ** (1 / 2)
    softened /= softened.sum(axis=1, keepdims=True)
    labels = np.array([random.choice(7, p=row / row.sum()) for row in softened.astype(float)])
    faces = Faces(images, labels, np.arange(len(images)))
    assert fit_temperature(model, faces) == pytest.approx(2, abs=0.4)
    shift_face(model, faces)
    after = model.predict(standardise(images), verbose=0)
    assert (after["face"] >= 0.5).mean() == pytest.approx(0.995, abs=0.003)
    np.testing.assert_allclose(after["probabilities"].sum(axis=1), 1, atol=1e-5)


def test_the_prior_is_divided_out() -> None:
    images = np.random.default_rng(1).integers(0, 256, (4, 48, 48), dtype=np.uint8)
    model = network(scale=1)
    before = model.predict(standardise(images), verbose=0)["probabilities"]
    labels = np.repeat(np.arange(7), [40, 5, 5, 10, 10, 10, 20])
    correct_prior(model, labels, power=0.5)
    expected = before / np.sqrt(np.bincount(labels) / len(labels))
    expected /= expected.sum(axis=1, keepdims=True)
    after = model.predict(standardise(images), verbose=0)["probabilities"]
    np.testing.assert_allclose(after, expected, atol=1e-5)


def test_a_raised_expression_is_likelier_and_the_others_keep_their_shares() -> None:
    images = np.random.default_rng(1).integers(0, 256, (4, 48, 48), dtype=np.uint8)
    model = network(scale=1)
    before = model.predict(standardise(images), verbose=0)["probabilities"]
    raise_logits(model, {"Fear": np.log(2)})
    expected = before * np.array([1, 1, 2, 1, 1, 1, 1])
    expected /= expected.sum(axis=1, keepdims=True)
    after = model.predict(standardise(images), verbose=0)["probabilities"]
    np.testing.assert_allclose(after, expected, atol=1e-5)
