"""Broken copies of a sound file. The same random numbers make the same copy."""

import re
import struct
from collections.abc import Callable, Sequence
from random import Random

MOST_STEPS = 8
HEADER = 600  # bytes, in which most of a file's sizes, counts and places stand
LONGEST_BLOCK = 4096
# What tells times: boxes of MP4, elements of Matroska (durations, clusters, blocks).
TIMES = (
    *(b"elst", b"mdhd", b"mvhd", b"tkhd", b"stts", b"ctts", b"tfdt", b"trun", b"tfhd"),
    *(b"\xe7", b"\x44\x89", b"\x2a\xd7\xb1", b"\x56\xaa", b"\x23\xe3\x83", b"\xa3", b"\x9b"),
)
LONGEST = 1 << 20  # bytes of a broken copy
BOUNDARIES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF)

Step = Callable[[bytearray, Random], None]


def broken(seed: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """``seed`` after one to eight steps, of which one may put the end of another file on it."""
    content = bytearray(seed)
    if others and random.random() < 0.1:
        other = random.choice(others)
        content[random.randrange(len(content) + 1) :] = other[random.randrange(len(other)) :]
    # Few steps leave most of a file as it is, so that what reads it comes far.
    for _ in range(min(int(random.expovariate(0.5)) + 1, MOST_STEPS)):
        random.choice(STEPS)(content, random)
    return bytes(content[:LONGEST])


def other_display(seed: bytes, random: Random) -> bytes:
    """An MP4 whose first track is shown in another way, by a sound matrix or one of any numbers."""
    content = bytearray(seed)
    at = content.index(b"tkhd") + 44
    one = 1 << 16
    x, y = random.choice((-one, one)), random.choice((-one, one))
    matrix: tuple[int, ...] = random.choice(((x, 0, 0, y), (0, x, y, 0)))
    if random.random() < 0.5:
        matrix = tuple(random.choice((*matrix, 1, -(1 << 31), (1 << 31) - 1)) for _ in range(4))
    a, b, c, d = matrix
    content[at : at + 20] = struct.pack(">5i", a, b, 0, c, d)
    return bytes(content[:LONGEST])


def other_times(seed: bytes, random: Random) -> bytes:
    """A clip in which some of the numbers that tell times tell others."""
    content = bytearray(seed)
    for _ in range(random.randrange(1, 4)):
        name = random.choice(TIMES)
        places = [found.end() for found in re.finditer(re.escape(name), content)]
        if places:
            at = random.choice(places) + random.randrange(20 if len(name) == 4 else 3)
            size = random.choice((1, 2, 4))
            value = random.choice((*BOUNDARIES, random.randrange(1 << 16))) & ((1 << 8 * size) - 1)
            content[at : at + size] = value.to_bytes(size, "big")
    return bytes(content[:LONGEST])


def _place(content: bytearray, random: Random) -> int:
    """Every other time among the first bytes."""
    size = len(content) if random.random() < 0.5 else min(len(content), HEADER)
    return random.randrange(size + 1)


def _block(content: bytearray, random: Random) -> slice:
    start = _place(content, random)
    return slice(start, start + random.randrange(1, 2 ** random.randrange(1, 13)))


def _flip(content: bytearray, random: Random) -> None:
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def _number(content: bytearray, random: Random) -> None:
    """A number at the edge of what its bytes hold."""
    start, size = _place(content, random), random.choice((1, 2, 4, 8))
    value = random.choice(BOUNDARIES) & ((1 << 8 * size) - 1)
    content[start : start + size] = value.to_bytes(size, random.choice(("big", "little")))


def _noise(content: bytearray, random: Random) -> None:
    block = _block(content, random)
    content[block] = random.randbytes(len(content[block]))


def _cut(content: bytearray, random: Random) -> None:
    del content[_block(content, random)]


def _repeat(content: bytearray, random: Random) -> None:
    block = _block(content, random)
    content[block.stop : block.stop] = content[block] * random.choice((1, 1, 2, 16, 200))


def _move(content: bytearray, random: Random) -> None:
    taken = content[_block(content, random)]
    start = _place(content, random)
    content[start : start + len(taken)] = taken


def _shorten(content: bytearray, random: Random) -> None:
    del content[_place(content, random) :]


# The first two leave the structure as it is: they come more often.
STEPS: tuple[Step, ...] = (_flip, _flip, _number, _number, _noise, _cut, _repeat, _move, _shorten)
