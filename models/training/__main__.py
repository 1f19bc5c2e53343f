"""``python -m models.training COMMAND``: from Kaggle's file to a model that the app serves."""

import argparse
import os
import sys

from models.errors import ModelError
from models.training.commands import COMMANDS
from models.training.data import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where it went well, 2 for an error that the user can mend."""
    # TensorFlow 2.21's oneDNN crashes in ``fit`` on some processors with AVX-512 (seen on an AMD
    # EPYC); without those instructions it runs everywhere. Set the variable to use them all the
    # same.
    if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
        os.environ.setdefault("ONEDNN_MAX_CPU_ISA", "AVX2")
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        summary = (command.__doc__ or "").splitlines()[0]
        sub_parser = commands.add_parser(name, help=summary, description=summary)
        command.add_arguments(sub_parser)
        sub_parser.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (DataError, ModelError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
