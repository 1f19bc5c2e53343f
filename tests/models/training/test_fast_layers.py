"""On PyTorch, where it is installed: Keras has one backend a process, so in one of its own."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

PROGRAM = """
import keras, numpy as np, sys
from models.training.architectures import build_network
from models.training.config import TrainingConfig
from models.training.fast_layers import quickened

random = np.random.default_rng(0)
model = build_network(TrainingConfig(model=sys.argv[1]))
model.set_weights([random.uniform(0.5, 1, weight.shape) for weight in model.get_weights()])
quick = quickened(model)
crops = random.normal(size=(8, 48, 48, 1)).astype("float32")
assert len({type(layer) for layer in quick.layers} - {type(layer) for layer in model.layers}) == 2
for layer in (*model.layers, *quick.layers):
    if isinstance(layer, keras.layers.Dropout):
        layer.rate = 0  # else chance drops others
for training in (False, True):
    slow, fast = (one(crops, training=training)["probabilities"] for one in (model, quick))
    np.testing.assert_allclose(slow.detach(), fast.detach(), atol=1e-4)
"""


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
@pytest.mark.parametrize("model", ["mini-xception", "six-convolutions"])
def test_the_quick_layers_answer_as_those_of_keras(model: str) -> None:
    environment = os.environ | {"KERAS_BACKEND": "torch"}
    subprocess.run([sys.executable, "-c", PROGRAM, model], env=environment, check=True)
