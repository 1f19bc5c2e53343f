"""``python -m benchmarks.dyno``: the app in a dyno's memory, with three visitors in Chromium.

It runs the Procfile's own command under a limit of 512 MB and prints what it holds: at rest, with
each visitor more, at most, and after all have left.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.cgroup import ControlGroup
from benchmarks.report import machine, table
from hosting.process import Usage
from hosting.resources import most_visitors
from testkit.camera_video import film, write_y4m
from testkit.chromium import QUIET, camera_flags, find_chromium
from testkit.server import ROOT, wait_until_healthy
from testkit.visitor import Visitor
from transformers.pace import available_cores

LIMIT = 512  # megabytes, of 1,048,576 bytes
VISITORS = 3
WATCHED = 60  # seconds, with all of them
SETTLED = 10  # seconds between a visitor's coming and the look at the memory
LEFT = 45  # seconds after which a page that was closed is forgotten


def main() -> None:
    """Print the table."""
    print(machine(), end="\n\n")
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
        print(table(list(_measured(browser, url, pid, group))), flush=True)
        browser.close()
    if group is not None:
        print(f"\nkilled for memory: {group.kills()}; limit: {LIMIT * 1.048576:.0f} MB")
        group.remove()
    most = most_visitors(LIMIT * 1.048576, available_cores())
    print(f"\nlive visitors at once in so much memory, on these cores: {most}")


def _measured(
    browser: Browser, url: str, pid: int, group: ControlGroup | None
) -> Iterator[dict[str, object]]:
    usage = Usage(pid)

    def row(moment: str) -> dict[str, object]:
        return {
            "moment": moment,
            "process, MB": usage.resident_megabytes(),
            "its peak, MB": usage.peak_megabytes(),
            "group without file cache, MB": group.megabytes() if group else None,
        }

    yield row("at rest, before the first page")
    pages = []
    for number in range(1, VISITORS + 1):
        visitor = Visitor(browser.new_context().new_page())
        visitor.page.goto(url)
        visitor.start()
        time.sleep(SETTLED)
        pages.append(visitor)
        yield row(f"visitors: {number}")
    time.sleep(WATCHED - SETTLED)
    for visitor in pages:
        visitor.wait_for_state("live")
    yield row(f"{VISITORS} visitors, after {WATCHED} s")
    for visitor in pages:
        visitor.page.context.close()
    time.sleep(LEFT)
    yield row(f"{LEFT} s after all have left")


@contextmanager
def procfile_app(group: ControlGroup | None) -> Iterator[tuple[str, int]]:
    """The address and process of what the Procfile's web line starts, within a group."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (line,) = (ROOT / "Procfile").read_text().splitlines()
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
