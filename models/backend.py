"""Which runtime answers, and the files that it reads. Light: settings import it."""

from pathlib import Path
from typing import Literal

Backend = Literal["litert", "keras"]

WEIGHTS_FOLDER = Path(__file__).parent / "weights"
WEIGHTS_NAME: dict[Backend, str] = {"litert": "expression.tflite", "keras": "expression.keras"}
SHIPPED_MODEL = WEIGHTS_FOLDER / WEIGHTS_NAME["litert"]
