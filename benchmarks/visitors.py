"""How many visitors one process serves: ours, and a bare echo."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.latency import APPS
from benchmarks.report import Rows
from hosting.process import Usage
from testkit.server import ROOT, running_app

TITLE = "visitors at once, 640x480 at 30 frames a second"
CROWDS = (1, 2, 4, 8)
WARM_UP, SECONDS = 6, 10
SMOOTH = 25  # frames a second that a visitor calls smooth


def measure(video: Path | None = None) -> Rows:
    """Double the visitors until most no longer get a smooth picture."""
    rows = []
    for crowd in CROWDS:
        ours, echo = (_serve(script, crowd, video) for script in APPS.values())
        ratio = ours["server CPU a visitor, %"] / echo["server CPU a visitor, %"]
        for name, figures, times in zip(APPS, (ours, echo), (ratio, 1.0), strict=True):
            rows.append({"visitors": crowd, "app": name} | figures | {"CPU by the echo's": times})
        if max(ours["smooth"], echo["smooth"]) < crowd / 2:
            break
    return rows


def _serve(script: str, crowd: int, video: Path | None) -> dict[str, Any]:
    # Nobody is to wait in line here: it is measured what happens when too many come.
    places = {"FACECUE_MOST_VISITORS": str(crowd), "FACECUE_PLACES_PER_ADDRESS": "0"}
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder), script, **places) as app,
    ):
        alone = Usage(app.pid).megabytes()
        visitors = [begin_visit(app.url, WARM_UP, SECONDS, video) for _ in range(crowd)]
        for visitor in visitors:
            read_line(visitor)
        time.sleep(WARM_UP / 2)  # the later ones have settled by then, too
        usage = Usage(app.pid)
        start, cpu = time.monotonic(), usage.cpu_seconds()
        time.sleep(SECONDS)
        share = (usage.cpu_seconds() - cpu) / (time.monotonic() - start)
        memory = usage.megabytes()
        rates = [json.loads(read_line(visitor))["frames_per_second"] for visitor in visitors]
        for visitor in visitors:
            visitor.wait(timeout=30)
    return {
        "frames a second, median": float(np.median(rates)),
        "least": min(rates),
        "smooth": sum(rate >= SMOOTH for rate in rates),
        "server CPU a visitor, %": 100 * share / crowd,
        "MB a visitor": (memory - alone) / crowd,
    }


def begin_visit(
    url: str, warm_up: float, seconds: float, video: Path | None = None
) -> "subprocess.Popen[str]":
    """A visitor without a browser; it prints a line when it is live, and another at its end."""
    command = [sys.executable, "-m", "benchmarks.visitor", url]
    times = ["--warm-up", str(warm_up), "--seconds", str(seconds)]
    film = [] if video is None else ["--video", str(video)]
    return subprocess.Popen(  # noqa: S603  # our own module
        [*command, *times, *film], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def read_line(visitor: "subprocess.Popen[str]") -> str:
    """What it prints next. Raises ``RuntimeError`` where it has ended."""
    assert visitor.stdout is not None
    line = visitor.stdout.readline()
    if not line:
        raise RuntimeError(f"a visitor gave up with exit status {visitor.wait()}")
    return line
