"""Write the model card from the JSON figures of the other commands."""

import argparse
import shutil
from pathlib import Path

from models.backend import WEIGHTS_FOLDER
from models.training.model_card import PICTURES, write_card

MODELS = WEIGHTS_FOLDER.parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--figures",
        type=Path,
        required=True,
        help="folder with run.json, evaluate.json, in_frames.json, export.json and the charts",
    )
    parser.add_argument("--note", default="", help="what else to say of how it was trained")
    parser.add_argument(
        "--other",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "FILE"),
        help="evaluate.json on other faces, and what these are called",
    )
    parser.add_argument("--output", type=Path, default=MODELS / "MODEL_CARD.md")


def run(options: argparse.Namespace) -> None:
    """Write the card, and its pictures into ``card/`` beside it."""
    others = {name: Path(file) for name, file in options.other}
    text = write_card(options.figures, options.note, others)
    pictures = options.output.parent / "card"
    pictures.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        shutil.copyfile(options.figures / name, pictures / name)
    options.output.write_text(text, encoding="utf-8")
    print(f"wrote {options.output}")
