"""The compact network: a residual CNN (He et al. 2015) for 48x48 grey faces."""

import keras
from keras import layers

from models.labels import LABELS
from models.preprocessing import INPUT_SIZE

STEM_FILTERS = 24
STAGES = ((32, 2), (64, 2), (128, 2))  # filters and residual blocks; each stage halves the side
DROPOUT = 0.2


def build_network() -> keras.Model:
    """``float32[N, 48, 48, 1]`` standardised faces to ``float32[N, 7]`` probabilities."""
    inputs = keras.Input((INPUT_SIZE, INPUT_SIZE, 1), name="face")
    features = layers.Activation("relu")(_convolution(inputs, STEM_FILTERS))
    for filters, blocks in STAGES:
        for block in range(blocks):
            features = _residual_block(features, filters, strides=2 if block == 0 else 1)
    features = layers.GlobalAveragePooling2D()(features)
    features = layers.Dropout(DROPOUT)(features)
    # In float32 under mixed precision too: a softmax in half precision does not sum to 1.
    outputs = layers.Dense(
        len(LABELS), activation="softmax", dtype="float32", name="probabilities"
    )(features)
    return keras.Model(inputs, outputs, name="expression")


def _convolution(
    inputs: keras.KerasTensor, filters: int, size: int = 3, strides: int = 1
) -> keras.KerasTensor:
    convolved = layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(inputs)
    return layers.BatchNormalization(momentum=0.9)(convolved)


def _residual_block(inputs: keras.KerasTensor, filters: int, strides: int) -> keras.KerasTensor:
    features = layers.Activation("relu")(_convolution(inputs, filters, strides=strides))
    features = _convolution(features, filters)
    if strides != 1 or inputs.shape[-1] != filters:
        inputs = _convolution(inputs, filters, size=1, strides=strides)
    return layers.Activation("relu")(layers.Add()([features, inputs]))
