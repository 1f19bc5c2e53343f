"""Against a forward pass in NumPy that knows nothing of Keras."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.labels import Expression
from models.preprocessing import standardise
from models.training.data import DataError
from models.training.dlib_file import read_layers
from tests.models.needs import NEEDS_TENSORFLOW
from tests.models.training.drawn_dlib import Drawn, write_network
from tests.models.training.drawn_faces import draw_face

pytestmark = NEEDS_TENSORFLOW

STAGES = ((32, 1), (40, 2))
SIDE = 48  # no enlarging: that is a layer of Keras' own
Values = NDArray[np.float64]


def convolved(values: Values, convolution: Drawn, affine: Drawn, stride: int) -> Values:
    """``[N, C, H, W]``; windows begin where dlib's do, and zeros fill the last ones."""
    size = convolution.weights.shape[-1]
    before = (size - 2) // 2 if stride == 2 else size // 2
    padded = np.pad(values, ((0, 0), (0, 0), (before, size), (before, size)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(2, 3))
    windows = windows[:, :, : values.shape[2] : stride, : values.shape[3] : stride]
    kernel = convolution.weights.astype(np.float64)
    answer = np.einsum("nchwij,fcij->nfhw", windows, kernel) + each(convolution.bias)
    return np.asarray(answer * each(affine.weights) + each(affine.bias))


def each(channels: NDArray[np.float32]) -> Values:
    return channels.astype(np.float64)[:, np.newaxis, np.newaxis]


def computed(crops: NDArray[np.float32], layers: list[Drawn]) -> Values:
    """The trunk's features ``[N, C]`` as dlib's layers would have them, in colour."""
    rest = list(layers)
    colour = np.repeat(np.moveaxis(crops, 3, 1).astype(np.float64), 3, axis=1) * 0.22
    values = np.maximum(convolved(colour, rest.pop(0), rest.pop(0), stride=2), 0)
    padded = np.pad(values, ((0, 0), (0, 0), (0, 1), (0, 1)))
    pooled = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    values = pooled[:, :, ::2, ::2].max(axis=(4, 5))
    for stage, (filters, blocks) in enumerate(STAGES):
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            answer = np.maximum(convolved(values, rest.pop(0), rest.pop(0), stride), 0)
            answer = convolved(answer, rest.pop(0), rest.pop(0), 1)
            if stride == 2:
                count, channels, rows, columns = values.shape
                squares = values.reshape(count, channels, rows // 2, 2, columns // 2, 2)
                values = squares.mean(axis=(3, 5))
                added = filters - channels
                values = np.pad(values, ((0, 0), (0, added), (0, 0), (0, 0)))
            values = np.maximum(values + answer, 0)
    return np.asarray(values.mean(axis=(2, 3)))


def small_trunk() -> Any:
    import keras

    from models.training.dlib_trunk import trunk

    inputs = keras.Input((SIDE, SIDE, 1))
    return keras.Model(inputs, trunk(inputs, SIDE, STAGES))


def faces(count: int) -> NDArray[np.uint8]:
    random = np.random.default_rng(5)
    return np.stack([draw_face(Expression(row % 7), random) for row in range(count)])


def test_the_trunk_answers_as_the_layers_of_the_file(tmp_path: Path) -> None:
    from models.training.dlib_trunk import begin_with

    layers = write_network(tmp_path / "net.dat", STAGES)
    model = small_trunk()
    begin_with(model, read_layers(tmp_path / "net.dat"), faces(32))
    crops = standardise(faces(40)[32:])
    expected = computed(crops, layers)
    assert expected.std() > 0.1
    np.testing.assert_allclose(model.predict(crops, verbose=0), expected, rtol=1e-3, atol=1e-4)


def test_training_begins_with_the_same_answers(tmp_path: Path) -> None:
    import keras

    from models.training.dlib_trunk import begin_with

    write_network(tmp_path / "net.dat", STAGES)
    model = small_trunk()
    begin_with(model, read_layers(tmp_path / "net.dat"), faces(32))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.rate = 0
    crops = standardise(faces(32))
    # Of these very faces: the batch's own moments are what the moving ones are.
    as_trained = np.asarray(model(crops, training=True))
    np.testing.assert_allclose(as_trained, model(crops, training=False), rtol=1e-2, atol=1e-3)


def test_a_trunk_with_other_layers_is_refused(tmp_path: Path) -> None:
    from models.training.dlib_trunk import begin_with

    write_network(tmp_path / "net.dat", ((32, 1), (48, 2)))
    with pytest.raises(DataError, match=r"expected a kernel of \(3, 3, 32, 40\)"):
        begin_with(small_trunk(), read_layers(tmp_path / "net.dat"), faces(1))
    write_network(tmp_path / "net.dat", ((32, 1),))
    with pytest.raises(DataError, match="expected 7 convolutions"):
        begin_with(small_trunk(), read_layers(tmp_path / "net.dat"), faces(1))


def test_the_network_is_saved_and_read_again(tmp_path: Path) -> None:
    import keras

    from models.training.architectures import build_network
    from models.training.config import TrainingConfig

    model = build_network(TrainingConfig(model="dlib-trunk"))
    assert 3_000_000 < model.count_params() < 3_500_000
    model.save(tmp_path / "model.keras")
    crops = standardise(faces(2))
    before, after = (
        one.predict(crops, verbose=0)["probabilities"]
        for one in (model, keras.saving.load_model(tmp_path / "model.keras", compile=False))
    )
    np.testing.assert_allclose(before, after, atol=1e-6)
