import cv2
import numpy as np
import pytest

from testkit.pictures import coffee_table, place_head
from transformers.detection.working_image import Clahe, View
from transformers.tracking.template import Template
from transformers.types import Box

FACE = Box(250, 180, 140, 140)


def view(face: Box | None) -> View:
    scene = coffee_table(480, 640)
    if face is not None:
        place_head(scene, face)
    return View(np.asarray(cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY), dtype=np.uint8), Clahe())


@pytest.mark.parametrize(("across", "down"), [(0, 0), (13, -8), (-35, 20), (30, 30)])
def test_a_face_is_followed_to_a_pixel_or_two(across: int, down: int) -> None:
    moved = Box(FACE.x + across, FACE.y + down, FACE.w, FACE.h)
    x, y, likeness = Template(view(FACE), FACE).find(view(moved), FACE)
    assert (x, y) == pytest.approx((across, down), abs=3)
    assert likeness > 0.9


def test_what_is_left_behind_is_not_alike() -> None:
    *_, likeness = Template(view(FACE), FACE).find(view(None), FACE)
    assert likeness < 0.7


def test_a_frame_of_one_colour_is_like_nothing() -> None:
    blank = View(np.full((480, 640), 90, dtype=np.uint8), Clahe())
    *_, likeness = Template(view(FACE), FACE).find(blank, FACE)
    assert likeness < 0.7
