"""``python -m benchmarks``: what the app costs and how well it sees, in figures."""

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    chromium,
    detection,
    encoders,
    fleet,
    frame,
    latency,
    opening,
    profile,
    rooms,
    start,
    steadiness,
    visitors,
)
from benchmarks.report import Rows, machine, table, write_json

BENCHMARKS = {
    "frame": frame,
    "encoders": encoders,
    "steadiness": steadiness,
    "detection": detection,
    "start": start,
    "opening": opening,
    "latency": latency,
    "visitors": visitors,
    "chromium": chromium,
    "profile": profile,
    "fleet": fleet,
    "rooms": rooms,
}
WITH_VIDEO: dict[str, Callable[[Path], Rows]] = {
    "frame": frame.measure_video,
    "encoders": encoders.measure,
    "latency": latency.measure,
    "visitors": visitors.measure,
    "chromium": chromium.measure,
    "profile": profile.measure,
}


def main() -> None:
    """Run the benchmarks that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; or all")
    parser.add_argument(
        "--video", type=Path, help=f"any clip instead of drawn scenes, for {', '.join(WITH_VIDEO)}"
    )
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"expected some of {', '.join(BENCHMARKS)}, got {', '.join(sorted(unknown))}")
    figures: dict[str, Rows] = {}
    print(machine(), flush=True)
    for name in options.names or BENCHMARKS:
        module = BENCHMARKS[name]
        print(f"\n## {name}: {module.TITLE}\n", flush=True)
        if name in WITH_VIDEO and options.video:
            figures[name] = WITH_VIDEO[name](options.video)
        else:
            figures[name] = module.measure()
        print(table(figures[name]), flush=True)
        if options.json:
            write_json(figures, options.json)


if __name__ == "__main__":
    main()
