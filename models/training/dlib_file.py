"""Reading the networks that dlib's ``serialize`` writes, its face-recognition ResNet for one.

Such a file is one nested object: each layer holds the one below it. A layer writes its version, the
layer below, and then itself, so that versions come first, the last layer's before all others, and
the layers follow in the order in which they are computed. Whole numbers are a byte that counts
bytes (its highest bit is the sign), then so many bytes, the lowest first; numbers with a fraction
are a whole mantissa and a whole power of two; a tensor is four whole numbers, its shape, and as
many little-endian ``float32``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.training.data import DataError

LOSS = "loss_metric_2"
INPUT = "input_rgb_image_sized"
CONVOLUTION, AFFINE, DENSE = "con_4", "affine_", "fc_2"
POOLINGS = ("max_pool_2", "avg_pool_2")
WITHOUT_NUMBERS = ("relu_", "add_prev_")
NAMED_ONLY, LAYER, FIRST_LAYER = 1, 2, 3  # versions: a tag or a skip, a layer, the input's
TENSOR_VERSION, ALIAS_VERSION = 2, 1
SIGN, COUNT = 0x80, 0x0F  # of a whole number's first byte
TENSORS_KEPT = 3  # gradients and the output of the last call: empty in a file that was cleaned
LARGEST = 1 << 28  # numbers in a tensor; a broken file promises more


@dataclass(frozen=True, eq=False)
class DlibLayer:
    """One layer with weights, in the order in which they are computed."""

    kind: str  # CONVOLUTION, AFFINE or DENSE
    weights: NDArray[np.float32]
    """``[filters, inputs, rows, columns]`` of a convolution, ``[C]`` of an affine layer (it
    multiplies), ``[inputs, outputs]`` of a dense one."""
    bias: NDArray[np.float32]  # [filters], [C] or, of a dense layer without one, [0]
    stride: int = 1  # of a convolution


def read_layers(path: Path) -> list[DlibLayer]:
    """The layers of a network of convolutions, affine, pooling and dense layers.

    Raises ``DataError`` where the file is truncated or is another kind of network.
    """
    reader = _Reader(path)
    reader.expect(NAMED_ONLY)
    reader.expect_text(LOSS)
    for _ in range(2):  # the margin and the threshold of the distance
        reader.fraction()
    versions = [reader.whole()]
    while versions[-1] in (NAMED_ONLY, LAYER):
        versions.append(reader.whole())
    if versions[-1] != FIRST_LAYER:
        raise reader.error(f"expected a layer's version, got {versions[-1]}")
    reader.expect_text(INPUT)
    for _ in range(3):  # the mean of each colour
        reader.fraction()
    for _ in range(2):  # rows and columns
        reader.whole()
    layers = []
    for version in reversed(versions):
        if version == NAMED_ONLY:
            continue
        layers += list(_read_layer(reader))
        reader.take(3)  # flags
        for _ in range(TENSORS_KEPT):
            reader.tensor()
        if version == FIRST_LAYER:
            reader.whole()  # how many tensors each sample is
    reader.expect_end()
    return layers


def _read_layer(reader: "_Reader") -> Iterator[DlibLayer]:
    kind = reader.text()
    if kind == CONVOLUTION:
        yield _convolution(reader)
    elif kind == AFFINE:
        numbers = reader.tensor()
        shapes = [reader.alias(), reader.alias()]
        reader.whole()  # for convolutions or for dense layers
        scale, shift = reader.split(numbers, shapes)
        yield DlibLayer(kind, scale.ravel(), shift.ravel())
    elif kind == DENSE:
        outputs, inputs = reader.whole(), reader.whole()
        numbers = reader.tensor()
        weights, bias = reader.split(numbers, [reader.alias(), reader.alias()])
        reader.whole()  # whether it has a bias
        for _ in range(4):  # how fast to learn and to decay
            reader.fraction()
        if weights.size != inputs * outputs:
            raise reader.error(f"expected {inputs} x {outputs} weights, got {weights.size}")
        yield DlibLayer(kind, weights.reshape(inputs, outputs), bias.ravel())
    elif kind in POOLINGS:
        for _ in range(6):  # size, stride and padding
            reader.whole()
    elif kind not in WITHOUT_NUMBERS:
        raise reader.error(f"unknown layer {kind!r}")


def _convolution(reader: "_Reader") -> DlibLayer:
    numbers = reader.tensor()
    filters, rows, columns, stride, stride_across = (reader.whole() for _ in range(5))
    for _ in range(2):  # padding
        reader.whole()
    kernel, bias = reader.split(numbers, [reader.alias(), reader.alias()])
    for _ in range(4):  # how fast to learn and to decay
        reader.fraction()
    expected = (filters, kernel.shape[1], rows, columns)
    if kernel.shape != expected or stride != stride_across:
        raise reader.error(f"expected a kernel of {expected} and one stride, got {kernel.shape}")
    return DlibLayer(CONVOLUTION, kernel, bias.ravel(), stride)


class _Reader:
    """Takes one value after the other from a file's bytes."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._content = path.read_bytes()
        self._at = 0

    def error(self, message: str) -> DataError:
        return DataError(f"{self._name}, byte {self._at}: {message}")

    def take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) < count:
            raise self.error(f"the file ends, {count - len(taken)} bytes are missing")
        self._at += count
        return taken

    def whole(self) -> int:
        head = self.take(1)[0]
        count = head & COUNT
        if not 1 <= count <= 8:
            raise self.error(f"expected a whole number, got the byte {head:#x}")
        value = int.from_bytes(self.take(count), "little")
        return -value if head & SIGN else value

    def fraction(self) -> float:
        mantissa, power = self.whole(), self.whole()
        return math.ldexp(mantissa, power)

    def text(self) -> str:
        return self.take(self.whole()).decode("ascii", errors="replace")

    def alias(self) -> tuple[int, ...]:
        """The shape of a part of a tensor."""
        self.expect(ALIAS_VERSION)
        return self._shape()

    def tensor(self) -> NDArray[np.float32]:
        """All its numbers, ``float32[N]``."""
        self.expect(TENSOR_VERSION)
        size = math.prod(self._shape())
        return np.frombuffer(self.take(4 * size), dtype="<f4").astype(np.float32)

    def split(
        self, numbers: NDArray[np.float32], shapes: list[tuple[int, ...]]
    ) -> list[NDArray[np.float32]]:
        """Consecutive parts of ``numbers``, each of its shape."""
        ends = np.cumsum([math.prod(shape) for shape in shapes])
        # A layer that has no bias names the shape of one, and holds no number for it.
        if len(numbers) != ends[-1] and len(numbers) != ends[0]:
            raise self.error(f"expected {ends[-1]} numbers for {shapes}, got {len(numbers)}")
        parts = np.split(numbers, ends[:-1])
        return [
            part.reshape(shape if part.size == math.prod(shape) else part.shape)
            for part, shape in zip(parts, shapes, strict=True)
        ]

    def expect(self, expected: int) -> None:
        value = self.whole()
        if value != expected:
            raise self.error(f"expected version {expected}, got {value}")

    def expect_text(self, expected: str) -> None:
        text = self.text()
        if text != expected:
            raise self.error(f"expected {expected!r}, got {text!r}")

    def expect_end(self) -> None:
        if self._at != len(self._content):
            raise self.error(f"expected the end, {len(self._content) - self._at} bytes are left")

    def _shape(self) -> tuple[int, ...]:
        shape = tuple(self.whole() for _ in range(4))
        if min(shape) < 0 or math.prod(shape) > LARGEST:
            raise self.error(f"expected a tensor's shape, got {shape}")
        return shape
