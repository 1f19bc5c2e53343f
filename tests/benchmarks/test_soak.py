"""The soak in short: who fails, goes, falls silent or sends garbage leaves nothing behind."""

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.soak import KEPT, LEAST_RATE, SHORT, Crowd, Held, Picture, Soaked, soak, soaked_app
from testkit.patience import PATIENCE
from testkit.vp8 import vp8_film

KINDS = ["killed", "hasty", "gone", "failed", "muted", "garbage"]
CROWD = Crowd(24, 6, KINDS, vp8_film(320, 240))
START = Held(megabytes=250, threads=20, descriptors=12, udp_sockets=2)


def test_visitors_who_leave_without_a_goodbye_leave_nothing(tmp_path: Path) -> None:
    with soaked_app(tmp_path, CROWD, SHORT) as server:
        visitors = soak(server, CROWD, SHORT, honest=None)
        result = asyncio.run(asyncio.wait_for(visitors, 2 * PATIENCE))
        log = server.log.read_text()
    assert result.outcomes.total() == CROWD.visitors
    # Of each kind one at least came as far as it meant to; on a slow machine not every one does.
    assert {kind for kind in KINDS if result.outcomes[f"{kind}: done"]} == set(KINDS)
    assert result.start.udp_sockets == result.end.udp_sockets == 0
    # The loop and the web server begin a thread for work that waits while others are busy, and
    # keep it; a file may be open at the moment of the look. What leaks, leaks once per visitor.
    assert result.end.threads <= result.start.threads + KEPT["threads"]
    assert result.end.descriptors <= result.start.descriptors + KEPT["descriptors"]
    assert log.count("A stream ended") == log.count("A stream began") > CROWD.visitors / 2
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("end", "faults"),
    [
        (START, []),
        (replace(START, megabytes=262, threads=22, descriptors=14), []),
        (replace(START, megabytes=263), ["megabytes grew"]),
        (replace(START, threads=23), ["threads grew"]),
        (replace(START, descriptors=15), ["descriptors grew"]),
        (replace(START, udp_sockets=3), ["udp_sockets grew"]),
    ],
)
def test_what_grew_is_told(end: Held, faults: list[str]) -> None:
    assert Soaked(START, end, Counter(), None).faults() == faults


def test_a_slow_picture_is_told() -> None:
    fast, slow = Picture(LEAST_RATE, 0.1, 0), Picture(LEAST_RATE - 0.1, 0.1, 0)
    assert Soaked(START, START, Counter(), fast).faults() == []
    assert len(Soaked(START, START, Counter(), slow).faults()) == 1
