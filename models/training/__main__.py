"""``python -m models.training train|evaluate|export``."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.classifier import open_classifier
from models.errors import ModelError
from models.manifest import WEIGHTS_FOLDER
from models.training.data import (
    SPLITS,
    DataError,
    read_fer2013,
    read_rows_to_drop,
    read_votes,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where it went well, 2 for an error that the user can mend."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except (DataError, ModelError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    train = commands.add_parser("train", help="train the network, or go on with a run")
    train.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    train.add_argument("--votes", type=Path, help="FER+ votes, fer2013new.csv")
    train.add_argument("--drop-rows", type=Path, help="file of 0-based rows to leave out")
    train.add_argument("--output", type=Path, required=True, help="folder for the run")
    train.add_argument("--epochs", type=int, default=110)
    train.add_argument("--seed", type=int, default=7)
    train.add_argument("--precision", choices=("float32", "mixed_bfloat16"), default="float32")
    train.set_defaults(command=_train)

    evaluate = commands.add_parser("evaluate", help="measure a model on one split")
    evaluate.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    evaluate.add_argument("--split", choices=SPLITS, default="PublicTest")
    evaluate.add_argument("--model", type=Path, default=WEIGHTS_FOLDER / "expression.tflite")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate.set_defaults(command=_evaluate)

    export = commands.add_parser("export", help="write the .tflite that the app serves")
    export.add_argument("--model", type=Path, required=True, help="expression.keras of a run")
    export.add_argument("--output", type=Path, default=WEIGHTS_FOLDER, help="folder to write to")
    export.set_defaults(command=_export)
    return parser


def _train(options: argparse.Namespace) -> None:
    # Each command imports what it needs: Keras takes seconds, and evaluating a .tflite wants none.
    from models.training.train import Recipe, soft_targets, train

    recipe = Recipe(epochs=options.epochs, seed=options.seed, precision=options.precision)
    training = read_fer2013(options.data, "Training")
    if options.drop_rows:
        training = training.without(read_rows_to_drop(options.drop_rows))
    votes = None
    if options.votes:
        all_votes = read_votes(options.votes)
        training = training.without(np.flatnonzero(all_votes.sum(axis=1) == 0))
        votes = all_votes[training.rows]
    print(f"{len(training)} faces to train on", flush=True)
    targets = soft_targets(training.labels, votes, recipe.vote_weight)
    train(training, read_fer2013(options.data, "PublicTest"), targets, recipe, options.output)


def _evaluate(options: argparse.Namespace) -> None:
    from models.training.evaluate import evaluate

    classifier = open_classifier(options.model)
    faces = read_fer2013(options.data, options.split)
    figures = evaluate(classifier, faces, progress=tqdm)
    if options.json:
        print(json.dumps(asdict(figures)))
        return
    print(f"{options.model.name} on {figures.n} faces of {options.split}")
    print(f"accuracy           {figures.accuracy:.2%} +- {figures.interval:.2%}")
    print(f"balanced accuracy  {figures.balanced_accuracy:.2%}")
    print(f"calibration error  {figures.ece:.3f}")
    print(f"log-likelihood     {-figures.nll:.3f}")
    for label, row in figures.per_class.items():
        print(f"{label:<9} precision {row['precision']:.2f}  recall {row['recall']:.2f}")


def _export(options: argparse.Namespace) -> None:
    from models.training.export import export

    export(options.model, options.output)


if __name__ == "__main__":
    sys.exit(main())
