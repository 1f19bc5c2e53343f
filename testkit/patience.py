"""How long a test waits for what must come.

Long enough for a machine that is slow and busy: no test is about speed, the benchmarks are.
"""

import time
from collections.abc import Callable

PATIENCE = 90  # seconds


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as it holds. Raises ``AssertionError`` where it does not in time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
