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

from models.backend import SHIPPED_MODEL
from models.classifier import Probabilities, open_classifier
from models.training.data import (
    SPLITS,
    TRAINING,
    DataError,
    hold_out,
    majorities,
    read_splits,
    read_votes,
)
from models.training.ferplus_mapping import SecondReading
from models.training.figures import (
    Figures,
    agreement,
    examine,
    figures,
    refusals,
    seen_in,
)


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
    splits = read_splits(options.data, (options.split, TRAINING))
    if options.split not in splits:
        raise DataError(f"{options.data.name} has no {options.split} rows")
    faces, training = splits[options.split], splits.get(TRAINING)
    answers = examine(classifier, faces.images, _progress(options.split))
    mirrored = examine(classifier, faces.images[:, :, ::-1], _progress("mirrored"))
    result = figures(answers.probabilities, faces.labels)
    both = np.asarray((answers.probabilities + mirrored.probabilities) / 2, dtype=np.float32)
    report: dict[str, Any] = {
        **asdict(result),
        "model": options.model.name,
        "split": options.split,
        "flip_averaged": _short(figures(both, faces.labels)),
    }
    if training is None:
        report["left_out"] = (
            f"{options.data.name} has no {TRAINING} rows: pictures that were seen in training are "
            "not left out, and answers are not read a second way"
        )
    elif (unseen := ~seen_in(faces, training)).any():  # there is none in the training faces
        report["without_pictures_seen_in_training"] = _short(
            figures(answers.probabilities[unseen], faces.labels[unseen])
        )
    if options.votes:
        majority = majorities(read_votes(options.votes))
        report["fer_plus"] = _agreement(majority[faces.rows], answers.probabilities)
        if training is not None:
            calibration = hold_out(training)[1]
            second = SecondReading(
                examine(classifier, calibration.images).probabilities, majority[calibration.rows]
            )
            report["fer_plus"]["second_reading"] = agreement(
                second.read(answers.probabilities), majority[faces.rows]
            )
    if options.not_faces:
        from models.training.not_faces import read_not_faces

        crops = read_not_faces(options.not_faces, test=True, progress=tqdm)
        report["refusals"] = refusals(answers, examine(classifier, crops))
    if options.output:
        from models.training.charts import calibration_chart, confusion_chart

        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "evaluate.json").write_text(
            json.dumps(report, indent=2) + "\n", encoding="utf-8"
        )
        confusion_chart(result.confusion, options.output / "confusion.png")
        calibration_chart(answers.probabilities, faces.labels, options.output / "calibration.png")
    print(json.dumps(report) if options.json else _text(report))


def _agreement(majority: NDArray[np.int64], probabilities: Probabilities) -> dict[str, float]:
    return {
        "n": int((majority >= 0).sum()),
        "agreement": agreement(probabilities.argmax(axis=1), majority),
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
    if "left_out" in report:
        lines.append(report["left_out"])
    if "without_pictures_seen_in_training" in report:
        unseen = report["without_pictures_seen_in_training"]
        lines.append(f"without duplicates  {unseen['accuracy']:.2%} of {unseen['n']}")
    if "fer_plus" in report:
        fer_plus = report["fer_plus"]
        lines.append(f"FER+ majority       {fer_plus['agreement']:.2%} of {fer_plus['n']}")
        if "second_reading" in fer_plus:
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
