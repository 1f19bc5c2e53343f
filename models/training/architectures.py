"""The networks that can be trained, all for 48x48 grey faces, with the same two outputs.

``probabilities`` is ``float32[N, 7]``; ``face`` is ``float32[N, 1]``, how likely the crop is a face
at all.
"""

from collections.abc import Callable
from pathlib import Path

import keras
from keras import layers

from models.classifier import FACE, PROBABILITIES
from models.labels import LABELS
from models.preprocessing import INPUT_SIZE
from models.training.blocks import convolution
from models.training.config import TrainingConfig
from models.training.data import DataError
from models.training.dlib_trunk import trunk

STEM_FILTERS = 24
# Filters and residual blocks of each stage, which halves the side.
STAGES = ((32, 2), (64, 2), (128, 2))
DEEP_STAGES = (*STAGES, (176, 1))
WIDE_STAGES = ((48, 2), (96, 2), (192, 2))
SIX_CONVOLUTIONS = ((256, 256), (128, 128), (64, 64))  # filters; each pair ends in a pooling
MOBILENET_SIDE = 96  # pixels: the smallest input that ImageNet weights were trained for
DLIB_TRUNK = "dlib-trunk"
TRAINABLE_LAYERS = {"mobilenet-last-layers": 0, "mobilenet-last-100": 100, "mobilenet-all": 999}


def build_network(config: TrainingConfig) -> keras.Model:
    """The network that ``config`` names. Raises ``DataError`` where its weights file is missing."""
    inputs = keras.Input((INPUT_SIZE, INPUT_SIZE, 1), name="crop")
    if config.model.startswith("mobilenet"):
        features = _mobilenet(inputs, TRAINABLE_LAYERS[config.model], config.imagenet)
    else:
        features = BODIES[config.model](inputs)
    # In float32 under mixed precision too: a softmax in half precision does not sum to 1.
    probabilities = layers.Dense(
        len(LABELS), activation="softmax", dtype="float32", name=PROBABILITIES
    )(features)
    face = layers.Dense(1, activation="sigmoid", dtype="float32", name=FACE)(features)
    outputs = {PROBABILITIES: probabilities, FACE: face}
    return keras.Model(inputs, outputs, name=config.model.replace("-", "_"))


def _expression(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """The network that ships."""
    return _residual(inputs, STAGES)


def _expression_deep(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """One stage more: it begins as the shipped one does, and can start with its weights."""
    return _residual(inputs, DEEP_STAGES)


def _expression_wide(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """Its teacher: half as wide again, and so too slow and too large to ship."""
    return _residual(inputs, WIDE_STAGES)


def _residual(inputs: keras.KerasTensor, stages: tuple[tuple[int, int], ...]) -> keras.KerasTensor:
    """A small ResNet (He et al. 2015)."""
    features = layers.Activation("relu")(convolution(inputs, STEM_FILTERS))
    for filters, blocks in stages:
        for block in range(blocks):
            features = _residual_block(features, filters, strides=2 if block == 0 else 1)
    return layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(features))


def _residual_block(inputs: keras.KerasTensor, filters: int, strides: int) -> keras.KerasTensor:
    features = layers.Activation("relu")(convolution(inputs, filters, strides=strides))
    features = convolution(features, filters)
    if strides != 1 or inputs.shape[-1] != filters:
        inputs = convolution(inputs, filters, size=1, strides=strides)
    return layers.Activation("relu")(layers.Add()([features, inputs]))


def _four_convolutions(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """The tutorials' network: four convolutions and one wide dense layer."""
    features = inputs
    for filters in ((32, 64), (128,), (128,)):
        for count in filters:
            features = layers.Conv2D(count, 3, padding="same", activation="relu")(features)
        features = layers.Dropout(0.25)(layers.MaxPooling2D()(features))
    features = layers.Dense(1024, activation="relu")(layers.Flatten()(features))
    return layers.Dropout(0.5)(features)


def _six_convolutions(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """Six convolutions of 256 to 64 filters, then dense layers of 512, 256 and 128."""
    features = inputs
    for pair in SIX_CONVOLUTIONS:
        for filters in pair:
            features = layers.Activation("relu")(convolution(features, filters))
        features = layers.Dropout(0.25)(layers.MaxPooling2D()(features))
    features = layers.Flatten()(features)
    for units in (512, 256, 128):
        features = layers.Dense(units, activation="relu")(features)
        features = layers.Dropout(0.25)(layers.BatchNormalization()(features))
    return features


def _mini_xception(inputs: keras.KerasTensor) -> keras.KerasTensor:
    """Arriaga et al. 2017, "Real-time convolutional neural networks for emotion and gender"."""
    features = inputs
    for _ in range(2):
        features = layers.Activation("relu")(convolution(features, 8))
    for filters in (16, 32, 64, 128):
        shortcut = convolution(features, filters, size=1, strides=2)
        for last in (False, True):
            features = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(features)
            features = layers.BatchNormalization(momentum=0.9)(features)
            features = features if last else layers.Activation("relu")(features)
        features = layers.MaxPooling2D(3, strides=2, padding="same")(features)
        features = layers.Add()([features, shortcut])
    return layers.GlobalAveragePooling2D()(features)


def _mobilenet(
    inputs: keras.KerasTensor, trainable_layers: int, imagenet: Path | None
) -> keras.KerasTensor:
    """MobileNetV2 (Sandler et al. 2018), of whose layers the last ``trainable_layers`` learn."""
    if imagenet is not None and not imagenet.is_file():
        raise DataError(f"There is no file of ImageNet weights {imagenet}")
    body = keras.applications.MobileNetV2(
        (MOBILENET_SIDE, MOBILENET_SIDE, 3), include_top=False, weights=None, pooling="avg"
    )
    if imagenet is not None:
        body.load_weights(imagenet)
    frozen = max(len(body.layers) - trainable_layers, 0)
    for layer in body.layers[:frozen]:
        layer.trainable = False
    enlarged = layers.Resizing(MOBILENET_SIDE, MOBILENET_SIDE)(inputs)
    colour = layers.Concatenate()([enlarged, enlarged, enlarged])
    features = layers.Dense(128, activation="relu")(body(colour))
    return layers.Dropout(0.3)(features)


BODIES: dict[str, Callable[[keras.KerasTensor], keras.KerasTensor]] = {
    "expression": _expression,
    "expression-deep": _expression_deep,
    "expression-wide": _expression_wide,
    "four-convolutions": _four_convolutions,
    "six-convolutions": _six_convolutions,
    "mini-xception": _mini_xception,
    DLIB_TRUNK: trunk,
}
