"""The model card: every figure in it comes from the JSON files that the other commands wrote."""

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from textwrap import fill
from typing import Any

from models.labels import LABELS
from models.training.data import DataError

PICTURES = ("confusion.png", "calibration.png")
CONFUSIONS = 5  # that are named
LINE = 100  # characters

CARD = """# Model card: the expression network

Written by `python -m models.training card` from the figures of `train`, `evaluate`,
`benchmarks.in_frames` and `export`; edit `models/training/model_card.py`, not this file.

## What it is

A residual convolutional network for one grey 48x48 face crop. It gives a probability for each of
seven expressions (Angry, Disgust, Fear, Happy, Sad, Surprise, Neutral), and a score for whether the
crop is a face at all. It says what a face looks like in one moment. It does not know what a person
feels.

## What it was trained on

{training_faces} faces of FER2013's Training split (Goodfellow et al. 2013), a part of each target
from the ten votes of FER+ (Barsoum et al. 2016, MIT licence){not_faces}.

Left out: pictures that stand, byte for byte, among the evaluation pictures; pictures in which
FER+'s annotators saw none of the seven expressions; and one training face in twenty, of which those
without a copy among the others serve for the calibration (temperature {temperature:.2f}). The
expressions' frequency, to the power {prior_correction}, is divided out of
the answers{raised}.

FER2013 is distributed for research and learning: so are these weights. None of its pictures is in
this repository.
{note}
## How good it is

On {n} faces of {split}, one forward pass of the file that the app serves:

| figure | value |
| --- | --- |
| accuracy | {accuracy:.2%} ± {interval:.2%} (95 % interval) |
| balanced accuracy | {balanced_accuracy:.2%} |
| accuracy without pictures that also stand in Training | {unseen_accuracy:.2%} ({unseen_n} faces) |
| accuracy, mean of the face and its mirror image | {flip_accuracy:.2%} |
| agreement with FER+'s majority | {fer_plus_agreement:.2%} ({fer_plus_n} faces that have one) |
| the same, the answers read a second time (below) | {second_reading:.2%} |
| expected calibration error, 15 bins | {ece:.3f} |
| negative log-likelihood | {nll:.3f} nats |
| real faces taken for faces | {faces_that_pass:.2%} |
| crops of no face taken for faces | {not_faces_that_pass:.2%} of {n_not_faces} |
| crops of no face given an expression | {not_faces_named:.2%} |
| faces found when pasted into 640x480 frames | {found:.1%} of {frames_n} |
| accuracy over those, through the whole pipeline, mirrored as well | {frames_accuracy:.2%} |
| accuracy over those, cropped as in FER2013 | {direct_accuracy:.2%} |

People agree with FER2013's labels on about 65 % of the pictures (Goodfellow et al. 2013), and
FER+'s majority agrees with them on about 63 %: the labels are noisy, and no model can be much
better than they are. The second reading is a linear map of the seven log-probabilities to what
FER+'s annotators would have said, fitted on the calibration faces: the network is the same.

| expression | precision | recall | F1 | faces |
| --- | --- | --- | --- | --- |
{per_class}

![Confusion matrix](card/confusion.png)

![Calibration: how often an answer is right against how sure it is](card/calibration.png)
{others}{tuned}
## How it is written

| weights | kB | ms a face, one core | accuracy | answers as Keras | largest change |
| --- | --- | --- | --- | --- | --- |
{kinds}

The app serves dynamic-range.

## Where it fails

- Most often confused: {confusions}.
- Faces pasted into frames that the cascade found: {found_by_side}.
- Turned or tilted heads, hands before the face, light from behind and low light: the cascade finds
  frontal, upright faces, and FER2013 holds few others.

## Known bias of the data

FER2013 was collected from web searches for emotion words. Its faces are mostly posed or acted, its
people are not a sample of any population, nobody recorded age, sex or origin, and its labels carry
the habits of few annotators. Expect other error rates for other groups than the figures above; they
have not been measured.

## What it must not be used for

Judging people at work, in education, in hiring or by the police; anything that decides about a
person; guessing feelings, health, honesty or attention. In the European Union, Article 5(1)(f) of
the AI Act forbids inferring emotions of people at work or in education, but for medical or safety
reasons.
"""


OTHER = """
## How good it is on {name}

None of these {n} faces was trained on. Right: {accuracy:.2%}; expected calibration error {ece:.3f}.

| expression | precision | recall | F1 | faces |
| --- | --- | --- | --- | --- |
{per_class}
"""

TUNED = """
## Tuned to one person

Pictures of the Yale Face Database, each person's answers read against that person's face at rest
(`models/personal.py`, measured by `benchmarks.tuning`):

| expression | pictures | right without | right when tuned |
| --- | --- | --- | --- |
{rows}
"""

