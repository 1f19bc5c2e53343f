import numpy as np

from models.labels import Expression
from models.training.augmentation import augment
from tests.models.training.drawn_faces import draw_face


def test_a_variation_is_still_a_face_and_the_seed_decides_it() -> None:
    face = draw_face(Expression.HAPPY, np.random.default_rng(0))
    before = face.copy()
    variations = [augment(face, np.random.default_rng(seed)) for seed in range(20)]
    again = [augment(face, np.random.default_rng(seed)) for seed in range(20)]
    np.testing.assert_array_equal(variations, again)
    np.testing.assert_array_equal(face, before)  # the data set itself is left alone
    assert all(image.shape == (48, 48) and image.dtype == np.uint8 for image in variations)
    assert len({image.tobytes() for image in variations}) == 20
