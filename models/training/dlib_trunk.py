"""The face-recognition ResNet of dlib (King 2017), as the body of an expression network.

dlib's example ``dnn_face_recognition_ex.cpp`` describes it: a ResNet with 29 convolutions (He et
al. 2015, with half the filters), trained on three million faces. Its weights are in the public
domain: ``dlib_face_recognition_resnet_model_v1.dat``, in the package ``face-recognition-models``.
"""

from collections.abc import Sequence

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from models.preprocessing import standardise
from models.training.blocks import convolution
from models.training.data import DataError
from models.training.dlib_file import AFFINE, CONVOLUTION, DlibLayer

SIDE = 96  # pixels: a face is about 100 wide in the crops of 150 that dlib's network was trained on
STEM_FILTERS = 32
STAGES = ((32, 3), (64, 4), (128, 3), (256, 2))
"""Filters and residual blocks of each stage; each but the first halves the side. The file goes on
with one block more and another stage, which at this side would be left with one or two pixels."""
DEVIATION = 0.22
"""A face's grey levels have about this standard deviation, in dlib's unit of 256. dlib subtracts
one mean of all faces and divides by 256; our crops have a standard deviation of 1."""


def trunk(
    inputs: keras.KerasTensor, side: int = SIDE, stages: Sequence[tuple[int, int]] = STAGES
) -> keras.KerasTensor:
    """Features ``float32[N, C]`` of crops ``float32[N, H, W, 1]``, which are enlarged to ``side``.

    Where dlib leaves out a border that no window of stride 2 fills, this pads below and to the
    right: with an even side the windows lie where dlib's do.
    """
    features = layers.Resizing(side, side)(inputs)
    features = layers.Activation("relu")(convolution(features, STEM_FILTERS, size=7, strides=2))
    features = layers.MaxPooling2D(3, strides=2, padding="same")(features)
    for stage, (filters, blocks) in enumerate(stages):
        for block in range(blocks):
            features = _block(features, filters, halves=stage > 0 and block == 0)
    return layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(features))


def _block(inputs: keras.KerasTensor, filters: int, halves: bool) -> keras.KerasTensor:
    """A residual block; where it halves the side, the shortcut has no weights either."""
    features = convolution(inputs, filters, strides=2 if halves else 1)
    features = convolution(layers.Activation("relu")(features), filters)
    if halves:
        inputs = layers.AveragePooling2D(2, padding="same")(inputs)
    added = filters - inputs.shape[-1]
    if added:
        inputs = ops.pad(inputs, ((0, 0), (0, 0), (0, 0), (0, added)))
    return layers.Activation("relu")(layers.Add()([features, inputs]))


def begin_with(model: keras.Model, known: Sequence[DlibLayer], crops: NDArray[np.uint8]) -> None:
    """Give ``model``'s trunk the weights that were read, in place.

    dlib folded each normalisation into a factor and a shift. Here they normalise again, by what the
    faces ``crops`` ``uint8[N, 48, 48]`` show, so that training begins where dlib's ended: before
    the first step the answers are those of the folded ones. The colours' kernels are summed, as for
    a grey picture they see the same thing three times. Raises ``DataError`` where the file's layers
    are not the trunk's.
    """
    convolutions = [layer for layer in model.layers if isinstance(layer, layers.Conv2D)]
    normalisations = [
        layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)
    ]
    places = list(zip(convolutions, normalisations, strict=True))
    kinds = [layer.kind for layer in known[: 2 * len(places)]]
    if kinds != [CONVOLUTION, AFFINE] * len(places):
        raise DataError(f"expected {len(places)} convolutions, each with its affine layer")
    for index, (layer, normalisation) in enumerate(places):
        source, affine = known[2 * index : 2 * index + 2]
        kernel = np.moveaxis(source.weights, (0, 1), (3, 2))  # [rows, columns, inputs, filters]
        if index == 0:
            kernel = kernel.sum(axis=2, keepdims=True) * DEVIATION
        _place(layer, source, kernel)
        nothing = np.zeros_like(affine.bias)
        shift = affine.weights * source.bias + affine.bias
        # With these moments the layer divides by 1.
        moments = [nothing, nothing + 1 - normalisation.epsilon]
        normalisation.set_weights([affine.weights, shift, *moments])
    outputs = keras.Model(model.inputs, [layer.output for layer in convolutions])
    batch = standardise(crops)
    for (_, normalisation), values in zip(
        places, outputs.predict(batch, batch_size=len(batch), verbose=0), strict=True
    ):
        _normalise(normalisation, np.asarray(values, dtype=np.float32))


def _place(layer: layers.Conv2D, source: DlibLayer, kernel: NDArray[np.float32]) -> None:
    expected = tuple(layer.kernel.shape)
    if kernel.shape != expected or layer.strides != (source.stride, source.stride):
        raise DataError(
            f"expected a kernel of {expected} and the stride {layer.strides[0]}, "
            f"got {kernel.shape} and {source.stride}"
        )
    layer.set_weights([kernel])


def _normalise(layer: layers.BatchNormalization, values: NDArray[np.float32]) -> None:
    """Have it normalise by the moments of ``values`` ``[N, H, W, C]`` and answer as before."""
    scale, shift, _, _ = layer.get_weights()
    mean, variance = values.mean(axis=(0, 1, 2)), values.var(axis=(0, 1, 2))
    deviation = np.sqrt(variance + layer.epsilon)
    layer.set_weights([scale * deviation, shift + scale * mean, mean, variance])
