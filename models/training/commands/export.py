"""Write what the app serves, and with --data compare the ways to shrink the weights."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from models.backend import WEIGHTS_FOLDER
from models.training.data import read_fer2013


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--model", type=Path, required=True, help="expression.keras of a run")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FOLDER, help="folder to write to")
    parser.add_argument("--data", type=Path, help="fer2013.csv[.gz]: measure every kind on it")
    parser.add_argument(
        "--report", type=Path, help="folder for export.json, its chart, every .tflite"
    )


def run(options: argparse.Namespace) -> None:
    """Export the kind that ships; with ``--data`` print a table of all kinds."""
    from models.training.charts import accuracy_chart
    from models.training.conversion import (
        CALIBRATION_FACES,
        KINDS,
        SHIPPED_KIND,
        check_shipped,
        convert,
        measure_kinds,
        ship,
    )

    if options.data:
        sample = read_fer2013(options.data, "Training").images[:CALIBRATION_FACES]
        files = convert(options.model, KINDS, sample)
    else:
        files = convert(options.model, [SHIPPED_KIND])
    if not options.data:
        ship(options.model, files[SHIPPED_KIND], options.output)
        return
    faces = read_fer2013(options.data, "PublicTest")
    kinds = measure_kinds(options.model, files, faces, options.report)
    print(
        f"{'kind':<14} {'kB':>6} {'ms a face':>10} {'accuracy':>9} {'agreement':>10} "
        f"{'largest change':>15}"
    )
    for kind in kinds:
        print(
            f"{kind.name:<14} {kind.bytes / 1000:6.0f} {kind.milliseconds:10.2f} "
            f"{kind.accuracy:9.2%} {kind.agreement:10.2%} {kind.largest_change:15.4f}"
        )
    check_shipped(kinds, len(faces))
    ship(options.model, files[SHIPPED_KIND], options.output)
    if options.report:
        report = json.dumps([asdict(kind) for kind in kinds], indent=2)
        (options.report / "export.json").write_text(report + "\n", encoding="utf-8")
        accuracies = {kind.name: kind.accuracy for kind in kinds}
        accuracy_chart(accuracies, options.report / "export.png")
