"""Reading FER2013 as Kaggle distributes it, with FER+ votes where they are to hand."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS
from models.preprocessing import INPUT_SIZE

COLUMNS = ("emotion", "pixels", "Usage")
TRAINING = "Training"
SPLITS = (TRAINING, "PublicTest", "PrivateTest")
HELD_OUT = 20  # one training face in so many calibrates, and is never trained on

VOTE_COLUMNS = (
    *("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"),
    *("contempt", "unknown", "NF"),
)
"""FER+ columns: our seven expressions in the order of ``LABELS``, then three that are none."""


@dataclass(frozen=True)
class Faces:
    """Labelled faces of one split."""

    images: NDArray[np.uint8]  # [N, 48, 48] grey
    labels: NDArray[np.int64]  # [N], indices into LABELS
    rows: NDArray[np.int64]  # [N], 0-based row in the file, over all splits

    def __len__(self) -> int:
        return len(self.labels)

    def sample(self, count: int, seed: int) -> "Faces":
        """At most ``count`` faces, drawn at random."""
        chosen = np.random.default_rng(seed).permutation(len(self))[:count]
        return self.only(self.rows[chosen])

    def only(self, rows: NDArray[np.int64]) -> "Faces":
        """The faces whose row in the file is one of ``rows``."""
        keep = np.isin(self.rows, rows)
        return Faces(self.images[keep], self.labels[keep], self.rows[keep])

    def without(self, rows: NDArray[np.int64]) -> "Faces":
        """The faces whose row in the file is none of ``rows``."""
        keep = ~np.isin(self.rows, rows)
        return Faces(self.images[keep], self.labels[keep], self.rows[keep])


def hold_out(faces: Faces) -> tuple[Faces, Faces]:
    """The faces to train on, and those kept for the calibration: always the same rows."""
    rows = faces.rows[faces.rows % HELD_OUT == 0]
    return faces.without(rows), faces.only(rows)


class DataError(ValueError):
    """A file that is not what its name promises; the message names the row."""


def read_fer2013(path: Path, split: str) -> Faces:
    """Read one split of ``fer2013.csv`` or ``fer2013.csv.gz``.

    Raises ``DataError`` for a split that is unknown or has no row, and as ``read_splits`` does.
    """
    if split not in SPLITS:
        raise DataError(f"expected a split of {', '.join(SPLITS)}, got {split!r}")
    splits = read_splits(path, (split,))
    if split not in splits:
        raise DataError(f"{path.name} has no {split} rows")
    return splits[split]


def read_splits(path: Path, wanted: Sequence[str] = SPLITS) -> dict[str, Faces]:
    """Read those of the ``wanted`` splits that the file has, in the order of ``SPLITS``.

    Raises ``DataError`` for a missing column, an unknown usage, and, in the wanted splits,
    an unknown label, a wrong number of pixels, or a pixel outside 0 to 255.
    """
    found: dict[str, list[tuple[NDArray[np.uint8], int, int]]] = {split: [] for split in SPLITS}
    for row, fields in read_rows(path, COLUMNS):
        place = f"{path.name}, row {row}"
        split = parse_usage(fields["Usage"], place)
        if split in wanted:
            pixels = parse_pixels(fields["pixels"], place)
            found[split].append((pixels, parse_label(fields["emotion"], place), row))
    return {split: _faces(rows) for split, rows in found.items() if rows}


def _faces(rows: list[tuple[NDArray[np.uint8], int, int]]) -> Faces:
    images, labels, numbers = zip(*rows, strict=True)
    return Faces(np.stack(images), np.array(labels), np.array(numbers))


def read_rows_to_drop(path: Path) -> NDArray[np.int64]:
    """Read 0-based row numbers of the data file, one a line."""
    lines = path.read_text(encoding="utf-8").split()
    if not all(line.isdigit() for line in lines):
        raise DataError(f"{path.name}: expected one row number a line")
    return np.array([int(line) for line in lines], dtype=np.int64)


def read_votes(path: Path) -> NDArray[np.float32]:
    """Read FER+ votes ``float32[rows, 10]``, row for row with the FER2013 file.

    The first seven columns are in the order of ``LABELS``, then come contempt, unknown and NF (no
    face). A row that the annotators threw out is all zeros. Barsoum et al. 2016, "Training deep
    networks for facial expression recognition with crowd-sourced label distribution".
    """
    votes = []
    for row, fields in read_rows(path, ("Image name", *VOTE_COLUMNS)):
        counts = np.zeros(len(VOTE_COLUMNS), dtype=np.float32)
        for index, column in enumerate(VOTE_COLUMNS if fields["Image name"] else ()):
            if not fields[column].isdigit():
                raise DataError(
                    f"{path.name}, row {row}: expected a count of votes in {column}, "
                    f"got {fields[column]!r}"
                )
            counts[index] = int(fields[column])
        votes.append(counts)
    return np.stack(votes)


def expression_votes(votes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The votes for our seven expressions, ``float32[rows, 7]``."""
    return votes[:, : len(LABELS)]


def majorities(votes: NDArray[np.float32]) -> NDArray[np.int64]:
    """The expression with most of a row's ten votes, ``int[rows]``; -1 for a tie or another."""
    best = votes.argmax(axis=1)
    alone = (votes == votes.max(axis=1, keepdims=True)).sum(axis=1) == 1
    return np.where(alone & (best < len(LABELS)), best, -1)


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and fields of each row of a CSV file; raises ``DataError`` for a missing column."""
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
    return (
        gzip.open(path, "rt", newline="")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8", newline="")
    )


def parse_usage(text: str, place: str) -> str:
    """The row's split; ``place`` names file and row for the error."""
    if text not in SPLITS:
        raise DataError(f"{place}: unknown Usage {text!r}")
    return text


def parse_pixels(text: str, place: str) -> NDArray[np.uint8]:
    """The row's picture ``uint8[48, 48]``."""
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


def parse_label(text: str, place: str) -> int:
    """The row's label, an index into ``LABELS``."""
    if not text.isdigit() or int(text) >= len(LABELS):
        raise DataError(f"{place}: expected an emotion of 0 to {len(LABELS) - 1}, got {text!r}")
    return int(text)
