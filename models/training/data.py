"""Reading FER2013 as Kaggle distributes it, with FER+ votes where they are to hand."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS, Expression
from models.preprocessing import INPUT_SIZE

COLUMNS = ("emotion", "pixels", "Usage")
SPLITS = ("Training", "PublicTest", "PrivateTest")

VOTE_COLUMNS = {
    "anger": Expression.ANGRY,
    "disgust": Expression.DISGUST,
    "fear": Expression.FEAR,
    "happiness": Expression.HAPPY,
    "sadness": Expression.SAD,
    "surprise": Expression.SURPRISE,
    "neutral": Expression.NEUTRAL,
}
"""FER+ columns that name one of our expressions; the others (contempt, unknown, NF) have none."""


@dataclass(frozen=True)
class Faces:
    """Labelled faces of one split."""

    images: NDArray[np.uint8]  # [N, 48, 48] grey
    labels: NDArray[np.int64]  # [N], indices into LABELS
    rows: NDArray[np.int64]  # [N], 0-based row in the file, over all splits

    def __len__(self) -> int:
        return len(self.labels)

    def without(self, rows: NDArray[np.int64]) -> "Faces":
        """The faces whose row in the file is none of ``rows``."""
        keep = ~np.isin(self.rows, rows)
        return Faces(self.images[keep], self.labels[keep], self.rows[keep])


class DataError(ValueError):
    """A file that is not what its name promises; the message names the row."""


def read_fer2013(path: Path, split: str) -> Faces:
    """Read one split of ``fer2013.csv`` or ``fer2013.csv.gz``.

    Raises ``DataError`` for a missing column, an unknown split, label or usage, a row with a wrong
    number of pixels, or a pixel outside 0 to 255.
    """
    if split not in SPLITS:
        raise DataError(f"expected a split of {', '.join(SPLITS)}, got {split!r}")
    images, labels, rows = [], [], []
    for row, fields in _rows(path, COLUMNS):
        if fields["Usage"] not in SPLITS:
            raise DataError(f"{path.name}, row {row}: unknown Usage {fields['Usage']!r}")
        if fields["Usage"] == split:
            images.append(_pixels(fields["pixels"], f"{path.name}, row {row}"))
            labels.append(_label(fields["emotion"], f"{path.name}, row {row}"))
            rows.append(row)
    if not rows:
        raise DataError(f"{path.name} has no {split} rows")
    return Faces(np.stack(images), np.array(labels), np.array(rows))


def read_rows_to_drop(path: Path) -> NDArray[np.int64]:
    """Read 0-based row numbers of the data file, one a line."""
    lines = path.read_text().split()
    if not all(line.isdigit() for line in lines):
        raise DataError(f"{path.name}: expected one row number a line")
    return np.array([int(line) for line in lines], dtype=np.int64)


def read_votes(path: Path) -> NDArray[np.float32]:
    """Read FER+ votes ``float32[rows, 7]``, row for row with the FER2013 file.

    Barsoum et al. 2016, "Training deep networks for facial expression recognition with
    crowd-sourced label distribution". A row that the annotators threw out is all zeros.
    """
    votes = []
    for row, fields in _rows(path, ("Image name", *VOTE_COLUMNS)):
        counts = np.zeros(len(LABELS), dtype=np.float32)
        if fields["Image name"]:
            for column, expression in VOTE_COLUMNS.items():
                if not fields[column].isdigit():
                    raise DataError(
                        f"{path.name}, row {row}: expected a count of votes in {column}, "
                        f"got {fields[column]!r}"
                    )
                counts[expression] = int(fields[column])
        votes.append(counts)
    return np.stack(votes)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(1 << 20)
    try:
        with _open(path) as file:
            reader = csv.DictReader(file, restval="")
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{path.name}: missing column {', '.join(missing)}")
            yield from enumerate(reader)
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name} cannot be read as CSV: {error}") from None


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", newline="") if path.suffix == ".gz" else path.open(newline="")


def _pixels(text: str, place: str) -> NDArray[np.uint8]:
    try:
        pixels = np.array(text.split(), dtype=np.int64)
    except ValueError as error:
        raise DataError(f"{place}: a pixel is no whole number ({error})") from None
    if pixels.size != INPUT_SIZE**2:
        raise DataError(f"{place}: expected {INPUT_SIZE**2} pixels, got {pixels.size}")
    if pixels.min() < 0 or pixels.max() > 255:
        raise DataError(
            f"{place}: expected pixels of 0 to 255, got {pixels.min()} to {pixels.max()}"
        )
    return pixels.astype(np.uint8).reshape(INPUT_SIZE, INPUT_SIZE)


def _label(text: str, place: str) -> int:
    if not text.isdigit() or int(text) >= len(LABELS):
        raise DataError(f"{place}: expected an emotion of 0 to {len(LABELS) - 1}, got {text!r}")
    return int(text)
