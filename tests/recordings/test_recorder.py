import numpy as np
import pytest

from models.labels import Expression
from recordings.recorder import LONGEST_FRAME, MOST_FACES, MOST_STEPS, Recorder
from tests.recordings.people import face, record

HAPPY, SAD = face(Expression.HAPPY), face(Expression.SAD, track_id=2)


def test_seconds_are_added_up_face_by_face() -> None:
    recording = record((4, [HAPPY]), (2, []), (3, [HAPPY, SAD])).recording()
    assert recording.seconds == pytest.approx(9, abs=0.05)
    assert recording.in_view == pytest.approx(7 / 9, abs=0.01)
    assert list(recording.faces) == [1, 2]  # the longest in view first
    assert recording.faces[1].seen.sum() == pytest.approx(7, abs=0.05)
    assert recording.faces[2].seen.sum() == pytest.approx(3, abs=0.05)
    assert recording.together.seen.sum() == pytest.approx(7, abs=0.05)
    assert len(recording.watched) == 9
    np.testing.assert_allclose(recording.faces[1].boxes[0], HAPPY.box)
    assert recording.faces[1].probabilities[0, Expression.HAPPY] == pytest.approx(0.9)
    assert np.isnan(recording.together.probabilities[4]).all()  # nobody was there
    # Two faces at once count half each.
    assert recording.together.probabilities[8, Expression.SAD] == pytest.approx(0.458, abs=0.01)
    assert recording.together.labelled.sum() == pytest.approx(7, abs=0.05)


def test_time_counts_and_not_frames() -> None:
    recorder = Recorder()
    moments = [*np.arange(0, 2, 1 / 30), *np.arange(2, 4, 1 / 5)]
    for now in moments:
        recorder.add([HAPPY if now < 2 else SAD], float(now))
    seconds = [track.seen.sum() for track in recorder.recording().faces.values()]
    assert seconds == pytest.approx([2, 2], abs=0.25)


def test_a_gap_is_no_time() -> None:
    recorder = record((2, [HAPPY]))
    for step in range(60):
        recorder.add([HAPPY], 100 + LONGEST_FRAME * step / 15)
    recording = recorder.recording()
    assert recording.seconds == pytest.approx(4, abs=0.1)
    assert recording.in_view == pytest.approx(1)


def test_a_clock_that_goes_back_is_survived() -> None:
    recorder = record((1, [HAPPY]))
    recorder.add([HAPPY], 0.2)
    recorder.add([HAPPY], 0.3)
    assert recorder.recording().seconds == pytest.approx(1.07, abs=0.05)


def test_it_stays_small_however_long_it_runs() -> None:
    recorder, step = Recorder(), LONGEST_FRAME
    frames = round(3.5 * MOST_STEPS / step)
    for frame in range(frames):
        recorder.add([HAPPY], frame * step)
    recording = recorder.recording()
    assert len(recording.watched) < MOST_STEPS
    assert recording.step == 4
    assert recording.seconds == pytest.approx(frames * step, rel=0.001)
    assert recording.together.seen.sum() == pytest.approx(frames * step, rel=0.001)


def test_a_crowd_is_bounded_too_and_the_longest_seen_stay() -> None:
    crowd = [(1.0, [face(Expression.SAD, track_id=number)]) for number in range(100, 140)]
    recording = record((5, [HAPPY]), *crowd).recording()
    assert len(recording.faces) <= MOST_FACES
    assert next(iter(recording.faces)) == 1
    assert recording.together.seen.sum() == pytest.approx(45, abs=0.1)
