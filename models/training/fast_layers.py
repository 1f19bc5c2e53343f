"""A network with the layers that are fastest on PyTorch, where that is Keras' backend.

Under PyTorch, Keras turns the channels first and last again around every convolution, in copies,
and brings half precision to float32 around every normalisation. PyTorch's own functions need
neither: an epoch takes about half the time.
"""

from typing import Any

import keras
from keras import layers


def quickened(model: keras.Model) -> keras.Model:
    """The same network, to be trained: its weights have the same order, and begin the same.

    It is not to be saved: whoever loads it would need these layers.
    """
    if keras.backend.backend() != "torch":
        return model
    quick = keras.models.clone_model(model, clone_function=_quick)
    quick.set_weights(model.get_weights())
    return quick


def _quick(layer: layers.Layer) -> layers.Layer:
    kind = type(layer)
    plain = kind is layers.Conv2D and layer.groups == 1 and layer.dilation_rate == (1, 1)
    if plain and layer.padding == "same" and not layer.use_bias:
        kind = _TorchConvolution
    if kind is layers.BatchNormalization:
        kind = _TorchNormalisation
    return kind.from_config(layer.get_config())


class _TorchConvolution(layers.Conv2D):  # type: ignore[misc]  # Keras has no types
    def call(self, inputs: Any) -> Any:
        import torch

        channels_first = inputs.permute(0, 3, 1, 2)
        # As TensorFlow pads: what cannot be halved goes to the right and below.
        whole = [
            max((-(-side // stride) - 1) * stride + size - side, 0)
            for side, size, stride in zip(
                inputs.shape[1:3], self.kernel_size, self.strides, strict=True
            )
        ]
        padding = [each // 2 for each in whole]
        if any(each % 2 for each in whole):
            below, right = (each - each // 2 for each in whole)
            channels_first = torch.nn.functional.pad(
                channels_first, (padding[1], right, padding[0], below)
            )
            padding = [0, 0]
        convolved = torch.nn.functional.conv2d(
            channels_first,
            keras.ops.convert_to_tensor(self.kernel).permute(3, 2, 0, 1),
            stride=self.strides,
            padding=padding,
        )
        return self.activation(convolved.permute(0, 2, 3, 1))


class _TorchNormalisation(layers.BatchNormalization):  # type: ignore[misc]
    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if not (training and self.trainable):
            return super().call(inputs, training=training, mask=mask)
        import torch

        normalised = torch.nn.functional.batch_norm(
            inputs.movedim(-1, 1),
            self.moving_mean.value,
            self.moving_variance.value,
            self.gamma.value,
            self.beta.value,
            training=True,
            momentum=1 - self.momentum,
            eps=self.epsilon,
        )
        return normalised.movedim(1, -1)
