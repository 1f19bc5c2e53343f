import os
from pathlib import Path

import pytest

from transformers.pace import (
    BUDGET,
    CLASSIFY,
    LOOK,
    SWEEP_PERIOD,
    Pace,
    StreamRegistry,
    available_cores,
)


def run(pace: Pace, share: float, seconds: float) -> None:
    """A stream at 30 frames a second that takes ``share`` of a core."""
    start = getattr(pace, "_last", None) or 0.0
    for step in range(round(30 * seconds)):
        pace.spend(share / 30, start + (step + 1) / 30)


def periods(pace: Pace) -> tuple[float, float, float]:
    return pace.sweep, pace.look, pace.classify


def test_within_its_budget_a_stream_is_at_leisure() -> None:
    pace = Pace(2, StreamRegistry())
    run(pace, 0.05, seconds=10)
    assert periods(pace) == (SWEEP_PERIOD[0], LOOK[0], CLASSIFY[0])


def test_throttled_it_first_looks_less_often_then_classifies_less_often() -> None:
    pace = Pace(2, StreamRegistry())
    run(pace, 0.9, seconds=2)
    assert pace.look > LOOK[0] * 1.5
    assert pace.sweep > SWEEP_PERIOD[0] * 1.5
    assert pace.classify == CLASSIFY[0]
    run(pace, 0.9, seconds=10)
    assert periods(pace) == (SWEEP_PERIOD[1], LOOK[1], CLASSIFY[1])
    run(pace, 0.0, seconds=10)
    assert periods(pace) == (SWEEP_PERIOD[0], LOOK[0], CLASSIFY[0])


def test_streams_share_the_machine_and_those_that_ended_do_not_count() -> None:
    registry = StreamRegistry()
    alone = Pace(1, registry)
    assert alone.budget == BUDGET[1]
    others = [Pace(1, registry) for _ in range(3)]
    assert alone.budget == pytest.approx(0.0525)
    others += [Pace(1, registry) for _ in range(20)]
    assert alone.budget == BUDGET[0]
    for other in others:
        other.end()
    assert alone.budget == BUDGET[1]


def test_the_machine_has_a_core() -> None:
    assert available_cores() > 0


@pytest.mark.parametrize(
    ("files", "share"),
    [
        ({"cpu.max": "25000 100000\n"}, 0.25),
        ({"cpu.max": "max 100000\n"}, None),
        ({"cpu/cpu.cfs_quota_us": "25000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 0.25),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, None),
        ({"cpu/cpu.cfs_quota_us": "25000\n"}, None),
        ({"cpu.max": "nonsense"}, None),
        ({"cpu.max": "25000 0\n"}, None),
        ({}, None),
    ],
)
def test_the_quota_of_either_kind_of_control_group(
    tmp_path: Path, files: dict[str, str], share: float | None
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert available_cores(tmp_path) == (share or len(os.sched_getaffinity(0)))