# By evaluate, where it is given all that it can use.
MEASURED = ("without_pictures_seen_in_training", "fer_plus", "refusals")


def write_card(folder: Path, note: str = "", others: Mapping[str, Path] | None = None) -> str:
    """The card's text, with a ``note`` on how it was trained.

    ``others`` are files of ``evaluate`` on other faces, by what these are called. In ``folder`` may
    be a ``tuning.json`` of ``benchmarks.tuning``. The other figures are in ``run.json``,
    ``evaluate.json``, ``in_frames.json`` and ``export.json``. Raises ``FileNotFoundError`` where
    one is missing, and ``DataError`` where it lacks a figure.
    """
    run, evaluation, frames, kinds = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("run", "evaluate", "in_frames", "export")
    )
    missing = [name for name in MEASURED if name not in evaluation]
    if missing or "second_reading" not in evaluation["fer_plus"]:
        raise DataError(
            "evaluate.json lacks figures of the card: evaluate with --votes and --not-faces, and "
            "with a data file that has Training rows"
        )
    unseen = evaluation["without_pictures_seen_in_training"]
    not_faces = run["not_faces"]
    return CARD.format(
        **{name: evaluation[name] for name in ("n", "split", "accuracy", "interval")},
        **{name: evaluation[name] for name in ("balanced_accuracy", "ece", "nll")},
        **evaluation["refusals"],
        training_faces=f"{run['faces']:,}",
        not_faces=f", and {not_faces:,} crops of pictures that hold no face" if not_faces else "",
        temperature=run["calibration"]["temperature"],
        prior_correction=run["config"]["prior_correction"],
        raised="".join(
            f", and the logit of {label} is raised by {logit}"
            for label, logit in run["calibration"].get("raised", {}).items()
        ),
        note=f"\n{fill(note, LINE)}\n" if note else "",
        unseen_accuracy=unseen["accuracy"],
        unseen_n=unseen["n"],
        flip_accuracy=evaluation["flip_averaged"]["accuracy"],
        fer_plus_agreement=evaluation["fer_plus"]["agreement"],
        fer_plus_n=evaluation["fer_plus"]["n"],
        second_reading=evaluation["fer_plus"]["second_reading"],
        found=frames["found"],
        frames_n=frames["n"],
        frames_accuracy=frames["accuracy"],
        direct_accuracy=frames["direct_accuracy"],
        per_class=_class_rows(evaluation["per_class"]),
        others="".join(
            _other(name, json.loads(path.read_text(encoding="utf-8")))
            for name, path in (others or {}).items()
        ),
        tuned=_tuned(folder / "tuning.json"),
        kinds=_kind_rows(kinds),
        confusions=_worst_confusions(evaluation["confusion"]),
        found_by_side=", ".join(
            f"{share:.0%} of those {side} pixels wide"
            for side, share in frames["found_by_side"].items()
        ),
    )


def _other(name: str, evaluation: dict[str, Any]) -> str:
    seen = {label: row for label, row in evaluation["per_class"].items() if row["n"]}
    figures = {figure: evaluation[figure] for figure in ("n", "accuracy", "ece")}
    return OTHER.format(name=name, per_class=_class_rows(seen), **figures)


def _tuned(path: Path) -> str:
    if not path.is_file():
        return ""
    rows = (
        " | ".join(map(str, row.values())) for row in json.loads(path.read_text(encoding="utf-8"))
    )
    return TUNED.format(rows="\n".join(f"| {row} |" for row in rows))


def _class_rows(classes: dict[str, dict[str, float]]) -> str:
    return "\n".join(
        f"| {label} | {row['precision']:.1%} | {row['recall']:.1%} | {row['f1']:.1%} | {row['n']} |"
        for label, row in classes.items()
    )


def _kind_rows(kinds: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"| {kind['name']} | {kind['bytes'] / 1000:.0f} | {kind['milliseconds']:.2f} "
        f"| {kind['accuracy']:.2%} | {kind['agreement']:.1%} | {kind['largest_change']:.4f} |"
        for kind in kinds
    )


def _worst_confusions(confusion: list[list[int]]) -> str:
    shares = [
        (confusion[true][answer] / max(sum(confusion[true]), 1), true, answer)
        for true, answer in product(range(len(LABELS)), repeat=2)
        if true != answer
    ]
    worst = sorted(shares, reverse=True)[:CONFUSIONS]
    return ", ".join(
        f"{LABELS[true]} taken for {LABELS[answer]} ({share:.0%})" for share, true, answer in worst
    )
