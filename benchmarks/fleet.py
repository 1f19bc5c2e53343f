"""What a house of many replicas costs: a call to the shared store, and visitors by replicas."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from secrets import token_hex

import numpy as np

from benchmarks.report import Rows
from benchmarks.visitors import begin_visit, read_line
from hosting.house.house import Figures, Guest
from hosting.house.shared import SharedHouse
from hosting.process import Usage
from hosting.slots import StreamSlots
from testkit.fleet import running_fleet
from testkit.redis_server import redis_server
from transformers.status import Status

TITLE = "milliseconds of a call with 100 replicas, 400 live and 200 waiting; visitors by replicas"
REPLICAS, PLACES, WAITING, CALLS = 100, 4, 200, 300
SIZES, CROWD = (1, 2, 4), 4  # replicas; visitors, all the same number
WARM_UP, SECONDS = 8, 15
FIGURES = Figures(30.0, 0.5, 200.0)


def measure() -> Rows:
    """A row for each kind of call, then for each number of replicas on this machine."""
    rows = [
        {"what": f"{name}, ms: median", "figure": 1000 * float(np.median(times))}
        for name, times in _calls()
    ]
    for replicas in SIZES:
        rates, share = _crowd(replicas)
        what = f"{CROWD} visitors, {replicas} replicas"
        rows += [
            {"what": f"{what}: frames a second, median", "figure": float(np.median(rates))},
            {"what": f"{what}: least", "figure": min(rates)},
            {"what": f"{what}: % of a core, all replicas", "figure": 100 * share},
        ]
    return rows


def _calls() -> Iterator[tuple[str, list[float]]]:
    with redis_server() as redis, full_house(redis.url) as houses:
        first = houses[0]
        yield "look", _timed(lambda: first.look(Guest("somebody")))
        yield "wait", _timed(lambda: first.wait(Guest("w0")))
        yield "beat", _timed(lambda: first.beat(FIGURES))


def _timed(call: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return times


@contextmanager
def full_house(url: str) -> Iterator[list[SharedHouse]]:
    """All places of all replicas are taken, and others wait in line."""
    with ExitStack() as stack:
        houses, secret = [], token_hex()
        for number in range(REPLICAS):
            slots = StreamSlots(PLACES, lambda session: True, lambda stream: None)
            house = SharedHouse(slots, f"r{number}", url, secret, lambda session: True)
            stack.callback(house.close)
            house.beat(FIGURES)
            for place in range(PLACES):
                house.acquire(Guest(f"l{number}-{place}"), Still())
            houses.append(house)
        for number in range(WAITING):
            houses[number % REPLICAS].wait(Guest(f"w{number}"))
        yield houses


@dataclass
class Still:
    """A stream whose frames come."""

    @property
    def status(self) -> Status:
        """Just now."""
        return Status(frames=1, last_frame=time.monotonic())

    def on_ended(self) -> None:
        """Nothing is held."""


def _crowd(replicas: int) -> tuple[list[float], float]:
    """Frames a second of each visitor, and the share of a core that all replicas take together."""
    places = {"FACECUE_MOST_VISITORS": str(CROWD), "FACECUE_PLACES_PER_ADDRESS": "0"}
    with running_fleet(replicas, **places) as fleet:
        visitors = [begin_visit(fleet.url, WARM_UP, SECONDS) for _ in range(CROWD)]
        for visitor in visitors:
            read_line(visitor)
        time.sleep(WARM_UP / 2)
        usages = [Usage(pid) for pid in fleet.pids().values()]
        start, spent = time.monotonic(), sum(usage.cpu_seconds() for usage in usages)
        time.sleep(SECONDS / 2)
        elapsed = time.monotonic() - start
        share = (sum(usage.cpu_seconds() for usage in usages) - spent) / elapsed
        rates = [json.loads(read_line(visitor))["frames_per_second"] for visitor in visitors]
        for visitor in visitors:
            visitor.wait(timeout=30)
    return rates, share
