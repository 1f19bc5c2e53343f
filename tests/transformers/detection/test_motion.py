import numpy as np

from transformers.detection.motion import WHOLE_AFTER, Changes
from transformers.detection.working_image import Clahe, View
from transformers.types import Box

WHOLE = Box(0, 0, 320, 240)


def view(*bright: Box, noise: float = 3.0, seed: int = 0) -> View:
    """A grey frame with a camera's noise, and bright squares."""
    grey = np.random.default_rng(seed).normal(100, noise, (480, 640))
    for x, y, w, h in bright:
        grey[y : y + h, x : x + w] += 60
    return View(grey.clip(0, 255).astype(np.uint8), Clahe())


def test_all_of_the_first_frame_is_new_and_noise_is_not() -> None:
    changes = Changes()
    assert changes.region(view(), [], 0) == WHOLE
    assert changes.region(view(seed=1), [], 0.4) is None


def test_what_comes_is_new_once() -> None:
    changes = Changes()
    changes.region(view(), [], 0)
    comer = Box(400, 200, 80, 80)
    region = changes.region(view(comer), [], 0.4)
    assert region is not None
    assert region.iou(Box(200, 100, 40, 40)) > 0.6
    assert changes.region(view(comer, seed=2), [], 0.8) is None


def test_a_known_face_may_move() -> None:
    changes = Changes()
    changes.region(view(), [], 0)
    face = Box(300, 200, 100, 100)
    assert changes.region(view(face), [face], 0.4) is None
    # Where it was not known any more, it is new.
    assert changes.region(view(face), [], 0.8) is not None


def test_now_and_then_all_is_searched_and_after_a_change_of_size() -> None:
    changes = Changes()
    changes.region(view(), [], 0)
    assert changes.region(view(), [], WHOLE_AFTER + 0.1) == WHOLE
    turned = View(np.full((640, 480), 100, dtype=np.uint8), Clahe())
    assert changes.region(turned, [], WHOLE_AFTER + 0.2) == Box(0, 0, 240, 320)


def test_how_much_moves_is_known_when_all_is_searched_too() -> None:
    changes = Changes()
    changes.region(view(), [], 0)
    assert changes.moving == 0
    brighter = View(np.full((480, 640), 140, dtype=np.uint8), Clahe())
    assert changes.region(brighter, [], WHOLE_AFTER + 0.1) == WHOLE
    assert changes.moving == 1
