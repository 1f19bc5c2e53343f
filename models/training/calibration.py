"""Making the answers mean what they say, on faces that were not trained on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.classifier import FACE, PROBABILITIES
from models.labels import LABELS
from models.preprocessing import standardise
from models.training.augmentation import augment
from models.training.data import Faces

if TYPE_CHECKING:
    import keras

TEMPERATURES = np.arange(0.50, 3.01, 0.01)
FACES_TO_KEEP = 0.995  # share of these faces that pass as a face, so that 99 % of others do
VARIATIONS, SEED = 4, 7
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


def calibrate(
    model: "keras.Model", faces: Faces, knows_not_faces: bool, variations: int = VARIATIONS
) -> Calibration:
    """Scale the expression's logits and shift the face's, in place, by what ``faces`` say.

    The temperature minimises the negative log-likelihood (Guo et al. 2017, section 4.2) over
    ``variations`` of each face, as a camera would show it; over the faces themselves for 0. After
    the shift 99.5 % of ``faces`` have a score of 0.5 or more; a network that never saw what is no
    face is not shifted, and goes on to take everything for one.
    """
    images, labels = _varied(faces, variations) if variations else (faces.images, faces.labels)
    answers = model.predict(standardise(images), batch_size=256, verbose=0)
    logits = np.log(np.maximum(answers[PROBABILITIES], TINY))
    temperature = min(TEMPERATURES, key=lambda t: _likelihood_loss(logits / t, labels))
    answers = model.predict(standardise(faces.images), batch_size=256, verbose=0)
    score = np.clip(answers[FACE][:, 0].astype(np.float64), TINY, 1 - TINY)
    shift = 0.0
    if knows_not_faces:
        shift = float(np.quantile(np.log(score / (1 - score)), 1 - FACES_TO_KEEP))
    kernel, bias = model.get_layer(PROBABILITIES).get_weights()
    model.get_layer(PROBABILITIES).set_weights([kernel / temperature, bias / temperature])
    kernel, bias = model.get_layer(FACE).get_weights()
    model.get_layer(FACE).set_weights([kernel, bias - shift])
    return Calibration(float(temperature), shift)


def _varied(faces: Faces, variations: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    random = np.random.default_rng(SEED)
    images = [augment(image, random) for _ in range(variations) for image in faces.images]
    return np.stack(images), np.tile(faces.labels, variations)


def _likelihood_loss(logits: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Mean negative log-likelihood, in nats."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    normalised = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-normalised[np.arange(len(labels)), labels].mean())
