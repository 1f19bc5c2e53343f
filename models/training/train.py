"""Training the compact network, resumable from its last whole epoch."""

import math
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS
from models.preprocessing import standardise
from models.training.architecture import build_network
from models.training.augmentation import augment
from models.training.data import Faces

WARM_UP_EPOCHS = 3
WEIGHT_DECAY = 0.02
EMA_MOMENTUM = 0.998  # the weights that ship are averaged over about the last 500 steps
VALIDATE_EVERY = 5  # epochs


@dataclass(frozen=True)
class Recipe:
    """What a run may vary."""

    epochs: int = 140
    batch_size: int = 128
    learning_rate: float = 2e-3  # the peak, after the warm-up; cosine to zero from there
    vote_weight: float = 0.25  # share of each target that comes from FER+ votes
    seed: int = 7
    precision: str = "float32"  # or "mixed_bfloat16", where the processor has it


class AugmentedFaces(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no types
    """Shuffled batches of augmented, standardised faces; the same ones for the same seed."""

    def __init__(
        self, faces: Faces, targets: NDArray[np.float32], batch_size: int, seed: int, epoch: int
    ) -> None:
        super().__init__()
        self._faces = faces
        self._targets = targets
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = epoch
        self._order = self._shuffled()

    def __len__(self) -> int:
        return len(self._faces) // self._batch_size

    def __getitem__(self, batch: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        start = batch * self._batch_size
        chosen = self._order[start : start + self._batch_size]
        random = np.random.default_rng((self._seed, self._epoch, batch))
        images = np.stack([augment(self._faces.images[index], random) for index in chosen])
        return standardise(images), self._targets[chosen]

    def on_epoch_end(self) -> None:
        """Shuffle anew; Keras calls it between epochs."""
        self._epoch += 1
        self._order = self._shuffled()

    def _shuffled(self) -> NDArray[np.int64]:
        return np.random.default_rng((self._seed, self._epoch)).permutation(len(self._faces))


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
    training: Faces,
    validation: Faces,
    targets: NDArray[np.float32],
    recipe: Recipe,
    folder: Path,
) -> keras.Model:
    """Train from scratch, or go on from ``folder``'s checkpoint; returns the float32 model.

    ``targets`` is ``float32[N, 7]``, a distribution for each training face. ``folder`` receives
    the checkpoint, ``history.csv`` and, at the end, ``expression.keras``.
    """
    if len(training) < recipe.batch_size:
        raise ValueError(
            f"expected at least one batch of {recipe.batch_size} faces, got {len(training)}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(recipe.seed)
    keras.config.set_dtype_policy(recipe.precision)
    model = build_network()
    steps = len(training) // recipe.batch_size
    model.compile(
        optimizer=_optimizer(recipe, steps), loss="categorical_crossentropy", metrics=["accuracy"]
    )
    backup = folder / "checkpoint"
    done = _finished_epochs(folder / "history.csv") if backup.exists() else 0
    model.fit(
        AugmentedFaces(training, targets, recipe.batch_size, recipe.seed, epoch=done),
        validation_data=(
            standardise(validation.images),
            np.eye(len(LABELS), dtype=np.float32)[validation.labels],
        ),
        validation_freq=VALIDATE_EVERY,
        validation_batch_size=256,
        epochs=recipe.epochs,
        callbacks=[
            keras.callbacks.BackupAndRestore(str(backup), delete_checkpoint=False),
            keras.callbacks.SwapEMAWeights(),
            keras.callbacks.CSVLogger(str(folder / "history.csv"), append=backup.exists()),
        ],
    )
    trained = model.get_weights()
    keras.config.set_dtype_policy("float32")
    shipped = build_network()
    shipped.set_weights(trained)
    shipped.save(folder / "expression.keras")
    return shipped


def _optimizer(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    warm_up = min(WARM_UP_EPOCHS, math.ceil(recipe.epochs / 10)) * steps
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=recipe.learning_rate / 100,
        warmup_target=recipe.learning_rate,
        warmup_steps=warm_up,
        decay_steps=max(recipe.epochs * steps - warm_up, 1),
    )
    optimizer = keras.optimizers.AdamW(
        schedule, weight_decay=WEIGHT_DECAY, use_ema=True, ema_momentum=EMA_MOMENTUM
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def _finished_epochs(history: Path) -> int:
    """Lines of the log less its header."""
    return max(len(history.read_text().splitlines()) - 1, 0) if history.exists() else 0
