import cv2
import numpy as np

from models.labels import Expression
from models.training.copies import without_copies
from models.training.data import Faces
from testkit.pictures import ASTRONAUT_FACE, astronaut
from tests.models.training.drawn_faces import draw_face
from transformers.cropping import crop


def faces(*images: np.ndarray, first_row: int = 0) -> Faces:
    count = len(images)
    return Faces(np.stack(images), np.zeros(count, dtype=np.int64), np.arange(count) + first_row)


def test_copies_are_left_out_though_lit_otherwise_mirrored_or_cropped() -> None:
    random = np.random.default_rng(1)
    grey = np.asarray(cv2.cvtColor(astronaut(), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    portrait, closer = (
        np.asarray(cv2.resize(crop(grey, ASTRONAUT_FACE.grown(share)), (48, 48)), dtype=np.uint8)
        for share in (0.1, 0.08)
    )
    known = faces(portrait, draw_face(Expression.SAD, random))
    copies = (portrait, portrait[:, ::-1], portrait // 2 + 30, closer)
    others = (
        draw_face(Expression.HAPPY, random),
        random.integers(0, 256, (48, 48), dtype=np.uint8),
    )
    left = without_copies(faces(*copies, *others, first_row=10), known)
    assert 15 in left.rows  # noise is like nothing
    assert not set(left.rows) & {10, 11, 12, 13}
