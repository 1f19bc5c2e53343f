"""Check every row of the data, and bring image folders to Kaggle's CSV or back."""

import argparse
import json
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from models.labels import LABELS
from models.training.data import DataError
from models.training.formats import (
    Row,
    check_rows,
    check_votes,
    good_rows,
    write_csv,
    write_images,
)

SHOWN = 10  # bad rows that are named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--input",
        type=Path,
        required=True,
        help="fer2013.csv[.gz], or a folder of train|test|validation/<expression>/*.jpg",
    )
    parser.add_argument("--output", type=Path, help="fer2013.csv or .csv.gz to write")
    parser.add_argument("--to-images", type=Path, help="folder to write PNG pictures to")
    parser.add_argument("--votes", type=Path, help="FER+ votes to check against the rows")
    parser.add_argument("--report", type=Path, help="folder for prepare.json and prepare.png")
    parser.add_argument("--skip-bad", action="store_true", help="leave bad rows out and count them")


def run(options: argparse.Namespace) -> None:
    """Check, write what is asked for, and say what was left out."""
    bad: list[DataError] | None = [] if options.skip_bad else None
    rows = list(good_rows(tqdm(check_rows(options.input), desc="rows"), bad))
    if not rows:
        raise DataError(f"{options.input} has no row that can be used")
    if options.votes:
        check_votes(options.votes, rows)
    if options.output:
        write_csv(tqdm(rows, desc=options.output.name), options.output)
    if options.to_images:
        write_images(tqdm(rows, desc=options.to_images.name), options.to_images)
    if options.report:
        _write_report(rows, bad or [], options.report)
    for error in (bad or [])[:SHOWN]:
        print(f"left out: {error}")
    print(f"{len(rows)} rows are good, {len(bad or [])} were left out")


def _write_report(rows: list[Row], bad: list[DataError], folder: Path) -> None:
    from models.training.charts import counts_chart

    counted = Counter((row.split, row.label) for row in rows)
    counts = {
        split: [counted[split, label] for label in range(len(LABELS))]
        for split in dict.fromkeys(row.split for row in rows)
    }
    report = {
        "rows": len(rows),
        "counts": {
            split: dict(zip(LABELS, numbers, strict=True)) for split, numbers in counts.items()
        },
        "left_out": [str(error) for error in bad],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "prepare.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    counts_chart(counts, folder / "prepare.png")
