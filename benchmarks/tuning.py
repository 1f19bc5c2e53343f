"""``python -m benchmarks.tuning --pictures FOLDER``: what tuning to one person's face is worth.

The folder holds pictures that are called PERSON_CONDITION.png, as those of the Yale Face Database.
Each person's baseline comes from their pictures at rest, but for the one that is measured on.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import cv2
import numpy as np

from benchmarks.report import Rows, table
from models.backend import SHIPPED_MODEL
from models.classifier import Classifier, open_classifier
from models.errors import ModelError
from models.labels import Expression
from models.personal import Baseline, BaselineError
from models.preprocessing import Grey
from transformers.cropping import as_grey, crop_face
from transformers.detection.cascade import FaceDetector

AT_REST = ("noglasses", "glasses", "leftlight", "rightlight")
MEASURED = {
    "normal": Expression.NEUTRAL,
    "happy": Expression.HAPPY,
    "sad": Expression.SAD,
    "surprised": Expression.SURPRISE,
}

People = dict[str, dict[str, Grey]]  # by person and condition, each a crop


def read_people(folder: Path) -> People:
    """The largest face of each picture; one without a face is left out."""
    detector, people = FaceDetector(), People()
    for path in sorted(folder.glob("*_*.png")):
        person, _, condition = path.stem.partition("_")
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if picture is None:
            continue
        grey = as_grey(picture)
        found = detector.detect(detector.view(grey))
        if found:
            crop = crop_face(grey, found[0].box, found[0].tilt)
            people.setdefault(person, {})[condition] = crop
    return people


def measure(classifier: Classifier, people: People) -> Rows:
    """How many were right without and with tuning, a row for each expression and one for all."""
    plain, tuned = (defaultdict[Expression, list[bool]](list) for _ in range(2))
    for person, crops in people.items():
        measured = [name for name in MEASURED if name in crops]
        try:
            baseline = Baseline.fit(classifier, rest_of(crops))
        except BaselineError as error:
            print(f"{person} is left out: {error}", file=sys.stderr)
            continue
        for name in measured:
            answer, expression = classifier.predict([crops[name]]), MEASURED[name]
            plain[expression].append(int(answer.argmax()) == expression)
            tuned[expression].append(int(baseline.adjust(answer).argmax()) == expression)
    rows = [_row(one.label, plain[one], tuned[one]) for one in MEASURED.values() if plain[one]]
    return [*rows, _row("all", *(list(chain(*found.values())) for found in (plain, tuned)))]


def rest_of(crops: dict[str, Grey]) -> list[Grey]:
    """Those at rest; the database has some pictures twice, so none that is measured on as well."""
    measured = [crops[name] for name in MEASURED if name in crops]
    return [
        crops[name]
        for name in AT_REST
        if name in crops and not any(np.array_equal(crops[name], one) for one in measured)
    ]


def _row(name: str, plain: list[bool], tuned: list[bool]) -> dict[str, object]:
    return {
        "expression": name,
        "pictures": len(plain),
        "right without": f"{np.mean(plain):.0%}" if plain else None,
        "right when tuned": f"{np.mean(tuned):.0%}" if tuned else None,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 where it went well, 2 for an error that the user can mend."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tuning")
    parser.add_argument("--pictures", type=Path, required=True, help="PERSON_CONDITION.png")
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help=".tflite or .keras")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args(arguments)
    try:
        people = read_people(options.pictures)
        if not people:
            raise FileNotFoundError(f"no picture with a face in {options.pictures}")
        rows = measure(open_classifier(options.model), people)
    except (ModelError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
