from pathlib import Path

import numpy as np
import pytest

from models.training.data import DataError
from models.training.dlib_file import read_layers
from tests.models.training.drawn_dlib import (
    affine,
    convolution,
    dense,
    network,
    plain,
    write_network,
)

KERNEL = np.asarray(np.arange(24).reshape(2, 3, 2, 2) / 8, dtype=np.float32)


def test_the_layers_with_weights_come_in_the_order_in_which_they_are_computed(
    tmp_path: Path,
) -> None:
    expected = write_network(tmp_path / "net.dat", stages=((32, 1), (40, 2)))
    layers = read_layers(tmp_path / "net.dat")
    assert [layer.kind for layer in layers] == ["con_4", "affine_"] * 7 + ["fc_2"]
    assert [layer.stride for layer in layers[::2]] == [2, 1, 1, 2, 1, 1, 1, 1]
    for layer, known in zip(layers, expected, strict=True):
        np.testing.assert_array_equal(layer.weights, known.weights)
        np.testing.assert_array_equal(layer.bias, known.bias)


def test_a_file_as_dlib_wrote_it_byte_for_byte(tmp_path: Path) -> None:
    """Head, layer and tail as they stand in a file of dlib's, with one filter of one number."""
    head = "0101 010d 6c6f73735f6d65747269635f32 030ad7a3811c 039a99998118 0103 0115"
    head += "696e7075745f7267625f696d6167655f73697a6564"
    head += "036290f58111 0383 00ea8111 039398d08111 0196 0196"
    layer = "0105 636f6e5f34 0102 0102 0101 0101 0101 0000c03f 000000bf"
    layer += "0101 0101 0101 0102 0102 0100 0100 0101 0101 0101 0101 0101 0101 0101 0101 0101 0101"
    layer += "0110 8104 0110 8104 0110 8104 0100 010b 313130"
    layer += "0102 0100 0100 0100 0100" * 3 + "0101"
    (tmp_path / "net.dat").write_bytes(bytes.fromhex(head + layer))
    (read,) = read_layers(tmp_path / "net.dat")
    assert read.weights.tolist() == [[[[1.5]]]]
    assert (read.bias.tolist(), read.stride) == ([-0.5], 2)


def test_every_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    layers = [convolution(KERNEL, KERNEL[:, 0, 0, 0]), affine(KERNEL[0, 0, 0], KERNEL[1, 0, 0])]
    content = network([*layers, plain("relu_", tags=1), dense(KERNEL[0, 0])])
    (tmp_path / "net.dat").write_bytes(content)
    assert len(read_layers(tmp_path / "net.dat")) == 3
    for length in range(len(content)):
        (tmp_path / "net.dat").write_bytes(content[:length])
        with pytest.raises(DataError, match=r"net\.dat, byte \d+: "):
            read_layers(tmp_path / "net.dat")
    (tmp_path / "net.dat").write_bytes(content + b"\0")
    with pytest.raises(DataError, match="expected the end, 1 bytes are left"):
        read_layers(tmp_path / "net.dat")


@pytest.mark.parametrize(
    ("found", "other", "message"),
    [
        (b"loss_metric_2", b"loss_metric_9", "expected 'loss_metric_2', got 'loss_metric_9'"),
        (b"relu_", b"prelu", "unknown layer 'prelu'"),
        # A tensor of 2**40 numbers is not even asked for.
        (b"\x01\x02\x01\x1a\x01\x01", b"\x01\x02\x06\0\0\0\0\0\x01\x01\x01", "a tensor's shape"),
        (b"\x01\x02\x01\x1a\x01\x01", b"\x01\x02\x81\x1a\x01\x01", "a tensor's shape"),
        (b"\x01\x02\x01\x02\x01\x02\x01\x01", b"\x01\x02\x01\x02\x01\x07\x01\x01", "a kernel of"),
    ],
)
def test_what_is_another_network_is_refused(
    tmp_path: Path, found: bytes, other: bytes, message: str
) -> None:
    content = network([convolution(KERNEL, KERNEL[:, 0, 0, 0]), plain("relu_")])
    assert found in content
    (tmp_path / "net.dat").write_bytes(content.replace(found, other, 1))
    with pytest.raises(DataError, match=message):
        read_layers(tmp_path / "net.dat")
