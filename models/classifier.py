"""The expression network behind one interface, whichever runtime answers."""

import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from models.backend import WEIGHTS_FOLDER, WEIGHTS_NAME, Backend
from models.errors import ModelError
from models.labels import LABELS
from models.manifest import read_weights
from models.preprocessing import INPUT_SIZE, Grey, mirror, resize, standardise

PROBABILITIES, FACE = "probabilities", "face"  # the network's two outputs, by name

Probabilities = NDArray[np.float32]


class Answers(NamedTuple):
    """What the network says of N crops."""

    probabilities: Probabilities  # [N, 7], in the order of LABELS; each row sums to 1
    face: NDArray[np.float32]  # [N], 0 to 1; 99 % of the calibration faces had 0.5 or more


class Classifier(ABC):
    """Tells the expression of face crops. Safe to share between threads."""

    def predict(self, faces: Sequence[Grey] | Grey) -> Probabilities:
        """Probabilities ``float32[N, 7]`` in the order of ``LABELS``; each row sums to 1.

        ``faces`` are grey ``uint8`` crops of any size, or one array ``uint8[N, H, W]``. No face
        gives ``float32[0, 7]``. Raises ``ValueError`` for crops of another shape or dtype.
        """
        return self.examine(faces).probabilities

    def examine(self, crops: Sequence[Grey] | Grey) -> Answers:
        """As ``predict``, and with it whether each crop is a face at all."""
        if isinstance(crops, np.ndarray) and crops.ndim != 3:
            raise ValueError(f"expected uint8[N, H, W] or a list of crops, got {list(crops.shape)}")
        if len(crops) == 0:
            return Answers(np.empty((0, len(LABELS)), np.float32), np.empty(0, np.float32))
        return self._run(standardise(np.stack([resize(crop) for crop in crops])))

    def examine_both_ways(self, crops: Sequence[Grey]) -> Answers:
        """As ``examine``, but the mean of each crop's answers and its mirror image's."""
        as_they_are = self.examine(crops)
        mirrored = self.examine([mirror(crop) for crop in crops])
        return Answers(*(np.mean(both, axis=0) for both in zip(as_they_are, mirrored, strict=True)))

    @abstractmethod
    def _run(self, inputs: NDArray[np.float32]) -> Answers:
        """Answers to ``float32[N, 48, 48, 1]``, N > 0."""


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
        _check_shape("input", self._input["shape"], (INPUT_SIZE, INPUT_SIZE, 1))
        # The converter does not keep the outputs' names: they are told apart by their width.
        outputs = sorted(self._interpreter.get_output_details(), key=lambda one: one["shape"][-1])
        if [one["shape"][-1] for one in outputs] != [1, len(LABELS)]:
            shapes = [list(one["shape"]) for one in outputs]
            raise ModelError(f"expected outputs [N, 1] and [N, {len(LABELS)}], got {shapes}")
        self._face, self._probabilities = outputs
        self._lock = threading.Lock()  # an interpreter holds the tensors of one call

    def _run(self, inputs: NDArray[np.float32]) -> Answers:
        probabilities = np.empty((len(inputs), len(LABELS)), dtype=np.float32)
        faces = np.empty(len(inputs), dtype=np.float32)
        with self._lock:
            for row, crop in enumerate(inputs):
                self._interpreter.set_tensor(self._input["index"], crop[np.newaxis])
                self._interpreter.invoke()
                probabilities[row] = self._interpreter.get_tensor(self._probabilities["index"])[0]
                faces[row] = self._interpreter.get_tensor(self._face["index"])[0, 0]
        return Answers(probabilities, faces)


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
        names = sorted(self._model.output_names)
        if names != sorted([PROBABILITIES, FACE]):
            raise ModelError(f"expected the outputs {PROBABILITIES} and {FACE}, got {names}")
        _check_shape("output", self._model.get_layer(PROBABILITIES).output.shape, (len(LABELS),))
        self._lock = threading.Lock()
        # Compiled here for one face and for any number, which takes seconds: never in a frame.
        for count in (1, 2):
            self._run(np.zeros((count, INPUT_SIZE, INPUT_SIZE, 1), dtype=np.float32))

    @property
    def parameters(self) -> int:
        """How many numbers the network learned, as Keras counts them."""
        return int(self._model.count_params())

    def _run(self, inputs: NDArray[np.float32]) -> Answers:
        with self._lock:
            answers = self._model.predict_on_batch(inputs)
        return Answers(answers[PROBABILITIES], answers[FACE][:, 0])


def load_classifier(backend: Backend = "litert", folder: Path = WEIGHTS_FOLDER) -> Classifier:
    """The shipped network, loaded once a process and shared by all visitors.

    Raises ``ModelError`` where the weights are missing, truncated or foreign, or where ``keras``
    is asked for and tensorflow-cpu is not installed; ``ValueError`` for an unknown backend.
    """
    if backend not in get_args(Backend):
        raise ValueError(f"expected a backend of {get_args(Backend)}, got {backend!r}")
    return _load(backend, folder.resolve())


@cache
def _load(backend: Backend, folder: Path) -> Classifier:
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
    # TensorFlow exports OpenSSL symbols that crash libsrtp where they are loaded before it. Where
    # TensorFlow is there already this is no serving process, and it is too late.
    if "tensorflow" not in sys.modules and find_spec("pylibsrtp") is not None:
        import pylibsrtp  # noqa: F401
    try:
        import keras
    except ImportError as error:
        raise ModelError(
            f"The keras backend needs tensorflow-cpu, see requirements-train.txt ({error})"
        ) from None
    return keras


def _check_shape(name: str, shape: Sequence[int], expected: tuple[int, ...]) -> None:
    if tuple(shape[1:]) != expected:
        raise ModelError(f"expected the network's {name} [N, {expected}], got {list(shape)}")
