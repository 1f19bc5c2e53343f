"""Real workers, on a machine whose memory a test can make short.

How much the process takes that forks them depends on what else runs: it has its own on top.
"""

from collections.abc import Iterator

import pytest

from hosting.workers import Workers
from uploads.client import JOBS

ENOUGH = 2000.0  # megabytes


class Machine:
    """What there is room for, beside the app and the process that forks."""

    def __init__(self) -> None:
        self.megabytes = ENOUGH
        self.workers = Workers(JOBS, idle=600.0, spare=self._spare)

    def _spare(self) -> float:
        return self.megabytes + self.workers._server_megabytes()


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine()


@pytest.fixture(scope="module")
def workers(machine: Machine) -> Iterator[Workers]:
    yield machine.workers
    machine.workers.close()
