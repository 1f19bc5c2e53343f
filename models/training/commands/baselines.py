"""Train the classical baselines: SVM with three kernels, and KNN over a small grid."""

import argparse
import json
from pathlib import Path
from typing import Any

from models.training.data import read_fer2013

FILE = "baselines.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--limit", type=int, help="only so many training faces, for a quick look")
    parser.add_argument("--output", type=Path, help="folder for baselines.json and its chart")
    parser.add_argument("--seed", type=int, default=7)


def run(options: argparse.Namespace) -> None:
    """Print the accuracy of each on PublicTest; what ``--output`` holds already is not repeated."""
    from models.training.charts import accuracy_chart
    from models.training.pixel_baselines import measure_baselines

    training = read_fer2013(options.data, "Training")
    if options.limit:
        training = training.sample(options.limit, options.seed)
    folder: Path | None = options.output
    report = _finished(folder, len(training))
    known = {row["name"] for row in report}
    for baseline in measure_baselines(training, read_fer2013(options.data, "PublicTest"), known):
        print(f"{baseline['accuracy']:7.2%}  {baseline['name']}", flush=True)
        report.append(baseline | {"training_faces": len(training)})
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if folder:
        accuracy_chart({row["name"]: row["accuracy"] for row in report}, folder / "baselines.png")


def _finished(folder: Path | None, training_faces: int) -> list[dict[str, Any]]:
    """What an earlier, stopped run measured with as many faces."""
    if folder is None or not (folder / FILE).is_file():
        return []
    rows: list[dict[str, Any]] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return [row for row in rows if row["training_faces"] == training_faces]
