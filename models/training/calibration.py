"""Making the answers mean what they say."""

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
MATCHING_STEPS = 1000


@dataclass(frozen=True)
class Calibration:
    """What was changed in the network's two heads."""

    temperature: float  # the logits of the expression are divided by it
    face_shift: float  # taken from the logit of being a face


def match_frequencies(model: "keras.Model", faces: Faces) -> NDArray[np.float64]:
    """Shift the expressions' logits, in place, until each is answered as often as shown.

    A network answers what is common, or what much looks like, more often than it is there: Neutral
    for Fear. ``faces``, by their labels, tell how often; they must be none that it learned from.
    Returns what was added, ``float64[7]``. The steps toward it become smaller, as the answers
    change by jumps.
    """
    answers = model.predict(standardise(faces.images), batch_size=256, verbose=0)
    logits = np.log(np.maximum(answers[PROBABILITIES], TINY))
    shown = np.bincount(faces.labels, minlength=len(LABELS))
    shift = np.zeros(len(LABELS))
    for step in range(1, MATCHING_STEPS + 1):
        answered = np.bincount((logits + shift).argmax(axis=1), minlength=len(LABELS))
        shift += (np.log(shown + 1) - np.log(answered + 1)) / step
    kernel, bias = model.get_layer(PROBABILITIES).get_weights()
    model.get_layer(PROBABILITIES).set_weights([kernel, bias + shift])
    return shift


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
