"""``python -m benchmarks.dyno``: the app in a dyno's memory, with as many visitors as it lets in.

It runs the Procfile's own command under a limit of 512 MB and prints what it holds: at rest, with
each visitor more, at most, and after all have left; and how many frames a second each one got. The
first is in Chromium, the others have no browser: it would take the cores of the app.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.cgroup import ControlGroup
from benchmarks.report import machine, table
from benchmarks.visitors import begin_visit, read_line
from hosting.process import Usage
from hosting.resources import most_visitors
from testkit.camera_video import film, write_y4m
from testkit.chromium import QUIET, camera_flags, find_chromium
from testkit.server import ROOT, wait_until_healthy
from testkit.visitor import Visitor
from transformers.pace import available_cores

LIMIT = 512  # megabytes, of 1,048,576 bytes
WATCHED = 30  # seconds, with all of them
SETTLED = 10  # seconds between a visitor's coming and the look at the memory
LEFT = 45  # seconds after which a page that was closed is forgotten


@dataclass(frozen=True)
class App:
    """The running app, and the group that holds it to its memory."""

    url: str
    pid: int
    group: ControlGroup | None

    def row(self, moment: str) -> dict[str, object]:
        """What it holds now."""
        usage = Usage(self.pid)
        return {
            "moment": moment,
            "process, MB": usage.resident_megabytes(),
            "its peak, MB": usage.peak_megabytes(),
            "group without file cache, MB": self.group.megabytes() if self.group else None,
        }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--video", type=Path, help="a clip that those without a browser send")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    most = most_visitors(LIMIT * 1.048576, available_cores())
    try:
        group = ControlGroup("facecue-dyno", LIMIT)
    except OSError as error:
        group = None
        print(f"The limit is not enforced: no control group can be made here ({error}).\n")
    with (
        tempfile.TemporaryDirectory() as folder,
        procfile_app(group) as (url, pid),
        sync_playwright() as playwright,
    ):
        camera = Path(folder) / "film.y4m"
        write_y4m(camera, film())
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, *camera_flags(camera)]
        )
        rates: list[float] = []
        rows = _measured(App(url, pid, group), browser, most, options.video, rates)
        print(table(list(rows)), flush=True)
        browser.close()
    if group is not None:
        print(f"\nkilled for memory: {group.kills()}; limit: {LIMIT * 1.048576:.0f} MB")
        group.remove()
    print(f"\nlive visitors at once in so much memory, on these cores: {most}")
    print(f"frames a second, of each: {', '.join(f'{rate:.0f}' for rate in rates)}")


def _measured(
    app: App, browser: Browser, most: int, video: Path | None, rates: list[float]
) -> Iterator[dict[str, object]]:
    """A row for each moment; each visitor's frames a second go to ``rates``."""
    yield app.row("at rest, before the first page")
    page = browser.new_context().new_page()
    first = Visitor(page)
    page.goto(app.url)
    first.button("Start").wait_for()
    time.sleep(SETTLED)
    yield app.row("one page, nobody live")
    first.start()
    time.sleep(SETTLED)
    yield app.row("visitors: 1")
    others = []
    for number in range(2, most + 1):
        left = (most - number) * SETTLED
        others.append(begin_visit(app.url, left + SETTLED, WATCHED, video))
        read_line(others[-1])
        time.sleep(SETTLED)
        yield app.row(f"visitors: {number}")
    time.sleep(WATCHED / 2)
    first.wait_for_state("live")
    yield app.row(f"{most} visitors, after {WATCHED / 2:.0f} s")
    rates.append(first.frames_per_second())
    rates += map(_rate, others)
    page.context.close()
    for other in others:
        other.wait(timeout=30)
    time.sleep(LEFT)
    yield app.row(f"{LEFT} s after all have left")


def _rate(visitor: "subprocess.Popen[str]") -> float:
    """Frames a second that it got; 0 for one that gave up, as where too few cores carry all."""
    try:
        return float(json.loads(read_line(visitor))["frames_per_second"])
    except RuntimeError as error:
        print(f"{error}\n", flush=True)
        return 0.0


@contextmanager
def procfile_app(group: ControlGroup | None) -> Iterator[tuple[str, int]]:
    """The address and process of what the Procfile's web line starts, within a group."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (line,) = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    command = f"exec {line.removeprefix('web: ')}"
    binaries = Path(sys.executable).parent
    process = subprocess.Popen(  # noqa: S602  # the owner's own line, which is for a shell
        command,
        shell=True,
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "PATH": f"{binaries}:{os.environ['PATH']}"},
        preexec_fn=group.join if group is not None else None,  # noqa: PLW1509  # no thread yet
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        wait_until_healthy(url, process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)


if __name__ == "__main__":
    main()
