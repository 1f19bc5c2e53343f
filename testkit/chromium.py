"""Which Chromium, and with which flags."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAKE_CAMERA = "--use-fake-device-for-media-stream"
ALLOW_CAMERA = "--use-fake-ui-for-media-stream"


def find_chromium() -> str | None:
    """The one that CHROMIUM names, or Debian's, or another; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def camera_flags(film: Path) -> list[str]:
    """For a camera that plays a ``.y4m`` file and is always allowed."""
    return [FAKE_CAMERA, ALLOW_CAMERA, f"--use-file-for-fake-video-capture={film}"]
