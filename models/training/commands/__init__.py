"""The commands, one file each: ``add_arguments`` and ``run``.

What is heavy (Keras, scikit-learn, matplotlib) is imported when a command runs, not before.
"""

from types import ModuleType

from models.training.commands import (
    baselines,
    calibrate,
    card,
    compare,
    evaluate,
    explore,
    export,
    prepare,
    train,
)

COMMANDS: dict[str, ModuleType] = {
    "prepare": prepare,
    "explore": explore,
    "train": train,
    "calibrate": calibrate,
    "export": export,
    "evaluate": evaluate,
    "baselines": baselines,
    "compare": compare,
    "card": card,
}
