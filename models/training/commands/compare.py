"""Compare models on one split: accuracy, parameters, size, milliseconds a face."""

import argparse
import json
from pathlib import Path
from typing import Any

from models.classifier import open_classifier
from models.training.data import SPLITS, read_fer2013
from models.training.figures import examine, figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("models", type=Path, nargs="+", help=".tflite and .keras files")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--split", choices=SPLITS, default="PublicTest")
    parser.add_argument("--other", type=Path, nargs="*", default=[], help="other faces, as --data")
    parser.add_argument("--baselines", type=Path, help="baselines.json, to add its rows")
    parser.add_argument("--output", type=Path, help="folder for compare.json and compare.png")


def run(options: argparse.Namespace) -> None:
    """Print a table, in Markdown."""
    from models.training.charts import accuracy_chart
    from models.training.conversion import milliseconds_a_face

    faces = read_fer2013(options.data, options.split)
    others = {path.name: read_fer2013(path, options.split) for path in options.other}
    rows: list[dict[str, Any]] = []
    for path in options.models:
        classifier = open_classifier(path)
        result = figures(examine(classifier, faces.images).probabilities, faces.labels)
        rows.append(
            {
                "name": f"{path.parent.name}/{path.name}",
                "accuracy": result.accuracy,
                "balanced_accuracy": result.balanced_accuracy,
                **{
                    name: figures(
                        examine(classifier, other.images).probabilities, other.labels
                    ).accuracy
                    for name, other in others.items()
                },
                "parameters": getattr(classifier, "parameters", None),  # a .tflite has no count
                "bytes": path.stat().st_size,
                "milliseconds": milliseconds_a_face(classifier, faces.images[:200]),
            }
        )
    if options.baselines:
        rows += json.loads(options.baselines.read_text(encoding="utf-8"))
    rows.sort(key=lambda row: -row["accuracy"])
    columns = ["model", "accuracy", "balanced", *others, "parameters", "kB", "ms a face"]
    print("| " + " | ".join(columns) + " |")
    print("| --- " * len(columns) + "|")
    for row in rows:
        told = (
            *(_told(row, name, ".2%") for name in ("accuracy", "balanced_accuracy", *others)),
            *(_told(row, "parameters", ","), _told(row, "bytes", ",", 1000)),
            _told(row, "milliseconds", ".2f"),
        )
        print(f"| {row['name']} | " + " | ".join(told) + " |")
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "compare.json").write_text(
            json.dumps(rows, indent=2) + "\n", encoding="utf-8"
        )
        accuracies = {row["name"]: row["accuracy"] for row in rows}
        accuracy_chart(accuracies, options.output / "compare.png")


def _told(row: dict[str, Any], name: str, form: str, unit: int = 1) -> str:
    value = row.get(name)
    if value is None:
        return "-"
    return f"{value if unit == 1 else value // unit:{form}}"
