"""Whoever asks waits only so long."""

import threading
import time

import pytest

from hosting.house.bounded_calls import THREADS, BoundedCalls
from testkit.patience import wait_until


def test_what_it_returns_and_what_it_raises() -> None:
    calls = BoundedCalls("test")
    assert calls.call(lambda: 7, 60) == 7
    with pytest.raises(ZeroDivisionError):
        calls.call(lambda: 1 / 0, 60)
    calls.close()


def test_calls_that_hang_cost_their_time_and_the_rest_is_never_made() -> None:
    calls, go_on, made = BoundedCalls("test"), threading.Event(), []
    for _ in range(THREADS + 3):
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            calls.call(lambda: made.append(go_on.wait()), 0.05)
        assert time.monotonic() - began < 1
    go_on.set()
    assert calls.call(lambda: "again", 60) == "again"
    wait_until(lambda: len(made) == THREADS)
    calls.close()
