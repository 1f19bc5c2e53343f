"""What a page's frames amount to."""

import numpy as np
import pytest

from models.labels import Expression
from rooms.member import Member
from tests.recordings.people import face
from tests.rooms.crowd import HAPPY, SAD, show
from transformers.types import Box, Face


@pytest.fixture
def member() -> Member:
    return Member("BCDF2345", "m")


def test_a_mean_over_the_time_in_which_a_face_was_seen(member: Member) -> None:
    for number in range(11):
        happy = face(Expression.HAPPY, probability=1.0)
        sad = face(Expression.SAD, probability=1.0)
        member.add([happy] if number <= 5 else [sad] if number <= 10 else [], 100 + 0.2 * number)
    taken = member.take()
    assert taken is not None
    assert taken[Expression.HAPPY] == pytest.approx(0.5)
    assert taken[Expression.SAD] == pytest.approx(0.5)
    assert sum(taken) == pytest.approx(1)
    assert member.take() is None


def test_the_largest_face_is_the_members(member: Member) -> None:
    both = [face(Expression.HAPPY), face(Expression.SAD, track_id=2)]
    for number in range(9):
        member.add(both, 0.3 * number)
    taken = member.take()
    assert taken is not None
    assert taken[Expression.HAPPY] == pytest.approx(0.9)


def test_a_glimpse_and_a_gap_say_nothing(member: Member) -> None:
    show(member, HAPPY, 100.0, frames=3)
    for number in range(9):
        member.add([], 101 + 0.3 * number)
        member.add([face(Expression.SAD)], 200 + 0.6 * number)
    assert member.take() is None


@pytest.mark.parametrize(
    "wrong",
    [
        [np.nan] * 7,
        [np.inf, 0, 0, 0, 0, 0, 0],
        [1.0] * 7,
        [0.0] * 7,
        [2.0, -1.0, 0, 0, 0, 0, 0],
        [1.0],
        [0.125] * 8,
    ],
)
def test_what_cannot_be_is_left_out(member: Member, wrong: list[float]) -> None:
    show(member, SAD, 100.0)
    for number in range(9):
        odd = Face(Box(0, 0, 9, 9), 1, np.array(wrong, dtype=np.float32), None)
        member.add([odd], 100 + 0.3 * number)
    assert member.take() == SAD


def test_nothing_is_taken_from_who_has_left(member: Member) -> None:
    member.is_in = False
    show(member, HAPPY, 100.0, frames=20)
    assert member.take() is None


def test_the_clock_of_a_stream_may_begin_anew(member: Member) -> None:
    show(member, HAPPY, 100.0)
    show(member, HAPPY, 3.0)
    assert member.take() == HAPPY
