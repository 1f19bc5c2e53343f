"""Training a network, resumable from its last whole epoch."""

import json
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from models.classifier import FACE, PROBABILITIES
from models.labels import LABELS
from models.preprocessing import standardise
from models.training.architectures import DLIB_TRUNK, build_network
from models.training.augmentation import augment
from models.training.calibration import (
    Calibration,
    correct_prior,
    fit_temperature,
    shift_face,
)
from models.training.charts import history_chart
from models.training.config import TrainingConfig
from models.training.data import DataError, Faces
from models.training.dlib_file import read_layers
from models.training.dlib_trunk import begin_with
from models.training.fast_layers import quickened
from models.training.imbalance import class_weights, draw

WARM_UP_EPOCHS = 3
WEIGHT_DECAY = 0.05
EMA_MOMENTUM = 0.998  # the weights that ship are averaged over about the last 500 steps
NOT_FACES_SHARE = 1 / 8  # crops that are no face, by the faces of a batch
FACE_LOSS = 0.3  # weight of telling faces from what is none, against 1 for the expression
HEADS = (PROBABILITIES, FACE)
SETTLING_STEPS = 120  # batches over which the normalisation is taken anew
VALIDATE_EVERY = 5  # epochs
FACES_TO_BEGIN_WITH = 256  # whose moments the normalisation of dlib's trunk begins with


@dataclass(frozen=True, eq=False)
class Crops:
    """What a run learns from."""

    faces: Faces
    targets: NDArray[np.float32]  # [N, 7], a distribution for each face
    not_faces: NDArray[np.uint8]  # [M, 48, 48], M may be 0
    teachers: int = 0  # how many had a say in the targets


class AugmentedFaces(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no types
    """Shuffled batches of augmented, standardised crops; the same ones for the same seed.

    To each batch of faces come some crops that are none. Their expression has a target of zeros,
    which the cross-entropy passes over.
    """

    def __init__(self, crops: Crops, config: TrainingConfig, epoch: int) -> None:
        super().__init__()
        self._crops = crops
        self._config = config
        self._epoch = epoch
        self._added = round(config.batch_size * NOT_FACES_SHARE) if len(crops.not_faces) else 0
        weights = class_weights(crops.faces.labels, config.imbalance)
        # The cross-entropy is linear in its target: a larger one counts more.
        self._targets = crops.targets * weights[crops.faces.labels, np.newaxis]
        self._order = self._drawn()

    def __len__(self) -> int:
        return len(self._crops.faces) // self._config.batch_size

    def __getitem__(self, batch: int) -> tuple[NDArray[np.float32], dict[str, NDArray[np.float32]]]:
        start = batch * self._config.batch_size
        chosen = self._order[start : start + self._config.batch_size]
        random = np.random.default_rng((self._config.seed, self._epoch, batch))
        added = random.integers(0, max(len(self._crops.not_faces), 1), self._added)
        images = [self._crops.faces.images[index] for index in chosen]
        images += [self._crops.not_faces[index] for index in added]
        targets = np.zeros((len(images), len(LABELS)), dtype=np.float32)
        targets[: len(chosen)] = self._targets[chosen]
        is_face = (np.arange(len(images)) < len(chosen)).astype(np.float32)[:, np.newaxis]
        varied = standardise(np.stack([augment(image, random) for image in images]))
        if self._config.mixup:
            share = random.beta(self._config.mixup, self._config.mixup)
            _mix_up(varied[: len(chosen)], targets[: len(chosen)], share, random)
        return varied, {PROBABILITIES: targets, FACE: is_face}

    def on_epoch_end(self) -> None:
        """Draw anew; Keras calls it between epochs."""
        self._epoch += 1
        self._order = self._drawn()

    def _drawn(self) -> NDArray[np.int64]:
        random = np.random.default_rng((self._config.seed, self._epoch))
        return draw(self._crops.faces.labels, self._config.imbalance, random)


class TimeLeft(keras.callbacks.Callback):  # type: ignore[misc]
    """Says after each epoch how long the rest will take."""

    def __init__(self) -> None:
        super().__init__()
        self._began: tuple[float, int] | None = None

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """The first epoch of this call is not always the run's first."""
        self._began = self._began or (time.monotonic(), epoch)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """All epochs take about the same time."""
        if self._began is None:
            return
        began, first = self._began
        each = (time.monotonic() - began) / (epoch + 1 - first)
        left = each * (self.params["epochs"] - epoch - 1) / 60
        print(f"{each:.0f} s an epoch, {left:.0f} minutes left", flush=True)


def _mix_up(
    inputs: NDArray[np.float32],
    targets: NDArray[np.float32],
    share: float,
    random: np.random.Generator,
) -> None:
    """Blend each face with another, and their targets, in place (Zhang et al. 2018, "mixup")."""
    other = random.permutation(len(inputs))
    inputs[:] = share * inputs + (1 - share) * inputs[other]
    targets[:] = share * targets + (1 - share) * targets[other]


def soft_targets(
    labels: NDArray[np.int64], votes: NDArray[np.float32] | None, vote_weight: float
) -> NDArray[np.float32]:
    """Mix hard labels ``int[N]`` with FER+ votes ``float32[N, 7]`` into ``float32[N, 7]``.

    A face without a usable vote keeps its hard label.
    """
    hard = np.eye(len(LABELS), dtype=np.float32)[labels]
    if votes is None:
        return hard
    total = votes.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, votes / np.maximum(total, 1), hard)
    return np.asarray((1 - vote_weight) * hard + vote_weight * shares, dtype=np.float32)


