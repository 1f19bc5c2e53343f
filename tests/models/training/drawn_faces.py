"""A tiny data set in Kaggle's format, drawn: each expression has a mouth of its own."""

import gzip
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.labels import Expression

VOTE_HEADER = (
    "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
)
TEST = "PublicTest"


def draw_face(expression: Expression, random: np.random.Generator) -> NDArray[np.uint8]:
    """A grey face ``uint8[48, 48]`` with a mouth that differs from expression to expression."""
    face = np.full((48, 48), 200, dtype=np.uint8)
    cv2.circle(face, (15, 18), 3, 30, -1)
    cv2.circle(face, (33, 18), 3, 30, -1)
    start = 25 * int(expression)
    cv2.ellipse(face, (24, 32), (10, 4 + expression), 0, start, start + 160, 30, 2)
    noise = random.integers(-15, 16, face.shape)
    return np.clip(face.astype(int) + noise, 0, 255).astype(np.uint8)


def write_fer2013(path: Path, training: int = 140, test: int = 21, split: str = TEST) -> None:
    """Write ``training`` rows, then ``test`` rows of ``split``, as ``.csv`` or ``.csv.gz``."""
    random = np.random.default_rng(0)
    lines = ["emotion,pixels,Usage"]
    for row in range(training + test):
        expression = Expression(row % len(Expression))
        pixels = " ".join(map(str, draw_face(expression, random).ravel()))
        lines.append(f"{int(expression)},{pixels},{'Training' if row < training else split}")
    content = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
