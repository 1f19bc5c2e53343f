"""Match anew how often each expression is answered, and how sure the answers are."""

import argparse
import json
from pathlib import Path

from models.labels import LABELS
from models.training.data import hold_out, read_rows_to_drop, read_splits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--folder", type=Path, required=True, help="folder of a run that has ended")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--drop-rows", type=Path, help="file of 0-based rows to leave out")


def run(options: argparse.Namespace) -> None:
    """Change the run's ``expression.keras`` and ``run.json``: no training is done anew."""
    import keras

    from models.training.calibration import fit_temperature, match_frequencies
    from models.training.copies import calibration_faces

    report = json.loads((options.folder / "run.json").read_text())
    splits = read_splits(options.data, ("Training", "PublicTest"))
    faces = splits["Training"]
    if options.drop_rows:
        faces = faces.without(read_rows_to_drop(options.drop_rows))
    path = options.folder / "expression.keras"
    model = keras.saving.load_model(path, compile=False)
    training, held_out = hold_out(faces)
    shift = match_frequencies(model, calibration_faces(held_out, training))
    temperature = fit_temperature(model, splits["PublicTest"])
    report["calibration"]["temperature"] *= temperature
    (options.folder / "run.json").write_text(json.dumps(report, indent=2) + "\n")
    model.save(path)
    for label, added in zip(LABELS, shift, strict=True):
        print(f"{label:<8} {added:+.2f}")
    print(f"temperature {report['calibration']['temperature']:.2f}")
