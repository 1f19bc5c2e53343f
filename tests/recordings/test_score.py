from typing import Any

import numpy as np
import pytest

from models.labels import Expression
from recordings.recorder import Recorder
from recordings.score import Stretch, scores, summarise
from tests.recordings.people import face, record


def times(stretch: Stretch | None) -> Any:
    """Start, end and seconds, to within a frame or two."""
    assert stretch is not None
    return pytest.approx((stretch.start, stretch.end, stretch.seconds), abs=0.1)


def test_the_score_by_hand() -> None:
    recording = record((6, [face(Expression.HAPPY)]), (2, [face(Expression.SAD)])).recording()
    summary = summarise(recording, recording.together)
    # Happy at 0.9 leaves 0.1 / 6 for each other: 0.9 + 2 * 0.1 / 6 positive. Sad: 3 * 0.1 / 6.
    expected = 100 * (6 * (0.9 + 0.2 / 6) + 2 * (0.3 / 6)) / 8
    assert summary.score == pytest.approx(expected, abs=0.5)
    assert summary.score_by_label == pytest.approx(75, abs=0.5)
    assert summary.seconds_by_label["Happy"] == pytest.approx(6, abs=0.05)
    assert summary.seconds_by_label["Sad"] == pytest.approx(2, abs=0.05)
    assert times(summary.longest_positive) == (0, 6, 6)
    assert times(summary.longest_negative) == (6, 8, 2)
    assert sum(summary.mean_probabilities.values()) == pytest.approx(1)


def test_without_a_face_there_is_no_score() -> None:
    recording = record((3, [])).recording()
    summary = summarise(recording, recording.together)
    assert summary.score is None
    assert summary.score_by_label is None
    assert summary.longest_positive is None
    assert summary.in_view == 0
    assert np.isnan(scores(recording.together)).all()


def test_an_empty_recording_has_no_figures() -> None:
    recording = Recorder().recording()
    summary = summarise(recording, recording.together)
    assert summary.score is None
    assert summary.seconds_in_view == 0


def test_unsure_is_on_neither_side() -> None:
    recording = record((4, [face(None)]), (4, [face(Expression.NEUTRAL)])).recording()
    summary = summarise(recording, recording.together)
    assert summary.score_by_label == 100
    assert summary.seconds_by_label["Unsure"] == pytest.approx(4, abs=0.05)
    assert summary.score is not None
    assert summary.score < 75


def test_a_stretch_is_broken_by_an_empty_place() -> None:
    happy = face(Expression.HAPPY)
    recording = record((3, [happy]), (2, []), (4, [happy])).recording()
    longest = summarise(recording, recording.together).longest_positive
    assert times(longest) == (5, 9, 4)


def test_a_stretch_is_what_was_shown_and_never_longer_than_the_recording() -> None:
    """Likely enough to draw the score below 50, but never shown: no second of it is counted."""
    likely = face(Expression.NEUTRAL, probability=0.4)
    recording = record((2, [face(None)]), (2.4, [likely])).recording()
    for track in (recording.together, recording.faces[1]):
        summary = summarise(recording, track)
        assert summary.negative_seconds == 0
        assert summary.longest_negative is None
        assert summary.longest_positive is not None
        assert summary.longest_positive.end <= recording.seconds
        assert summary.longest_positive.seconds <= summary.positive_seconds
