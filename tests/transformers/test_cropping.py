import numpy as np

from testkit.pictures import coffee_table
from transformers.cropping import crop, crop_face, turn
from transformers.types import Box


def test_a_crop_beyond_the_frame_repeats_its_edge() -> None:
    grey = np.arange(100, dtype=np.uint8).reshape(10, 10)
    part = crop(grey, Box(-3, 6, 8, 8))
    assert part.shape == (8, 8)
    assert part[0].tolist() == [60, 60, 60, 60, 61, 62, 63, 64]
    assert part[-1].tolist() == [90, 90, 90, 90, 91, 92, 93, 94]


def test_a_box_beside_the_picture_is_its_edge() -> None:
    grey = np.arange(100, dtype=np.uint8).reshape(10, 10)
    assert np.unique(crop(grey, Box(20, 3, 4, 1))).tolist() == [39]


def test_a_tilted_face_is_turned_upright() -> None:
    upright = coffee_table(200, 200)[:, :, 0]
    leaning = turn(upright, -15)  # now it leans 15 degrees clockwise
    face = Box(60, 60, 80, 80)
    straight = crop_face(leaning, face, tilt=15)
    assert straight.shape == (80, 80)
    before, after = (
        np.abs(picture.astype(int) - crop(upright, face)).mean()
        for picture in (crop(leaning, face), straight)
    )
    assert after < before / 3
