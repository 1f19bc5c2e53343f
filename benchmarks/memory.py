"""``python -m benchmarks.memory``: does memory come back? Thirty visitors, one after another."""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.film import Film, encoded
from benchmarks.report import machine, table
from benchmarks.visitor import Span, visit
from hosting.process import Usage
from testkit.server import running_app

VISITORS = 30
SPAN = Span(1, 2)  # seconds
SETTLED = 40  # seconds after which pages that were closed are forgotten
LOOKS = (1, 3, 10, 20, 30)


def main() -> None:
    """Print the table."""
    packets = encoded()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as app:
        usage = Usage(app.pid)
        for number in range(1, VISITORS + 1):
            asyncio.run(visit(app.url, Film(packets), SPAN))
            if number in LOOKS:
                time.sleep(SETTLED)
                rows.append({"visitors so far": number, "memory, MB": usage.resident_megabytes()})
    print(machine(), table(rows), sep="\n\n")


if __name__ == "__main__":
    main()
