import numpy as np
import pytest

from models.labels import Expression
from transformers.status import Status
from transformers.types import Box, Face
from views.live_state import PATIENCE, SILENCE, LiveState, live_state

FACE = Face(Box(0, 0, 9, 9), 1, np.full(7, 1 / 7, dtype=np.float32), Expression.HAPPY)
NOW = 100.0


@pytest.mark.parametrize(
    ("started", "status", "expected"),
    [
        (None, None, LiveState.READY),
        (NOW - 1, None, LiveState.CONNECTING),
        (NOW - 1, Status(), LiveState.CONNECTING),
        (NOW - PATIENCE, None, LiveState.FAILED),
        (NOW - PATIENCE, Status(), LiveState.FAILED),
        (NOW - 1, Status(ended=True), LiveState.FAILED),
        (NOW - 50, Status(frames=9, ended=True), LiveState.LOST),
        (NOW - 50, Status(frames=9, last_frame=NOW - SILENCE - 1), LiveState.LOST),
        (NOW - 50, Status(frames=9, last_frame=NOW, black=True), LiveState.CAMERA_OFF),
        (NOW - 50, Status(frames=9, last_frame=NOW), LiveState.NO_FACE),
        (NOW - 50, Status(frames=9, last_frame=NOW, faces=(FACE,)), LiveState.LIVE),
    ],
)
def test_state(started: float | None, status: Status | None, expected: LiveState) -> None:
    assert live_state(started, status, NOW) is expected


def test_a_stream_that_is_gone_after_pictures_is_lost_not_failed() -> None:
    assert live_state(NOW - 50, None, NOW, had_pictures=True) is LiveState.LOST
    assert live_state(None, None, NOW, had_pictures=True) is LiveState.READY
