import numpy as np
import pytest
from numpy.typing import NDArray

from models.labels import Expression
from transformers.face import Box, Face
from transformers.tracking import HOLD, Tracker

FRAME = 1 / 30  # seconds


def sure_of(expression: Expression, probability: float = 0.9) -> NDArray[np.float32]:
    probabilities = np.full(7, (1 - probability) / 6, dtype=np.float32)
    probabilities[expression] = probability
    return probabilities


def look(
    tracker: Tracker, now: float, *sights: tuple[Box, NDArray[np.float32]], face_score: float = 1.0
) -> list[Face]:
    found = tracker.update([box for box, _ in sights], now)
    answers = dict(sights)
    for track in found:
        track.observe(answers[track.box], face_score, now)
    return [track.face() for track in tracker.shown()]


def test_a_moving_face_keeps_its_identity() -> None:
    tracker = Tracker()
    ids = {
        look(tracker, step * FRAME, (Box(4 * step, 50, 80, 80), sure_of(Expression.SAD)))[
            0
        ].track_id
        for step in range(60)
    }
    assert len(ids) == 1


def test_two_faces_keep_theirs_whatever_order_they_come_in() -> None:
    tracker = Tracker()
    left, right = Box(0, 0, 50, 50), Box(200, 0, 50, 50)
    happy, sad = sure_of(Expression.HAPPY), sure_of(Expression.SAD)
    first = {face.box: face.track_id for face in look(tracker, 0, (left, happy), (right, sad))}
    second = {face.box: face.track_id for face in look(tracker, FRAME, (right, sad), (left, happy))}
    assert first == second


def test_a_face_missed_for_a_moment_stays_and_a_gone_one_goes() -> None:
    tracker = Tracker()
    sight = (Box(0, 0, 50, 50), sure_of(Expression.HAPPY))
    (face,) = look(tracker, 0, sight)
    assert look(tracker, HOLD * 0.9)[0].track_id == face.track_id
    assert look(tracker, HOLD * 1.1) == []
    assert look(tracker, HOLD * 1.2, sight)[0].track_id != face.track_id


def test_a_false_alarm_of_one_frame_is_not_shown() -> None:
    tracker = Tracker(confirm_after=2)
    sight = (Box(0, 0, 50, 50), sure_of(Expression.HAPPY))
    assert look(tracker, 0, sight) == []
    assert len(look(tracker, FRAME, sight)) == 1


def test_a_label_does_not_flicker_but_follows_a_real_change() -> None:
    tracker = Tracker()
    box = Box(0, 0, 50, 50)
    random = np.random.default_rng(0)
    labels = []
    for step in range(90):  # either leads, at random, by a little
        noise = float(random.normal(0, 0.06))
        probabilities = np.full(7, 0.02, dtype=np.float32)
        probabilities[Expression.SAD] = 0.45 + noise
        probabilities[Expression.NEUTRAL] = 0.45 - noise
        labels.append(look(tracker, step * FRAME, (box, probabilities))[0].label)
    assert len(set(labels)) == 1

    changed = next(
        step
        for step in range(30)
        if look(tracker, 3 + step * FRAME, (box, sure_of(Expression.HAPPY)))[0].label == "Happy"
    )
    assert changed * FRAME <= 0.4


def test_smoothing_is_in_seconds_not_in_frames() -> None:
    def after_a_fifth_of_a_second(rate: int) -> float:
        tracker = Tracker()
        box = Box(0, 0, 50, 50)
        look(tracker, 0, (box, sure_of(Expression.SAD)))
        for step in range(1, rate // 5 + 1):
            (face,) = look(tracker, step / rate, (box, sure_of(Expression.HAPPY)))
        return float(face.probabilities[Expression.HAPPY])

    assert after_a_fifth_of_a_second(30) == pytest.approx(after_a_fifth_of_a_second(10), abs=0.01)


def test_what_the_network_takes_for_no_face_is_not_shown() -> None:
    tracker = Tracker()
    sight = (Box(0, 0, 50, 50), sure_of(Expression.HAPPY))
    assert look(tracker, 0, sight, face_score=0.1) == []
    assert look(tracker, FRAME, sight, face_score=0.9) == []  # one look does not turn it
    for step in range(2, 15):
        shown = look(tracker, step * FRAME, sight, face_score=0.9)
    assert len(shown) == 1


def test_an_even_answer_is_unsure() -> None:
    even = np.full(7, 1 / 7, dtype=np.float32)
    (face,) = look(Tracker(), 0, (Box(0, 0, 9, 9), even))
    assert face.expression is None
