"""Give the rare expressions more or less of their due, and say anew how sure to be."""

import argparse
import json
from contextlib import suppress
from math import isfinite
from pathlib import Path

from models.labels import LABELS
from models.training.data import hold_out, read_rows_to_drop, read_splits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--folder", type=Path, required=True, help="folder of a run that has ended")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--drop-rows", type=Path, help="file of 0-based rows to leave out")
    parser.add_argument(
        "--prior-correction",
        type=float,
        required=True,
        help="power of the expressions' frequency that is divided out in all",
    )
    parser.add_argument(
        "--raise",
        dest="added",
        type=_added,
        nargs="+",
        default=[],
        metavar="EXPRESSION=LOGIT",
        help="what is added to the logit of an expression, such as Fear=0.6",
    )


def _added(text: str) -> tuple[str, float]:
    label, _, logit = text.partition("=")
    if label not in LABELS:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(LABELS)}, got {label!r}")
    with suppress(ValueError):
        if isfinite(float(logit)):
            return label, float(logit)
    raise argparse.ArgumentTypeError(f"expected a number for {label}, got {logit!r}")


def run(options: argparse.Namespace) -> None:
    """Change the run's ``expression.keras`` and ``run.json``: no training is done anew."""
    import keras

    from models.training.calibration import correct_prior, fit_temperature, raise_logits

    report = json.loads((options.folder / "run.json").read_text(encoding="utf-8"))
    splits = read_splits(options.data, ("Training", "PublicTest"))
    faces = splits["Training"]
    if options.drop_rows:
        faces = faces.without(read_rows_to_drop(options.drop_rows))
    path = options.folder / "expression.keras"
    model = keras.saving.load_model(path, compile=False)
    # What was divided out already stands in logits that a temperature divided.
    before = report["config"]["prior_correction"] / report["calibration"]["temperature"]
    correct_prior(model, hold_out(faces)[0].labels, options.prior_correction - before)
    added = dict(options.added)
    raise_logits(model, added)
    temperature = fit_temperature(model, splits["PublicTest"])
    report["config"]["prior_correction"] = options.prior_correction
    raised = report["calibration"].setdefault("raised", {})
    for label, logit in added.items():
        raised[label] = raised.get(label, 0.0) + logit
    report["calibration"]["temperature"] *= temperature
    (options.folder / "run.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    model.save(path)
    print(f"temperature {report['calibration']['temperature']:.2f}")
