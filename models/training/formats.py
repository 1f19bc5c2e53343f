"""Bringing every form in which FER2013 is handed round to Kaggle's CSV, and back."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS
from models.preprocessing import INPUT_SIZE
from models.training.data import (
    COLUMNS,
    SPLITS,
    DataError,
    parse_label,
    parse_pixels,
    parse_usage,
    read_rows,
)

FOLDER_SPLITS = {"train": "Training", "test": "PublicTest", "validation": "PublicTest"}
"""Kaggle's two folder layouts: train and test, or train and validation."""

SUFFIXES = {".jpg", ".jpeg", ".png"}


@dataclass(frozen=True, eq=False)
class Row:
    """One face of the data set."""

    label: int  # index into LABELS
    image: NDArray[np.uint8]  # [48, 48] grey
    split: str


def check_rows(source: Path) -> Iterator[Row | DataError]:
    """Every row of a CSV file or an image folder, or what is wrong with it.

    Raises ``DataError`` where the source as a whole is no such thing.
    """
    return _folder_rows(source) if source.is_dir() else _csv_rows(source)


def good_rows(rows: Iterable[Row | DataError], bad: list[DataError] | None) -> Iterator[Row]:
    """The rows that are right. What is wrong is collected in ``bad``; raised where it is None."""
    for row in rows:
        if isinstance(row, Row):
            yield row
        elif bad is None:
            raise row
        else:
            bad.append(row)


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write Kaggle's CSV, packed where the name ends in ``.gz``."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([row.label, " ".join(map(str, row.image.ravel())), row.split])


def write_images(rows: Iterable[Row], folder: Path) -> None:
    """Write ``<split>/<expression>/<number>.png``, numbered as the rows are."""
    for number, row in enumerate(rows):
        target = folder / row.split / LABELS[row.label].lower()
        target.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(target / f"{number:05d}.png"), row.image)


def check_votes(path: Path, rows: list[Row]) -> None:
    """Raise ``DataError`` where FER+ votes do not stand row for row with ``rows``."""
    usages = [fields["Usage"] for _, fields in read_rows(path, ("Usage",))]
    if len(usages) != len(rows):
        raise DataError(f"{path.name} has {len(usages)} rows, the data {len(rows)}")
    for number, (usage, row) in enumerate(zip(usages, rows, strict=True)):
        if usage != row.split:
            raise DataError(f"{path.name}, row {number}: expected {row.split}, got {usage}")


def _csv_rows(path: Path) -> Iterator[Row | DataError]:
    for number, fields in read_rows(path, COLUMNS):
        place = f"{path.name}, row {number}"
        try:
            yield Row(
                parse_label(fields["emotion"], place),
                parse_pixels(fields["pixels"], place),
                parse_usage(fields["Usage"], place),
            )
        except DataError as error:
            yield error


def _folder_rows(folder: Path) -> Iterator[Row | DataError]:
    """Kaggle's folders, and those of ``write_images``."""
    names = {split: split for split in SPLITS} | FOLDER_SPLITS
    found = [name for name in names if (folder / name).is_dir()]
    if not found:
        raise DataError(f"{folder} has none of the folders {', '.join(names)}")
    labels = {label.lower(): index for index, label in enumerate(LABELS)}
    for name in found:
        for path in sorted((folder / name).rglob("*")):
            if path.suffix.lower() not in SUFFIXES:
                continue
            place = str(path.relative_to(folder))
            if path.parent.name.lower() not in labels:
                yield DataError(f"{place}: unknown expression {path.parent.name!r}")
                continue
            image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if image is None:
                yield DataError(f"{place} cannot be read as a picture")
            elif image.shape != (INPUT_SIZE, INPUT_SIZE):
                yield DataError(f"{place}: expected 48x48 pixels, got {image.shape[::-1]}")
            else:
                grey = np.asarray(image, dtype=np.uint8)
                yield Row(labels[path.parent.name.lower()], grey, names[name])
