"""What a visitor in Chromium costs the server: ours and the bare echo, by turns."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.film import FRAMES
from benchmarks.latency import APPS
from benchmarks.report import Rows
from benchmarks.scenes import RATE, footage, moving_faces
from hosting.process import Usage
from testkit.camera_video import write_y4m
from testkit.chromium import QUIET, camera_flags, find_chromium
from testkit.pictures import Picture
from testkit.server import running_app
from testkit.visitor import Visitor

TITLE = "CPU of the server for one visitor in Chromium, 640x480 at 30 frames a second"
TURNS = 5
SETTLED, SECONDS = 45, 20  # it takes half a minute until a browser sends all that it may
ECHO_STARTS = "START"  # what streamlit-webrtc's own button says


def measure(video: Path | None = None) -> Rows:
    """The median of the turns for each, with their spread, and how often ours is the echo's."""
    shares: dict[str, list[float]] = {name: [] for name in APPS}
    rates: dict[str, list[float]] = {name: [] for name in APPS}
    with tempfile.TemporaryDirectory() as folder:
        camera = Path(folder) / "camera.y4m"
        write_y4m(camera, _pictures(video), RATE)
        for _ in range(TURNS):
            for name, script in APPS.items():
                share, rate = _visit(script, STARTS[name], camera)
                shares[name].append(100 * share)
                rates[name].append(rate)
    ours, echo = (shares[name] for name in APPS)
    by_the_echo = [one / other for one, other in zip(ours, echo, strict=True)]
    ratios = dict(zip(APPS, (by_the_echo, [1.0]), strict=True))
    return [
        {
            "app": name,
            "% of a core, median": median(shares[name]),
            "least": min(shares[name]),
            "most": max(shares[name]),
            "frames a second": median(rates[name]),
            "by the echo's, median": median(ratios[name]),
            "least of them": min(ratios[name]),
            "most of them": max(ratios[name]),
        }
        for name in APPS
    ]


def _visit(script: str, start: Callable[[Visitor], None], camera: Path) -> tuple[float, float]:
    """Share of a core that the server took, and frames a second that came back."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder), script) as app,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, *camera_flags(camera)]
        ) as browser,
    ):
        visitor = Visitor(browser.new_page())
        visitor.page.goto(app.url)
        start(visitor)
        time.sleep(SETTLED)
        usage = Usage(app.pid)
        begun, spent = time.monotonic(), usage.cpu_seconds()
        time.sleep(SECONDS)
        share = (usage.cpu_seconds() - spent) / (time.monotonic() - begun)
        return share, visitor.frames_per_second()


def _start_echo(visitor: Visitor) -> None:
    visitor.video_frame.get_by_role("button", name=ECHO_STARTS).click()
    visitor.video.wait_for()


def _pictures(video: Path | None) -> Iterator[Picture]:
    drawn = (frame for frame, _ in moving_faces(1, FRAMES))
    for frame in drawn if video is None else footage(video, FRAMES):
        yield np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)


STARTS: dict[str, Callable[[Visitor], None]] = dict(
    zip(APPS, (Visitor.start, _start_echo), strict=True)
)
