"""Guesses at the secret cost time, but not the operator's for ever."""

import logging
import re
import threading

import pytest

from hosting.guesses import LONGEST_FOR_ALL, LONGEST_FOR_ONE, Guesses, TooEarlyError

SECRET = "open sesame"  # noqa: S105  # of the tests
GUESSER, OPERATOR = "198.51.100.1", "198.51.100.2"


class Clock:
    """Stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guesses(clock: Clock) -> Guesses:
    return Guesses(clock)


def pause(guesses: Guesses, network: str | None) -> int:
    with pytest.raises(TooEarlyError) as early:
        guesses.is_right(SECRET, SECRET, network)
    return early.value.seconds


def test_pauses_grow_for_all_together(guesses: Guesses, clock: Clock) -> None:
    pauses = []
    for number in range(9):  # from another address each time
        assert not guesses.is_right("barley", SECRET, f"198.51.100.{number}")
        pauses.append(pause(guesses, "203.0.113.1"))
        clock.now += pauses[-1]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_operator_gets_a_turn_between_the_guesses_of_another(
    guesses: Guesses, clock: Clock
) -> None:
    for _ in range(20):
        assert not guesses.is_right("barley", SECRET, GUESSER)
        clock.now += pause(guesses, GUESSER)
    assert not guesses.is_right("barley", SECRET, GUESSER)
    assert pause(guesses, OPERATOR) == LONGEST_FOR_ALL
    clock.now += LONGEST_FOR_ALL
    assert pause(guesses, GUESSER) == LONGEST_FOR_ONE - LONGEST_FOR_ALL
    assert guesses.is_right(SECRET, SECRET, OPERATOR)
    # Having been right forgives nobody else.
    assert pause(guesses, GUESSER) == LONGEST_FOR_ONE - LONGEST_FOR_ALL


def test_a_quiet_while_forgives(guesses: Guesses, clock: Clock) -> None:
    for _ in range(5):
        assert not guesses.is_right("barley", SECRET, None)
        clock.now += pause(guesses, None)
    clock.now += 3600
    assert not guesses.is_right("barley", SECRET, None)
    assert pause(guesses, None) == 1


def test_many_at_once_are_one_after_the_other(guesses: Guesses) -> None:
    looked_at, early = [], []

    def guess() -> None:
        try:
            looked_at.append(guesses.is_right("barley", SECRET, None))
        except TooEarlyError:
            early.append(1)

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (looked_at, len(early)) == ([False], 39)


def test_a_burst_is_a_line_without_a_word_of_it(
    guesses: Guesses, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for _ in range(12):
            guesses.is_right("barley\nforged", SECRET, GUESSER)
            clock.now += pause(guesses, GUESSER)
    counts = [int(re.findall(r": (\d+)$", line)[0]) for line in caplog.messages]
    assert counts[0] == 1
    assert 12 - 3 < sum(counts) <= 12
    assert len(counts) < 12
    assert "barley" not in caplog.text
    assert GUESSER not in caplog.text
