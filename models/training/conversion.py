"""From a trained Keras model to the files that the app serves."""

import shutil
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.backend import WEIGHTS_NAME
from models.classifier import Classifier, KerasClassifier, LiteRTClassifier
from models.manifest import write_manifest
from models.preprocessing import standardise
from models.training.data import DataError, Faces
from models.training.figures import examine, figures

KINDS = ("float32", "float16", "dynamic-range", "int8")
SHIPPED_KIND = "dynamic-range"
"""A quarter of the size of float32 and under half of its time. Single probabilities move by up to
several hundredths, but hardly ever the answer: see ``check_shipped``."""

MOST_ACCURACY_LOST, LEAST_AGREEMENT = 0.003, 0.98  # of what ships, against the Keras model
BY_CHANCE = 5  # faces

CALIBRATION_FACES = 300  # from which full int8 learns the range of each layer
TIMED_FACES = 500


@dataclass(frozen=True)
class Kind:
    """One way to write the weights, measured."""

    name: str
    bytes: int
    milliseconds: float  # of one core for one face
    accuracy: float
    agreement: float  # share of the faces whose likeliest expression is the Keras model's
    largest_change: float  # of any probability against the Keras model's


def ship(model: Path, content: bytes, folder: Path) -> None:
    """Write ``expression.tflite``, a copy of the ``.keras`` file, and the manifest of both."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS_NAME["litert"]).write_bytes(content)
    shipped = folder / WEIGHTS_NAME["keras"]
    if model.resolve() != shipped.resolve():
        shutil.copyfile(model, shipped)
    write_manifest(folder, list(WEIGHTS_NAME.values()))


def convert(
    model: Path, kinds: Sequence[str], sample: NDArray[np.uint8] | None = None
) -> dict[str, bytes]:
    """The ``.tflite`` of each of ``kinds``; ``int8`` needs a ``sample`` ``uint8[N, 48, 48]``.

    Inputs and outputs stay float32 in every kind.
    """
    with TemporaryDirectory() as saved:  # traced once for all kinds
        keras.saving.load_model(model, compile=False).export(saved, verbose=False)
        return {kind: _convert(saved, kind, sample) for kind in kinds}


def _convert(saved: str, kind: str, sample: NDArray[np.uint8] | None) -> bytes:
    converter = tf.lite.TFLiteConverter.from_saved_model(saved)
    if kind != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if kind == "int8":
        if sample is None:
            raise ValueError("int8 needs a sample of faces")

        def examples() -> Iterator[list[NDArray[np.float32]]]:
            for face in standardise(sample):
                yield [face[np.newaxis]]

        converter.representative_dataset = examples
    with warnings.catch_warnings():
        # It wonders that int8 leaves the inputs and outputs in float32: that is meant.
        warnings.filterwarnings("ignore", message="Statistics for quantized inputs")
        return bytes(converter.convert())


def measure_kinds(
    model: Path, files: Mapping[str, bytes], faces: Faces, report: Path | None = None
) -> list[Kind]:
    """Every kind on ``faces``; ``files`` go into ``report``, where it is given."""
    expected = examine(KerasClassifier(model), faces.images).probabilities
    kinds = []
    for name, content in files.items():
        if report is not None:
            report.mkdir(parents=True, exist_ok=True)
            (report / f"expression.{name}.tflite").write_bytes(content)
        classifier = LiteRTClassifier(content)
        probabilities = examine(classifier, faces.images).probabilities
        kinds.append(
            Kind(
                name=name,
                bytes=len(content),
                milliseconds=milliseconds_a_face(classifier, faces.images[:TIMED_FACES]),
                accuracy=figures(probabilities, faces.labels).accuracy,
                agreement=float((probabilities.argmax(axis=1) == expected.argmax(axis=1)).mean()),
                largest_change=float(np.abs(probabilities - expected).max()),
            )
        )
    return kinds


def check_shipped(kinds: Sequence[Kind], count: int) -> None:
    """Raise ``DataError`` where what ships is not as good as float32, measured on ``count`` faces.

    Of few faces, some may differ by chance.
    """
    by_name = {kind.name: kind for kind in kinds}
    shipped, exact = by_name[SHIPPED_KIND], by_name["float32"]
    lost, agreement = exact.accuracy - shipped.accuracy, shipped.agreement
    chance = BY_CHANCE / count
    if lost > max(MOST_ACCURACY_LOST, chance) or agreement < min(LEAST_AGREEMENT, 1 - chance):
        raise DataError(
            f"expected {SHIPPED_KIND} to lose at most {MOST_ACCURACY_LOST:.1%} of accuracy and to "
            f"agree with the Keras model on {LEAST_AGREEMENT:.0%} of the faces, got {lost:.2%} and "
            f"{agreement:.1%}"
        )


def milliseconds_a_face(classifier: Classifier, images: NDArray[np.uint8]) -> float:
    """CPU time of one face, crops ``uint8[N, 48, 48]`` one at a time, preprocessing included."""
    classifier.predict(images[:10])
    start = time.process_time()
    for image in images:
        classifier.predict([image])
    return (time.process_time() - start) * 1000 / len(images)
