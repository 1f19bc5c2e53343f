"""Codes can be typed, and nobody guesses them."""

import pytest

from rooms import codes
from rooms.room import Limits


def test_they_can_be_read_out_and_typed() -> None:
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert not set("AEIOU") & set(codes.ALPHABET)
    made = [codes.new_code() for _ in range(500)]
    assert len(set(made)) == 500
    assert set("".join(made)) == set(codes.ALPHABET)
    for code in made:
        spelled = codes.spelled(code)
        assert [len(group) for group in spelled.split("-")] == [4, 4, 4]
        for typed in (code, spelled, spelled.lower().replace("-", " ")):
            assert codes.read(typed) == code


def test_nobody_guesses_one_while_there_are_all_rooms_that_there_may_be() -> None:
    guesses = 10_000 * Limits().longest  # more than the server answers
    assert guesses * Limits().rooms / len(codes.ALPHABET) ** codes.LENGTH < 1e-6
    assert codes.KEY_BYTES * 8 >= 128


def test_a_room_of_the_version_before_is_still_found() -> None:
    assert codes.read("BCDF-2345") == "BCDF2345"
    assert codes.read("BCDF2345.23456789BCDFGHJK") == "BCDF2345"


@pytest.mark.parametrize(
    "text",
    ["", "BCDF234", "BCDF23456", "BCDF2345GHJ0", "BCDF2345GHJK.", "BCDF2345.BCDF", "*", "٢" * 12],
)
def test_anything_else_is_none(text: str) -> None:
    assert codes.read(text) is None
    assert codes.read("BCDF2345GHJK" + " " * 999) is None
