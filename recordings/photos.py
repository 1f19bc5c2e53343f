"""The faces of photos as a table to take along."""

from collections.abc import Iterable, Sequence

from models.labels import Expression
from recordings.table import Cell, csv_text
from transformers.types import Face


def photos_csv(photos: Iterable[tuple[str, Sequence[Face]]]) -> str:
    """A row for each face: file, number, label, seven probabilities, and the box in pixels.

    ``photos`` are pairs of a file's name and its faces.
    """
    names = [expression.label.lower() for expression in Expression]
    head = ["file", "face", "label", *names, "left", "top", "width", "height"]
    rows: Iterable[list[Cell]] = (
        [name, face.track_id, face.label, *_figures(face), *face.box]
        for name, faces in photos
        for face in faces
    )
    return csv_text([head, *rows])


def _figures(face: Face) -> list[float]:
    return [round(float(value), 4) for value in face.probabilities]
