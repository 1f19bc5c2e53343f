"""A file as dlib's ``serialize`` writes it, with weights that the test draws.

It is written from the format's description alone: nothing of the reader is used.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]


@dataclass
class Drawn:
    """A layer to write; ``tags`` is how many tags or skips lie above it."""

    name: str
    body: bytes
    tags: int = 0
    weights: Weights = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    bias: Weights = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


def whole(value: int) -> bytes:
    size = max((abs(value).bit_length() + 7) // 8, 1)
    return bytes([size | (0x80 if value < 0 else 0)]) + abs(value).to_bytes(size, "little")


def fraction(value: float) -> bytes:
    mantissa, power = math.frexp(value)
    return whole(int(mantissa * 2**24)) + whole(power - 24)


def text(value: str) -> bytes:
    return whole(len(value)) + value.encode()


def tensor(*parts: Weights) -> bytes:
    numbers = np.concatenate([part.ravel() for part in parts]) if parts else np.zeros(0)
    shape = (len(numbers), 1, 1, 1) if len(numbers) else (0, 0, 0, 0)
    return whole(2) + b"".join(map(whole, shape)) + struct.pack(f"<{len(numbers)}f", *numbers)


def alias(*shape: int) -> bytes:
    return whole(1) + b"".join(map(whole, shape))


def convolution(kernel: Weights, bias: Weights, stride: int = 1, tags: int = 0) -> Drawn:
    filters, _, rows, columns = kernel.shape
    body = tensor(kernel, bias)
    body += b"".join(map(whole, (filters, rows, columns, stride, stride, 0, 0)))
    body += alias(*kernel.shape) + alias(1, filters, 1, 1) + fraction(1.0) * 3 + fraction(0.0)
    return Drawn("con_4", body, tags, kernel, bias)


def affine(scale: Weights, shift: Weights, tags: int = 0) -> Drawn:
    one = alias(1, len(scale), 1, 1)
    return Drawn("affine_", tensor(scale, shift) + one + one + whole(0), tags, scale, shift)


def dense(weights: Weights) -> Drawn:
    inputs, outputs = weights.shape
    body = whole(outputs) + whole(inputs) + tensor(weights)
    body += alias(inputs, outputs, 1, 1) + alias(0, 0, 0, 0) + whole(1) + fraction(1.0) * 4
    return Drawn("fc_2", body, 0, weights)


def plain(name: str, tags: int = 0) -> Drawn:
    return Drawn(name, b"".join(map(whole, (3, 3, 2, 2, 0, 0))) if "pool" in name else b"", tags)


def network(layers: Sequence[Drawn]) -> bytes:
    content = whole(1) + text("loss_metric_2") + fraction(0.04) + fraction(0.6)
    for layer in reversed(layers[1:]):
        content += whole(1) * layer.tags + whole(2)
    content += whole(1) * layers[0].tags + whole(3) + text("input_rgb_image_sized")
    content += b"".join(map(fraction, (122.782, 117.001, 104.298))) + whole(150) * 2
    for index, layer in enumerate(layers):
        content += text(layer.name) + layer.body + b"110" + tensor() * 3
        content += whole(1) if index == 0 else b""
    return content


def write_network(path: Path, stages: Sequence[tuple[int, int]], seed: int = 0) -> list[Drawn]:
    """A whole trunk, and the layer above it; returns the layers with weights, in their order."""
    random = np.random.default_rng(seed)

    def drawn(*shape: int) -> Weights:
        return np.asarray(random.normal(size=shape) / math.sqrt(math.prod(shape[1:])), np.float32)

    def normalised(filters: int, inputs: int, size: int, stride: int) -> list[Drawn]:
        bias = np.asarray(random.normal(size=filters) * 0.1, np.float32)
        kernel = drawn(filters, inputs, size, size)
        scale, shift = random.uniform(0.5, 1.5, filters), random.normal(size=filters) * 0.3
        return [
            convolution(kernel, bias, stride),
            affine(scale.astype(np.float32), shift.astype(np.float32)),
        ]

    layers = [*normalised(32, 3, 7, 2), plain("relu_"), plain("max_pool_2", tags=1)]
    inputs = 32
    for stage, (filters, blocks) in enumerate(stages):
        for block in range(blocks):
            halves = stage > 0 and block == 0
            layers += normalised(filters, inputs, 3, 2 if halves else 1)
            layers += [plain("relu_"), *normalised(filters, filters, 3, 1)]
            if halves:
                layers += [plain("avg_pool_2", tags=2)]
            layers += [plain("add_prev_"), plain("relu_", tags=1)]
            inputs = filters
    layers += [plain("avg_pool_2"), dense(drawn(inputs, 5))]
    path.write_bytes(network(layers))
    return [layer for layer in layers if layer.weights.size]
