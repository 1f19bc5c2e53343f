"""Train the classical baselines: SVM with three kernels, and KNN over a small grid."""

import argparse
import json
from pathlib import Path

from models.training.data import read_fer2013


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--limit", type=int, help="only so many training faces, for a quick look")
    parser.add_argument("--output", type=Path, help="folder for baselines.json")
    parser.add_argument("--seed", type=int, default=7)


def run(options: argparse.Namespace) -> None:
    """Print the accuracy of each on PublicTest."""
    from models.training.baselines import measure_baselines

    training = read_fer2013(options.data, "Training")
    if options.limit:
        training = training.sample(options.limit, options.seed)
    report = []
    for baseline in measure_baselines(training, read_fer2013(options.data, "PublicTest")):
        print(f"{baseline['accuracy']:7.2%}  {baseline['name']}", flush=True)
        report.append(baseline | {"training_faces": len(training)})
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "baselines.json").write_text(json.dumps(report, indent=2) + "\n")
