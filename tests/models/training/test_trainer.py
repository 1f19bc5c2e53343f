import numpy as np

from models.preprocessing import INPUT_SIZE
from models.training.config import TrainingConfig
from models.training.data import Faces
from tests.models.needs import NEEDS_TENSORFLOW

pytestmark = NEEDS_TENSORFLOW

FACES = 16


def test_the_normalisation_of_a_model_within_the_model_is_settled_too() -> None:
    import keras

    from models.training.architectures import build_network
    from models.training.trainer import AugmentedFaces, Crops, _settle_normalisation

    random = np.random.default_rng(3)
    images = random.integers(0, 256, (FACES, INPUT_SIZE, INPUT_SIZE)).astype(np.uint8)
    faces = Faces(images, np.arange(FACES) % 7, np.arange(FACES))
    crops = Crops(faces, np.eye(7, dtype=np.float32)[faces.labels], images[:0])
    config = TrainingConfig(model="mobilenet-all", batch_size=FACES, mixup=0.0)
    model = build_network(config)
    (body,) = (layer for layer in model.layers if isinstance(layer, keras.Model))
    _settle_normalisation(model, crops, config)
    (batch, _) = AugmentedFaces(crops, config, epoch=config.epochs)[0]
    enlarged = keras.ops.image.resize(np.repeat(batch, 3, axis=-1), (96, 96))
    # Of one batch alone: its own mean and variance are what the moving ones are now.
    as_trained, as_served = (body(enlarged, training=training) for training in (True, False))
    np.testing.assert_allclose(as_trained, as_served, atol=0.05)
    assert float(np.std(as_served)) > 0.1