def train(
    crops: Crops,
    config: TrainingConfig,
    folder: Path,
    *,
    calibration: Faces,
    validation: Faces,
    start: Path | None = None,
) -> keras.Model:
    """Train, or go on from ``folder``'s checkpoint; returns the float32 model.

    ``calibration`` faces, none of them trained on, say what a face is; ``validation`` faces are
    reported on, and say how sure to be; ``start`` is a trained model to begin with. ``folder``
    receives the checkpoint, ``history.csv`` and, at the end, ``expression.keras``, ``run.json`` and
    ``history.png``.
    """
    if len(crops.faces) < config.batch_size:
        raise DataError(
            f"expected at least one batch of {config.batch_size} faces, got {len(crops.faces)}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(config.seed)
    keras.config.set_dtype_policy(config.precision)
    model = build_network(config)
    if config.begin_with is not None:
        if config.model != DLIB_TRUNK:
            raise DataError(f"{config.model} cannot begin with dlib's weights, {DLIB_TRUNK} can")
        seen = crops.faces.sample(FACES_TO_BEGIN_WITH, config.seed).images
        begin_with(model, read_layers(config.begin_with), seen)
    if start is not None:
        _copy_weights(keras.saving.load_model(start, compile=False), model)
    model = quickened(model)
    model.compile(
        optimizer=_optimizer(config, steps=len(crops.faces) // config.batch_size),
        loss={PROBABILITIES: "categorical_crossentropy", FACE: "binary_crossentropy"},
        loss_weights={PROBABILITIES: 1.0, FACE: FACE_LOSS},
        metrics={PROBABILITIES: ["accuracy"]},
    )
    # Variables that are made inside the first step have TensorFlow trace it a second time.
    model.optimizer.build(model.trainable_variables)
    _fit(model, crops, config, folder, validation)
    trained = model.get_weights()
    keras.config.set_dtype_policy("float32")
    shipped = build_network(config)
    shipped.set_weights(trained)
    _settle_normalisation(shipped, crops, config)
    correct_prior(shipped, crops.faces.labels, config.prior_correction)
    # A network that never saw what is no face is not shifted, and takes everything for one.
    result = Calibration(
        fit_temperature(shipped, validation),
        shift_face(shipped, calibration) if len(crops.not_faces) else 0.0,
    )
    report = {
        "config": asdict(config),
        "start": start and start.name,
        "teachers": crops.teachers,
        "faces": len(crops.faces),
        "not_faces": len(crops.not_faces),
        "calibration": asdict(result),
    }
    (folder / "run.json").write_text(
        json.dumps(report, indent=2, default=str) + "\n", encoding="utf-8"
    )
    shipped.save(folder / "expression.keras")
    history_chart(folder / "history.csv", folder / "history.png")
    return shipped


def _fit(
    model: keras.Model, crops: Crops, config: TrainingConfig, folder: Path, validation: Faces
) -> None:
    backup, history = folder / "checkpoint", folder / "history.csv"
    done = _finished_epochs(history) if backup.exists() else 0
    expected = {
        PROBABILITIES: np.eye(len(LABELS), dtype=np.float32)[validation.labels],
        FACE: np.ones((len(validation), 1), dtype=np.float32),
    }
    model.fit(
        AugmentedFaces(crops, config, epoch=done),
        validation_data=(standardise(validation.images), expected),
        validation_freq=VALIDATE_EVERY,
        validation_batch_size=256,
        epochs=config.epochs,
        callbacks=[
            keras.callbacks.BackupAndRestore(str(backup), delete_checkpoint=False),
            keras.callbacks.SwapEMAWeights(),
            keras.callbacks.CSVLogger(str(history), append=backup.exists()),
            TimeLeft(),
        ],
    )


def _settle_normalisation(model: keras.Model, crops: Crops, config: TrainingConfig) -> None:
    """Take the moving means and variances anew, as plain means over whole faces, in place.

    The training's own belong to weights that were not averaged yet, and swing with each batch's
    mixup and its crops of no face. Worth over one point of accuracy (Wu and Johnson 2021,
    "Rethinking 'Batch' in BatchNorm", section 3).
    """
    faces_only = replace(crops, not_faces=crops.not_faces[:0])
    batches = AugmentedFaces(faces_only, replace(config, mixup=0.0), epoch=config.epochs)
    layers = list(_normalisations(model))
    momenta = [layer.momentum for layer in layers]
    for step in range(min(SETTLING_STEPS, len(batches))):
        for layer in layers:
            layer.momentum = step / (step + 1)
        model(batches[step][0], training=True)
    for layer, momentum in zip(layers, momenta, strict=True):
        layer.momentum = momentum


def _normalisations(model: keras.Model) -> Iterator[keras.layers.BatchNormalization]:
    """Those of a body that is a model by itself, as MobileNetV2's, too."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _normalisations(layer)
        elif isinstance(layer, keras.layers.BatchNormalization):
            yield layer


def _copy_weights(trained: keras.Model, model: keras.Model) -> None:
    """The body's layers in order, the heads by name; a deeper network's further layers stay."""
    known, body = _body(trained), _body(model)
    if _shapes(known) != _shapes(body[: len(known)]):
        raise DataError(f"the model to start with, {trained.name}, does not begin {model.name}")
    for source, target in zip(known, body, strict=False):
        target.set_weights(source.get_weights())
    for name in HEADS if len(known) == len(body) else ():
        model.get_layer(name).set_weights(trained.get_layer(name).get_weights())


def _body(model: keras.Model) -> list[keras.layers.Layer]:
    return [layer for layer in model.layers if layer.weights and layer.name not in HEADS]


def _shapes(layers: list[keras.layers.Layer]) -> list[list[tuple[int, ...]]]:
    return [[tuple(weight.shape) for weight in layer.weights] for layer in layers]


def _optimizer(config: TrainingConfig, steps: int) -> keras.optimizers.Optimizer:
    warm_up = min(WARM_UP_EPOCHS, math.ceil(config.epochs / 10)) * steps
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=config.learning_rate / 100,
        warmup_target=config.learning_rate,
        warmup_steps=warm_up,
        decay_steps=max(config.epochs * steps - warm_up, 1),
    )
    optimizer = keras.optimizers.AdamW(
        schedule, weight_decay=WEIGHT_DECAY, use_ema=True, ema_momentum=EMA_MOMENTUM
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def _finished_epochs(history: Path) -> int:
    """Lines of the log less its header."""
    return (
        max(len(history.read_text(encoding="utf-8").splitlines()) - 1, 0) if history.exists() else 0
    )
