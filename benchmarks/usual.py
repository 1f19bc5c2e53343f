"""What most apps of this kind have, to compare with: everything, on every frame."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from models.backend import WEIGHTS_FOLDER
from models.classifier import Answers, Classifier
from models.labels import LABELS

CASCADE = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
GREEN = (0, 255, 0)
SCALE_STEP, NEIGHBOURS = 1.3, 5  # as the tutorials have them


class PlainCascade:
    """A Haar cascade over the full picture, and our network for each face: no other difference."""

    def __init__(self, classifier: Classifier) -> None:
        self._cascade = cv2.CascadeClassifier(str(CASCADE))
        self._classifier = classifier

    def process(self, image: NDArray[np.uint8]) -> Answers:
        """What the network says of each face of BGR ``uint8[H, W, 3]``."""
        grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
        boxes = self._cascade.detectMultiScale(grey, SCALE_STEP, NEIGHBOURS)
        return self._classifier.examine([grey[y : y + h, x : x + w] for x, y, w, h in boxes])


class UsualPipeline:
    """A Haar cascade over the full picture, then ``keras.Model.predict`` for each face."""

    def __init__(self) -> None:
        self._cascade = cv2.CascadeClassifier(str(CASCADE))
        self._model: Any = None
        if find_spec("tensorflow") is not None:
            import keras

            self._model = keras.saving.load_model(WEIGHTS_FOLDER / "expression.keras")

    @property
    def classifies(self) -> bool:
        """Without tensorflow-cpu there is no ``predict``: it only detects."""
        return self._model is not None

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame with its faces labelled."""
        image = frame.to_ndarray(format="bgr24")
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        for x, y, w, h in self._cascade.detectMultiScale(grey, SCALE_STEP, NEIGHBOURS):
            label = self._classify(grey[y : y + h, x : x + w])
            cv2.rectangle(image, (x, y), (x + w, y + h), GREEN, 2)
            cv2.putText(image, label, (x, y - 10), cv2.FONT_HERSHEY_SIMPLEX, 1, GREEN, 2)
        return av.VideoFrame.from_ndarray(image, format="bgr24")

    def _classify(self, face: Any) -> str:
        if self._model is None:
            return "face"
        crop = cv2.resize(face, (48, 48)).astype(np.float32) / 255
        answers = self._model.predict(crop[np.newaxis, :, :, np.newaxis], verbose=0)
        return LABELS[int(answers["probabilities"].argmax())]
