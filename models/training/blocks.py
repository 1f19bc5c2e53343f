"""What several architectures are built of."""

import keras
from keras import layers


def convolution(
    inputs: keras.KerasTensor, filters: int, size: int = 3, strides: int = 1
) -> keras.KerasTensor:
    """A convolution without a bias, normalised by its batch (Ioffe and Szegedy 2015)."""
    convolved = layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(inputs)
    return layers.BatchNormalization(momentum=0.9)(convolved)
