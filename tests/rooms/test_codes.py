"""Codes are short, and nobody guesses them."""

import math

import pytest

from rooms import codes


def test_they_can_be_read_out_and_typed() -> None:
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert not set("AEIOU") & set(codes.ALPHABET)
    made = [codes.new_code() for _ in range(500)]
    assert len(set(made)) == 500
    assert set("".join(made)) == set(codes.ALPHABET)
    for code in made:
        assert codes.read(codes.spelled(code).lower()) == (code, "")
        assert codes.read(codes.invitation(code, tail := codes.new_tail())) == (code, tail)


def test_they_are_long_enough() -> None:
    assert codes.SIGNS * math.log2(len(codes.ALPHABET)) > 38
    assert codes.TAIL_SIGNS * math.log2(len(codes.ALPHABET)) > 64
    assert codes.KEY_BYTES * 8 >= 128


@pytest.mark.parametrize(
    "text", ["", "BCDF234", "BCDF23456", "BCDF2340", "BCDF2345.", "BCDF2345.BCDF", "*", "٢" * 8]
)
def test_anything_else_is_none(text: str) -> None:
    assert codes.read(text) is None
    assert codes.read("BCDF2345" + " " * 999) is None
