"""Measure a model on one split: accuracy, calibration, classes, duplicates, what is no face."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.classifier import Probabilities, open_classifier
from models.manifest import SHIPPED_MODEL
from models.training.data import SPLITS, hold_out, majorities, read_fer2013, read_votes
from models.training.evaluate import (
    Figures,
    agreement,
    examine,
    figures,
    refusals,
    seen_in,
)
from models.training.second_reading import SecondReading


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--split", choices=SPLITS, default="PublicTest")
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help=".tflite or .keras")
    parser.add_argument("--votes", type=Path, help="FER+ votes: adds the agreement with them")
    parser.add_argument("--not-faces", type=Path, help="folder of pictures that hold no face")
    parser.add_argument("--output", type=Path, help="folder for evaluate.json and the charts")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def run(options: argparse.Namespace) -> None:
    """Print the figures; with ``--output`` write them and their charts too."""
    classifier = open_classifier(options.model)
    faces = read_fer2013(options.data, options.split)
    answers = examine(classifier, faces.images, _progress(options.split))
    mirrored = examine(classifier, faces.images[:, :, ::-1], _progress("mirrored"))
    result = figures(answers.probabilities, faces.labels)
    both = np.asarray((answers.probabilities + mirrored.probabilities) / 2, dtype=np.float32)
    training = read_fer2013(options.data, "Training")
    unseen = ~seen_in(faces, training)
    report: dict[str, Any] = {
        **asdict(result),
        "model": options.model.name,
        "split": options.split,
        "flip_averaged": _short(figures(both, faces.labels)),
        "without_pictures_seen_in_training": _short(
            figures(answers.probabilities[unseen], faces.labels[unseen])
        ),
    }
    if options.votes:
        calibration = hold_out(training)[1]
        majority = majorities(read_votes(options.votes))
        report["fer_plus"] = _fer_plus(
            majority[faces.rows],
            answers.probabilities,
            SecondReading(
                examine(classifier, calibration.images).probabilities, majority[calibration.rows]
            ),
        )
    if options.not_faces:
        from models.training.not_faces import read_not_faces

        crops = read_not_faces(options.not_faces, test=True, progress=tqdm)
        report["refusals"] = refusals(answers, examine(classifier, crops))
    if options.output:
        from models.training.charts import calibration_chart, confusion_chart

        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "evaluate.json").write_text(json.dumps(report, indent=2) + "\n")
        confusion_chart(result.confusion, options.output / "confusion.png")
        calibration_chart(answers.probabilities, faces.labels, options.output / "calibration.png")
    print(json.dumps(report) if options.json else _text(report))


def _fer_plus(
    majority: NDArray[np.int64], probabilities: Probabilities, second: SecondReading
) -> dict[str, float]:
    return {
        "n": int((majority >= 0).sum()),
        "agreement": agreement(probabilities.argmax(axis=1), majority),
        "second_reading": agreement(second.read(probabilities), majority),
    }


def _progress(title: str) -> Any:
    def wrap(starts: Iterable[int]) -> Iterable[int]:
        bar: Iterable[int] = tqdm(starts, desc=title)
        return bar

    return wrap


def _short(result: Figures) -> dict[str, float]:
    return {
        "n": result.n,
        "accuracy": result.accuracy,
        "balanced_accuracy": result.balanced_accuracy,
        "ece": result.ece,
    }


def _text(report: dict[str, Any]) -> str:
    lines = [
        f"{report['model']} on {report['n']} faces of {report['split']}",
        f"accuracy            {report['accuracy']:.2%} +- {report['interval']:.2%}",
        f"balanced accuracy   {report['balanced_accuracy']:.2%}",
        f"calibration error   {report['ece']:.3f}",
        f"negative log-likel. {report['nll']:.3f}",
        f"flip-averaged       {report['flip_averaged']['accuracy']:.2%}",
    ]
    unseen = report["without_pictures_seen_in_training"]
    lines.append(f"without duplicates  {unseen['accuracy']:.2%} of {unseen['n']}")
    if "fer_plus" in report:
        fer_plus = report["fer_plus"]
        lines.append(f"FER+ majority       {fer_plus['agreement']:.2%} of {fer_plus['n']}")
        lines.append(f"  read a second way {fer_plus['second_reading']:.2%}")
    if "refusals" in report:
        refused = report["refusals"]
        lines.append(f"faces that pass     {refused['faces_that_pass']:.2%}")
        lines.append(
            f"not faces that pass {refused['not_faces_that_pass']:.2%}, with an expression "
            f"{refused['not_faces_named']:.2%} of {refused['n_not_faces']}"
        )
    for label, row in report["per_class"].items():
        lines.append(
            f"  {label:<9} precision {row['precision']:.2f}  recall {row['recall']:.2f}  "
            f"F1 {row['f1']:.2f}  of {row['n']}"
        )
    return "\n".join(lines)
