"""A recording as files to take along: CSV and JSON."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from models.labels import LABELS
from recordings.recording import Recording, Track
from recordings.score import scores, summarise
from recordings.table import csv_text

ALL = "all"  # instead of a face's number


def timeline_csv(recording: Recording) -> str:
    """A row for each second (each step) and face, and for all together; empty while out of view."""
    box = ("left", "top", "width", "height")
    head = ["face", "second", "seconds_in_view", "label", *_names(), "positivity", *box]
    rows = (
        [ALL if number is None else number, index * recording.step, *row]
        for number, track in recording.tracks()
        for index, row in enumerate(_steps(recording, track))
    )
    return csv_text([head, *rows])


def summary_csv(recording: Recording) -> str:
    """A row for each figure and face, and for all together."""
    rows = (
        [ALL if number is None else number, name, None if value is None else round(value, 4)]
        for number, track in recording.tracks()
        for name, value in _flat(asdict(summarise(recording, track)))
    )
    return csv_text([["face", "figure", "value"], *rows])


def recording_json(recording: Recording) -> str:
    """All of it, with the summaries."""
    tracks = []
    for number, track in recording.tracks():
        names = ("seconds_in_view", "label", *_names(), "positivity", "left", "top", "width")
        steps = [
            dict(zip((*names, "height"), row, strict=True)) for row in _steps(recording, track)
        ]
        face = ALL if number is None else number
        tracks.append(
            {"face": face, "summary": asdict(summarise(recording, track)), "steps": steps}
        )
    report = {
        "seconds": recording.seconds,
        "seconds_a_step": recording.step,
        "in_view": recording.in_view,
        "tuned": recording.tuned,
        "faces": tracks,
    }
    return json.dumps(report, indent=1)


def _names() -> list[str]:
    return [label.lower() for label in LABELS]


def _steps(recording: Recording, track: Track) -> list[list[Any]]:
    shown = np.array([*LABELS, "Unsure"])[track.labelled.argmax(axis=1)]
    columns = (track.seen, track.probabilities, scores(track), track.boxes)
    rows: list[list[Any]] = []
    for label, seen, probabilities, score, box in zip(shown, *columns, strict=True):
        if seen == 0:
            rows.append([0.0, *[None] * (len(LABELS) + 6)])
            continue
        figures = [round(float(value), 4) for value in (*probabilities, score)]
        rows.append([round(float(seen), 3), str(label), *figures, *(round(side) for side in box)])
    return rows


def _flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, float | None]]:
    flat: list[tuple[str, float | None]] = []
    for name, value in values.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{prefix}{name}.")
        else:
            flat.append((prefix + name.lower(), value))
    return flat
