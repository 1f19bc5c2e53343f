import av
import numpy as np
import pytest

from models.labels import Expression
from testkit.pictures import coffee_table
from transformers.drawing.canvas import picture_canvas, planar_canvas
from transformers.drawing.overlay import Overlay
from transformers.media.planes import planes_of
from transformers.types import Box, Face


@pytest.mark.parametrize("expression", [*Expression, None])
@pytest.mark.parametrize("box", [Box(200, 150, 121, 121), Box(-30, 400, 150, 150)])
def test_a_frame_looks_as_the_picture_does(box: Box, expression: Expression | None) -> None:
    picture = coffee_table(480, 640)
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="yuv420p")
    face = Face(box, 1, np.full(7, 1 / 7, dtype=np.float32), expression)
    overlay = Overlay(bars=True)
    overlay.draw(picture_canvas(picture), [face])
    overlay.draw(planar_canvas(planes_of(frame)), [face])
    shown = frame.to_ndarray(format="bgr24").astype(int)
    # Colour has half the resolution there: edges differ, areas do not.
    assert np.abs(shown - picture).mean() < 3
    assert np.mean(np.abs(shown - picture).max(axis=2) > 60) < 0.02


def test_what_is_not_drawn_is_not_touched() -> None:
    frame = av.VideoFrame.from_ndarray(coffee_table(480, 640), format="bgr24")
    frame = frame.reformat(format="yuv420p")
    before = [plane.copy() for plane in planes_of(frame)]
    planar_canvas(planes_of(frame)).fill(Box(100, 100, 50, 50), (0, 0, 255))
    for plane, was, reduced in zip(planes_of(frame), before, (1, 2, 2), strict=True):
        changed = np.argwhere(plane != was) * reduced
        assert changed.min() >= 100
        assert changed.max() < 150
