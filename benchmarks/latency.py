"""From a mark in the sent frame to the same mark in the returned one."""

import asyncio
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.film import Film, encoded
from benchmarks.report import Rows
from benchmarks.visitor import Span, visit
from testkit.server import running_app

TITLE = "milliseconds from sending a frame to its return, one visitor at 30 frames a second"
SPAN = Span(4, 15)  # seconds
TURNS = 2
APPS = {"ours": "app.py", "bare echo": "benchmarks/echo_app.py"}


def measure(video: Path | None = None) -> Rows:
    """Ours and the bare echo by turns; the last row is the difference."""
    packets = encoded(video)
    latencies: dict[str, list[float]] = {name: [] for name in APPS}
    for _ in range(TURNS):
        for name, script in APPS.items():
            with tempfile.TemporaryDirectory() as folder, running_app(Path(folder), script) as app:
                result = asyncio.run(visit(app.url, Film(packets), SPAN))
                latencies[name] += result.latencies
    median, high = (
        {name: 1000 * float(np.percentile(latencies[name], share)) for name in APPS}
        for share in (50, 95)
    )
    rows = [{"app": name, "median": median[name], "95 %": high[name]} for name in APPS]
    ours, echo = APPS
    added = {"median": median[ours] - median[echo], "95 %": high[ours] - high[echo]}
    return [*rows, {"app": "added by ours"} | added]
