import numpy as np
import pytest

from models.labels import Expression
from tests.transformers.tracking.test_smoothing import FRAME, sure_of
from transformers.detection.cascade import Detection
from transformers.detection.working_image import Clahe, View
from transformers.tracking.tracker import HOLD, REMEMBER, Tracker
from transformers.types import Box

# Nothing can be followed in a frame of one colour: what is tested is the matching alone.
BLANK = View(np.full((480, 640), 90, dtype=np.uint8), Clahe())


def find(tracker: Tracker, now: float, *boxes: Box) -> list[int]:
    """The numbers of the tracks that continue with ``boxes``."""
    tracker.advance(BLANK, now)
    found = tracker.update([Detection(box, 0) for box in boxes], BLANK, now)
    for track in found:
        track.answer.add(sure_of(Expression.HAPPY), 1.0, now)
    return [track.track_id for track in found]


def shown(tracker: Tracker, now: float) -> list[int]:
    tracker.advance(BLANK, now)
    return [track.track_id for track in tracker.shown(now)]


@pytest.mark.parametrize("rate", [30, 8])
def test_a_moving_face_keeps_its_identity(rate: int) -> None:
    tracker = Tracker()
    ids = [
        find(tracker, step / rate, Box(round(120 * step / rate), 50, 80, 80))[0]
        for step in range(2 * rate)
    ]
    assert set(ids) == {1}


def test_two_faces_keep_theirs_whatever_order_they_come_in() -> None:
    tracker = Tracker()
    left, right = Box(0, 0, 50, 50), Box(200, 0, 50, 50)
    assert find(tracker, 0, left, right) == [1, 2]
    assert find(tracker, FRAME, right, left) == [2, 1]


def test_faces_that_cross_go_on_as_they_were() -> None:
    tracker = Tracker()
    for step in range(60):
        now = step * FRAME
        one, other = Box(6 * step, 100, 80, 80), Box(354 - 6 * step, 110, 80, 80)
        if abs(one.x - other.x) < 60:  # the one stands before the other
            find(tracker, now, one)
        else:
            ids = find(tracker, now, one, other)
    assert ids == [1, 2]


def test_a_face_missed_for_a_moment_stays_shown_and_a_gone_one_goes() -> None:
    tracker = Tracker()
    face = Box(0, 0, 50, 50)
    find(tracker, 0, face)
    assert shown(tracker, HOLD * 0.9) == [1]
    assert shown(tracker, HOLD * 1.1) == []
    assert find(tracker, 1.0, face) == [1]  # it comes back as who it was
    assert find(tracker, 1.0 + REMEMBER * 1.1, face) == [2]


def test_a_false_alarm_of_one_frame_is_not_shown() -> None:
    tracker = Tracker(confirm_after=2)
    face = Box(0, 0, 50, 50)
    find(tracker, 0, face)
    assert shown(tracker, 0) == []
    find(tracker, FRAME, face)
    assert shown(tracker, FRAME) == [1]


def test_a_box_that_makes_no_sense_is_another_face() -> None:
    tracker = Tracker()
    find(tracker, 0, Box(100, 100, 80, 80))
    assert find(tracker, FRAME, Box(70, 70, 150, 150)) == [2]


def test_of_two_at_one_place_the_one_seen_last_is_shown() -> None:
    """As where a picture jumps: the face is found anew over what was followed."""
    tracker = Tracker()
    find(tracker, 0, Box(100, 100, 80, 80), Box(300, 100, 80, 80))
    assert find(tracker, FRAME, Box(70, 70, 150, 150)) == [3]
    assert sorted(track.track_id for track in tracker.shown(FRAME)) == [2, 3]


def test_what_the_network_takes_for_no_face_is_not_shown() -> None:
    tracker = Tracker()
    tracker.advance(BLANK, 0)
    (track,) = tracker.update([Detection(Box(0, 0, 50, 50), 0)], BLANK, 0)
    track.answer.add(sure_of(Expression.HAPPY), 0.1, 0)
    assert tracker.shown(0) == []


def test_a_track_without_an_answer_is_not_yet_a_face() -> None:
    tracker = Tracker()
    (track,) = tracker.update([Detection(Box(0, 0, 50, 50), 0)], BLANK, 0)
    with pytest.raises(RuntimeError, match="never classified"):
        track.face(0)
