"""How long until the page is there, and until a face is labelled; memory at each."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.film import Film, encoded
from benchmarks.report import Rows
from benchmarks.visitor import Span, visit
from hosting.process import Usage
from testkit.server import running_app

TITLE = "seconds from process start to the page, from Start to the first label, and memory"
STARTS = 3


def measure() -> Rows:
    """Ours and the bare echo, started by turns."""
    packets = encoded()
    rows = []
    for turn in range(STARTS):
        for name, script in (("ours", "app.py"), ("bare echo", "benchmarks/echo_app.py")):
            rows.append({"app": name, "start": turn + 1} | _start(script, packets))
    return rows


def _start(script: str, packets: list[bytes]) -> dict[str, Any]:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder), script) as server:
        to_page = time.monotonic() - begun
        usage = Usage(server.pid)
        at_rest = usage.megabytes()
        result = asyncio.run(visit(server.url, Film(packets), Span(0, 3)))
        return {
            "s to the page": to_page,
            "MB then": at_rest,
            "s to the first picture": result.to_first_picture,
            "s to the first label": result.to_first_label,
            "MB with a visitor": usage.peak_megabytes(),
        }
