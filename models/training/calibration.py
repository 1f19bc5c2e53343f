"""Making the answers mean what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.classifier import FACE, PROBABILITIES
from models.labels import LABELS
from models.preprocessing import standardise
from models.training.data import Faces

if TYPE_CHECKING:
    import keras

TEMPERATURES = np.arange(0.50, 3.01, 0.01)
FACES_TO_KEEP = 0.995  # share of these faces that pass as a face, so that 99 % of others do
TINY = 1e-7


@dataclass(frozen=True)
class Calibration:
    """What was changed in the network's two heads."""

    temperature: float  # the logits of the expression are divided by it
    face_shift: float  # taken from the logit of being a face


def correct_prior(model: "keras.Model", labels: NDArray[np.int64], power: float) -> None:
    """Divide the probabilities by their labels' frequency to this ``power``, in place.

    A network learns to prefer common expressions; this gives the rare ones their due (Menon et al.
    2021, "Long-tail learning via logit adjustment", section 3). ``labels`` are those trained on.
    """
    frequency = np.bincount(labels, minlength=len(LABELS)) / len(labels)
    kernel, bias = model.get_layer(PROBABILITIES).get_weights()
    correction = power * np.log(np.maximum(frequency, TINY))
    model.get_layer(PROBABILITIES).set_weights([kernel, bias - correction])


def raise_logits(model: "keras.Model", added: Mapping[str, float]) -> None:
    """Add to the logits of the expressions that are named, in place."""
    kernel, bias = model.get_layer(PROBABILITIES).get_weights()
    bias += np.array([added.get(label, 0.0) for label in LABELS], dtype=bias.dtype)
    model.get_layer(PROBABILITIES).set_weights([kernel, bias])


def fit_temperature(model: "keras.Model", faces: Faces) -> float:
    """Divide the expression's logits, in place, by what is likeliest for ``faces``; returns it.

    It minimises their negative log-likelihood (Guo et al. 2017, section 4.2).
    """
    answers = model.predict(standardise(faces.images), batch_size=256, verbose=0)
    logits = np.log(np.maximum(answers[PROBABILITIES], TINY))
    temperature = min(TEMPERATURES, key=lambda t: _likelihood_loss(logits / t, faces.labels))
    kernel, bias = model.get_layer(PROBABILITIES).get_weights()
    model.get_layer(PROBABILITIES).set_weights([kernel / temperature, bias / temperature])
    return float(temperature)


def shift_face(model: "keras.Model", faces: Faces) -> float:
    """Shift the face's logit, in place, so that 99.5 % of ``faces`` have a score of 0.5 or more.

    Returns what was taken from it.
    """
    answers = model.predict(standardise(faces.images), batch_size=256, verbose=0)
    score = np.clip(answers[FACE][:, 0].astype(np.float64), TINY, 1 - TINY)
    shift = float(np.quantile(np.log(score / (1 - score)), 1 - FACES_TO_KEEP))
    kernel, bias = model.get_layer(FACE).get_weights()
    model.get_layer(FACE).set_weights([kernel, bias - shift])
    return shift


def _likelihood_loss(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Mean negative log-likelihood, in nats."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    normalised = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-normalised[np.arange(len(labels)), labels].mean())
