"""Broken copies come again, and are broken."""

from random import Random

from benchmarks.fuzz import seeds
from benchmarks.fuzz.mutations import LONGEST, broken
from benchmarks.fuzz.uploads import broken_case

SEED = bytes(range(256)) * 8


def test_the_same_numbers_make_the_same_copy() -> None:
    assert broken_case("photos-1-7", [SEED, b"x" * 99]) == broken_case(
        "photos-1-7", [SEED, b"x" * 99]
    )
    assert broken_case("photos-1-7", [SEED, b"x" * 99]) != broken_case(
        "photos-1-8", [SEED, b"x" * 99]
    )


def test_nearly_every_copy_differs_and_none_grows_without_bound() -> None:
    copies = [broken(SEED, [SEED[::-1]], Random(number)) for number in range(500)]
    assert sum(copy != SEED for copy in copies) > 450
    assert len(set(copies)) > 450
    assert max(len(copy) for copy in copies) <= LONGEST


def test_nothing_can_be_broken_too() -> None:
    copies = [broken(b"", [], Random(number)) for number in range(200)]
    assert {type(copy) for copy in copies} == {bytes}


def test_cases_of_displays_and_times_change_nothing_but_those() -> None:
    for kind, sound in (("displays", seeds.mp4()), ("times", seeds.begun_apart())):
        cases = [broken_case(f"{kind}-1-{number}", sound) for number in range(40)]
        assert {len(case) for case in cases} <= {len(one) for one in sound}
        assert len(set(cases)) > 20
        assert cases[3] == broken_case(f"{kind}-1-3", sound)
