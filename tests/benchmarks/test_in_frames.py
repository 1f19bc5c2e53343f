import cv2
import numpy as np

from benchmarks.in_frames import measure_in_frames
from models.classifier import Classifier
from models.labels import Expression
from models.training.data import Faces
from testkit.pictures import ASTRONAUT_FACE, astronaut


def test_a_smile_in_frames_is_found_and_still_happy(classifier: Classifier) -> None:
    x, y, w, h = ASTRONAUT_FACE
    grey = cv2.cvtColor(astronaut(), cv2.COLOR_BGR2GRAY)[y : y + h, x : x + w]
    smile = np.asarray(cv2.resize(grey, (48, 48), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    count = 12
    faces = Faces(np.stack([smile] * count), np.full(count, Expression.HAPPY), np.arange(count))
    result = measure_in_frames(classifier, faces, backgrounds=None, seed=0)
    assert result.n == count
    assert result.found > 0.6
    assert result.accuracy > 0.8
    assert result.direct_accuracy == 1
