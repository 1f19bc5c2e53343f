"""What the benchmarks film: an astronaut, cut out, before a picture that stands still; clips."""

import math
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import av
import numpy as np

from testkit.pictures import coffee_table, place_head
from transformers.types import Box

RATE = 30
WIDTH, HEIGHT = 640, 480
NOISE = 3.0  # grey levels: what a webcam adds in a lit room


def moving_faces(count: int, frames: int) -> Iterator[tuple[av.VideoFrame, list[Box]]]:
    """Frames as a decoder gives them, ``yuv420p``, with where each of ``count`` faces is."""
    random = np.random.default_rng(5)
    still = coffee_table(HEIGHT, WIDTH)
    noise = [random.normal(0, NOISE, still.shape[:2])[:, :, np.newaxis] for _ in range(7)]
    for step in range(frames):
        scene = still.copy()
        boxes = [_place(index, count, step / RATE) for index in range(count)]
        for box in boxes:
            place_head(scene, box)
        noisy = np.clip(scene + noise[step % len(noise)], 0, 255).astype(np.uint8)
        frame = av.VideoFrame.from_ndarray(noisy, format="bgr24").reformat(format="yuv420p")
        frame.pts = step
        yield frame, boxes


def footage(path: Path, frames: int) -> Iterator[av.VideoFrame]:
    """So many frames of any clip, ``yuv420p``: its first ones, forth and back, with no cut."""
    with av.open(str(path)) as clip:
        first = [
            frame.reformat(WIDTH, HEIGHT, format="yuv420p").to_ndarray()
            for frame in islice(clip.decode(video=0), frames)
        ]
    for step, picture in enumerate(islice(cycle(first + first[::-1]), frames)):
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts = step
        yield frame


def _place(index: int, count: int, seconds: float) -> Box:
    """Heads in a grid, each swaying about its place."""
    columns = math.ceil(math.sqrt(count * WIDTH / HEIGHT))
    rows = math.ceil(count / columns)
    side = round(min(WIDTH / columns, HEIGHT / rows) * 0.42)
    column, row = index % columns, index // columns
    phase = 2 * math.pi * (seconds / 4 + index / 7)
    x = (column + 0.5) * WIDTH / columns + 0.25 * side * math.sin(phase) - side / 2
    y = (row + 0.55) * HEIGHT / rows + 0.1 * side * math.sin(2 * phase) - side / 2
    return Box(round(x), round(y), side, side)
