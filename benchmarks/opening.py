"""How long a visitor waits for Start to be there, and what comes over the line until then."""

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.report import Rows
from testkit.chromium import QUIET, find_chromium
from testkit.patience import PATIENCE
from testkit.server import running_app

TITLE = "seconds until Start can be pressed in Chromium, and megabytes over the line until then"
OPENINGS = 3
# By Chromium's own throttling: bits a second, milliseconds of latency, the CPU divided by.
DEVICES: dict[str, tuple[float, float, float] | None] = {
    "this machine": None,
    "slow phone: 1.6 Mbit/s, 150 ms, a quarter of the CPU": (1.6e6, 150, 4),
}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}


def measure() -> Rows:
    """The median of several openings, each with an empty cache. Chromium must be installed."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium: install Debian's chromium, or name one in CHROMIUM.")
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder)) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium, args=QUIET, chromium_sandbox=False
        ) as browser,
    ):
        _open(browser, server.url, None)  # the first one of all loads what the server needs
        for device, throttle in DEVICES.items():
            openings = [_open(browser, server.url, throttle) for _ in range(OPENINGS)]
            seconds, megabytes = (median(values) for values in zip(*openings, strict=True))
            rows.append({"device": device, "s until Start": seconds, "MB until then": megabytes})
    return rows


def _open(
    browser: Browser, url: str, throttle: tuple[float, float, float] | None
) -> tuple[float, float]:
    """Seconds and megabytes."""
    received: list[float] = []
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on(
            "Network.dataReceived", lambda event: received.append(event["encodedDataLength"])
        )
        if throttle is not None:
            bits, latency, slower = throttle
            line = {
                "latency": latency,
                "downloadThroughput": bits / 8,
                "uploadThroughput": bits / 8,
            }
            devtools.send("Network.emulateNetworkConditions", {"offline": False, **line})
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        begun = time.monotonic()
        page.goto(url)
        start = page.locator(".st-key-stage .start:enabled")
        start.wait_for(timeout=1000 * PATIENCE)
        return time.monotonic() - begun, sum(received) / 1e6
