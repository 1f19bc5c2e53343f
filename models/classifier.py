"""The expression network behind one interface, whichever runtime answers."""

import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.labels import LABELS
from models.manifest import WEIGHTS_FOLDER, read_weights
from models.preprocessing import INPUT_SIZE, Grey, resize, standardise

Backend = Literal["litert", "keras"]
WEIGHTS_NAME: dict[Backend, str] = {"litert": "expression.tflite", "keras": "expression.keras"}

Probabilities = NDArray[np.float32]


class Classifier(ABC):
    """Tells the expression of face crops. Safe to share between threads."""

    def predict(self, faces: Sequence[Grey] | Grey) -> Probabilities:
        """Probabilities ``float32[N, 7]`` in the order of ``LABELS``; each row sums to 1.

        ``faces`` are grey ``uint8`` crops of any size, or one array ``uint8[N, H, W]``. No face
        gives ``float32[0, 7]``. Raises ``ValueError`` for crops of another shape or dtype.
        """
        if isinstance(faces, np.ndarray) and faces.ndim != 3:
            raise ValueError(f"expected uint8[N, H, W] or a list of crops, got {list(faces.shape)}")
        if len(faces) == 0:
            return np.empty((0, len(LABELS)), dtype=np.float32)
        return self._run(standardise(np.stack([resize(face) for face in faces])))

    @abstractmethod
    def _run(self, inputs: NDArray[np.float32]) -> Probabilities:
        """From ``float32[N, 48, 48, 1]`` to ``float32[N, 7]``, N > 0."""


class LiteRTClassifier(Classifier):
    """The ``.tflite`` in TensorFlow's own small runtime: what the app serves with."""

    def __init__(self, content: bytes) -> None:
        """``content`` is a ``.tflite`` file; raises ``ModelError`` where it is not this network."""
        from ai_edge_litert.interpreter import Interpreter

        try:
            self._interpreter = Interpreter(model_content=content, num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"LiteRT cannot read the weights: {error}") from None
        self._input = self._interpreter.get_input_details()[0]
        self._output = self._interpreter.get_output_details()[0]
        _check_shape("input", self._input["shape"], (INPUT_SIZE, INPUT_SIZE, 1))
        _check_shape("output", self._output["shape"], (len(LABELS),))
        self._lock = threading.Lock()  # an interpreter holds the tensors of one call

    def _run(self, inputs: NDArray[np.float32]) -> Probabilities:
        probabilities = np.empty((len(inputs), len(LABELS)), dtype=np.float32)
        with self._lock:
            for row, face in enumerate(inputs):
                self._interpreter.set_tensor(self._input["index"], face[np.newaxis])
                self._interpreter.invoke()
                probabilities[row] = self._interpreter.get_tensor(self._output["index"])[0]
        return probabilities


class KerasClassifier(Classifier):
    """The Keras model itself, for whoever has tensorflow-cpu installed."""

    def __init__(self, path: Path) -> None:
        """``path`` is a ``.keras`` file; raises ``ModelError`` where it is not this network."""
        keras = _import_keras()
        try:
            self._model = keras.saving.load_model(path, compile=False)
        except (ValueError, OSError, TypeError) as error:
            raise ModelError(f"Keras cannot read {path.name}: {error}") from None
        _check_shape("input", self._model.input_shape, (INPUT_SIZE, INPUT_SIZE, 1))
        _check_shape("output", self._model.output_shape, (len(LABELS),))

    def _run(self, inputs: NDArray[np.float32]) -> Probabilities:
        return np.asarray(self._model(inputs, training=False), dtype=np.float32)


@cache
def load_classifier(backend: Backend = "litert", folder: Path = WEIGHTS_FOLDER) -> Classifier:
    """The shipped network, loaded once a process and shared by all visitors.

    Raises ``ModelError`` where the weights are missing, truncated or foreign, or where ``keras``
    is asked for and tensorflow-cpu is not installed; ``ValueError`` for an unknown backend.
    """
    if backend not in get_args(Backend):
        raise ValueError(f"expected a backend of {get_args(Backend)}, got {backend!r}")
    content = read_weights(folder, WEIGHTS_NAME[backend])
    if backend == "litert":
        return LiteRTClassifier(content)
    return KerasClassifier(folder / WEIGHTS_NAME[backend])


def open_classifier(path: Path) -> Classifier:
    """Any model file of ours, ``.tflite`` or ``.keras``, shipped or not, without a manifest."""
    if not path.is_file():
        raise ModelError(f"There is no model file {path}")
    if path.suffix == ".tflite":
        return LiteRTClassifier(path.read_bytes())
    return KerasClassifier(path)


def _import_keras() -> Any:
    if find_spec("tensorflow") is None:
        raise ModelError("The keras backend needs tensorflow-cpu: see requirements-train.txt")
    # TensorFlow exports OpenSSL symbols that crash libsrtp where they are loaded before it. Where
    # TensorFlow is there already this is no serving process, and it is too late.
    if "tensorflow" not in sys.modules and find_spec("pylibsrtp") is not None:
        import pylibsrtp  # noqa: F401
    import keras

    return keras


def _check_shape(name: str, shape: Sequence[int], expected: tuple[int, ...]) -> None:
    if tuple(shape[1:]) != expected:
        raise ModelError(f"expected the network's {name} [N, {expected}], got {list(shape)}")
