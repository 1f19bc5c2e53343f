from itertools import combinations

import cv2
import numpy as np
import pytest

from models.labels import Expression
from testkit.pictures import plain
from transformers.drawing.canvas import picture_canvas
from transformers.drawing.overlay import Overlay
from transformers.drawing.palette import COLOURS, bgr, ink
from transformers.types import Box, Face


def face(box: Box, expression: Expression | None = Expression.HAPPY) -> Face:
    probabilities = np.full(7, 1 / 7, dtype=np.float32)
    return Face(box, 1, probabilities, expression)


def has_colour(picture: np.ndarray, expression: Expression | None) -> bool:
    return bool(np.any(np.all(picture == bgr(expression), axis=2)))


def test_nothing_chosen_draws_nothing() -> None:
    frame = plain(480, 640)
    Overlay(box=False, label=False, bars=False).draw(
        picture_canvas(frame), [face(Box(200, 150, 100, 100))]
    )
    assert np.all(frame == 128)


@pytest.mark.parametrize("part", ["box", "label", "bars"])
@pytest.mark.parametrize("level", [0, 255])
@pytest.mark.parametrize("expression", list(COLOURS))
def test_each_part_shows_on_dark_and_light(
    part: str, level: int, expression: Expression | None
) -> None:
    frame = plain(480, 640, level)
    overlay = Overlay(box=part == "box", label=part == "label", bars=part == "bars")
    overlay.draw(picture_canvas(frame), [face(Box(200, 150, 100, 100), expression)])
    colours = list(Expression) if part == "bars" else [expression]
    assert all(has_colour(frame, colour) for colour in colours)
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(int)
    assert np.abs(grey - level).max() > 80


def test_the_box_touches_only_its_rim() -> None:
    frame = plain(480, 640)
    Overlay(label=False).draw(picture_canvas(frame), [face(Box(200, 150, 100, 100))])
    assert np.all(frame[165:235, 215:285] == 128)
    assert np.all(frame[:140] == 128)


@pytest.mark.parametrize(
    "box",
    [Box(0, 0, 640, 480), Box(-20, -30, 90, 90), Box(600, 440, 90, 90), Box(300, 0, 40, 480)],
)
def test_the_label_stays_in_the_frame(box: Box) -> None:
    frame = plain(480, 640)
    Overlay(box=False).draw(picture_canvas(frame), [face(box)])
    tab = np.argwhere(np.all(frame == bgr(Expression.HAPPY), axis=2))
    assert len(tab) > 2000
    assert tab.min() > 0  # its dark rim lies in the frame on all sides
    assert np.all(tab.max(axis=0) < (479, 639))


@pytest.mark.parametrize(
    "boxes",
    [
        [Box(200, 150, 60, 60), Box(265, 152, 60, 60)],  # side by side
        [Box(200, 150, 60, 60), Box(202, 215, 60, 60)],  # one above the other
        [Box(10 + 70 * place, 0, 60, 60) for place in range(5)],  # in a row at the edge
        [Box(200 + 70 * x, 150 + 90 * y, 60, 60) for x in range(3) for y in range(2)],
    ],
)
def test_neighbours_labels_do_not_overlap(boxes: list[Box]) -> None:
    """Each drawn alone covers as many pixels as all of them together."""
    overlay = Overlay(box=False, names=dict.fromkeys([*Expression, None], "Happy"))
    together = plain(480, 640)
    overlay.draw(picture_canvas(together), [face(box) for box in boxes])
    alone = plain(480, 640)
    overlay.draw(picture_canvas(alone), [face(Box(200, 150, 60, 60))])
    label = int((alone != 128).any(axis=2).sum())
    assert (together != 128).any(axis=2).sum() >= label * len(boxes) - 4 * len(boxes)


@pytest.mark.parametrize("shape", [(1, 1), (2, 700), (40, 30)])
def test_tiny_frames_are_survived(shape: tuple[int, int]) -> None:
    Overlay(bars=True).draw(picture_canvas(plain(*shape)), [face(Box(0, 0, shape[1], shape[0]))])


def test_colours_differ_in_more_than_hue() -> None:
    """Colours that share a lightness differ in blue, which the common colour blindness keeps."""
    for one, other in combinations(COLOURS, 2):
        (b1, g1, r1), (b2, g2, r2) = bgr(one), bgr(other)
        yellow_1, yellow_2 = 0.3 * r1 + 0.6 * g1, 0.3 * r2 + 0.6 * g2
        assert abs(yellow_1 - yellow_2) + abs(b1 - b2) > 30, (one, other)


@pytest.mark.parametrize("expression", list(COLOURS))
def test_text_on_a_colour_has_contrast(expression: Expression | None) -> None:
    def luminance(colour: tuple[int, int, int]) -> float:
        linear = [((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour]
        return float(0.0722 * linear[0] + 0.7152 * linear[1] + 0.2126 * linear[2])

    light, dark = sorted((luminance(bgr(expression)), luminance(ink(expression))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2, level AA
