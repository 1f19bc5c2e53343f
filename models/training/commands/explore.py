"""Look at the data: counts, samples, mean faces, duplicates across splits, blank pictures."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from models.labels import LABELS
from models.training.data import DataError, Faces, read_splits
from models.training.figures import seen_in

SAMPLES = 16  # a row of the sheet
BLANK_BELOW = 3.0  # grey levels of standard deviation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--output", type=Path, required=True, help="folder for the report")
    parser.add_argument("--seed", type=int, default=7)


def run(options: argparse.Namespace) -> None:
    """Write ``explore.json``, ``counts.png``, ``samples.png`` and ``means.png``."""
    from models.training.charts import counts_chart, sheet

    splits = read_splits(options.data)
    if not splits:
        raise DataError(f"{options.data.name} has no rows")
    options.output.mkdir(parents=True, exist_ok=True)
    report: dict[str, Any] = {
        split: {
            "faces": len(faces),
            "counts": dict(zip(LABELS, _counts(faces), strict=True)),
            "blank_rows": faces.rows[faces.images.std(axis=(1, 2)) < BLANK_BELOW].tolist(),
            "duplicates_of": {
                other: int(seen_in(faces, splits[other]).sum())
                for other in splits
                if other != split
            },
        }
        for split, faces in splits.items()
    }
    (options.output / "explore.json").write_text(
        json.dumps(report, indent=2) + "\n", encoding="utf-8"
    )
    counts_chart(
        {split: _counts(faces) for split, faces in splits.items()}, options.output / "counts.png"
    )
    faces = next(iter(splits.values()))
    groups = [faces.images[faces.labels == label] for label in range(len(LABELS))]
    random = np.random.default_rng(options.seed)
    samples = [group[random.permutation(len(group))[:SAMPLES]] for group in groups if len(group)]
    sheet(samples, options.output / "samples.png")
    means = [group.mean(axis=0).astype(np.uint8) for group in groups if len(group)]
    sheet([np.stack(means)], options.output / "means.png")
    for split, figures in report.items():
        counts = ", ".join(f"{label} {count}" for label, count in figures["counts"].items())
        print(
            f"{split}: {figures['faces']} faces ({counts}), {len(figures['blank_rows'])} blank, "
            f"also in {figures['duplicates_of'] or 'no other split'}"
        )


def _counts(faces: Faces) -> list[int]:
    return [int(count) for count in np.bincount(faces.labels, minlength=len(LABELS))]
