"""Colour profiles (ICC), as phones and screens write them into photos."""

import struct
from functools import cache

import numpy as np
from numpy.typing import NDArray

# Red, green and blue of Display P3, as XYZ under D50 (columns).
DISPLAY_P3 = np.array(
    [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]]
)
SRGB = np.array(
    [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]]
)
GAMMA = 2.2


@cache
def display_p3() -> bytes:
    """A small profile of Display P3's colours, with a gamma of 2.2."""
    curve = struct.pack(">4sIIHH", b"curv", 0, 1, round(GAMMA * 256), 0)
    tags = {b"wtpt": _xyz((0.9642, 1.0, 0.8249))}
    for column, name in enumerate((b"r", b"g", b"b")):
        tags[name + b"XYZ"] = _xyz(tuple(DISPLAY_P3[:, column]))
        tags[name + b"TRC"] = curve
    name = b"Display P3\0"
    tags[b"desc"] = struct.pack(">4sII", b"desc", 0, len(name)) + name + bytes(78)
    tags[b"cprt"] = struct.pack(">4sI", b"text", 0) + b"none\0"
    table, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = 128 + len(table) + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header = header.ljust(36, b"\0") + b"acsp"
    header = header.ljust(68, b"\0") + struct.pack(">3i", *_fixed((0.9642, 1.0, 0.8249)))
    return header.ljust(128, b"\0") + table + data


def in_display_p3(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The numbers by which Display P3 shows what sRGB ``uint8[H, W, 3]`` shows."""
    light = picture / 255
    linear = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    wide = linear @ (np.linalg.inv(DISPLAY_P3) @ SRGB).T
    return np.asarray((wide.clip(0, 1) ** (1 / GAMMA) * 255).round(), np.uint8)


def _xyz(values: tuple[float, ...]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *_fixed(values))


def _fixed(values: tuple[float, ...]) -> list[int]:
    return [round(value * 65536) for value in values]
