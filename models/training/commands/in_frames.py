"""Measure the whole pipeline: faces pasted into camera frames, found, cropped and classified."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from models.classifier import open_classifier
from models.manifest import SHIPPED_MODEL
from models.training.data import SPLITS, read_fer2013
from models.training.in_frames import measure_in_frames


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--split", choices=SPLITS, default="PublicTest")
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help=".tflite or .keras")
    parser.add_argument("--backgrounds", type=Path, help="folder of pictures to paste onto")
    parser.add_argument("--limit", type=int, help="only so many faces")
    parser.add_argument("--output", type=Path, help="folder for in_frames.json and a sample")
    parser.add_argument("--seed", type=int, default=7)


def run(options: argparse.Namespace) -> None:
    """Print accuracy over the faces found, the same faces' direct accuracy, and the share found."""
    faces = read_fer2013(options.data, options.split)
    if options.limit:
        faces = faces.sample(options.limit, options.seed)
    result = measure_in_frames(
        open_classifier(options.model),
        faces,
        backgrounds=options.backgrounds,
        seed=options.seed,
        progress=tqdm,
        sample=options.output,
    )
    if options.output:
        report = json.dumps(asdict(result), indent=2)
        (options.output / "in_frames.json").write_text(report + "\n")
    print(f"{result.n} faces pasted, {result.found:.1%} found")
    print(f"accuracy in frames  {result.accuracy:.2%}")
    print(f"the same, directly  {result.direct_accuracy:.2%}")
    for side, share in result.found_by_side.items():
        print(f"  {side} pixels: {share:.1%} found")
