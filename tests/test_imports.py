"""Importing defines: it changes nothing in the process, and brings in no more than is used."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGES = ("models", "transformers", "recordings", "hosting", "rooms", "uploads", "views")
SCRIPTS = ("views.pages.navigation",)  # run by Streamlit, not imported

LOOK = """
import importlib, json, os, signal, sys, threading
import cv2, PIL.Image, streamlit_webrtc  # libraries, which do as they please
def state():
    return {
        "OpenCV's threads": cv2.getNumThreads(),
        "what Pillow opens": sorted(PIL.Image.OPEN),
        "handlers": [str(signal.getsignal(one)) for one in signal.valid_signals()],
        "environment": dict(os.environ),
        "threads": threading.active_count(),
    }
PIL.Image.init()
cv2.setNumThreads(2)
before = state()
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps([before, state()]))
"""


def modules(*packages: str) -> list[str]:
    paths = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    dotted = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths]
    return [
        name.removesuffix(".__init__")
        for name in dotted
        if name not in SCRIPTS and not name.startswith("models.training.")
    ]


def run(program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def test_importing_changes_nothing_in_the_process() -> None:
    names = modules(*PACKAGES)
    assert len(names) > 80
    before, after = (dict[str, Any](one) for one in json.loads(run(LOOK, *names)))
    assert after == before


def test_hosting_carries_no_opencv() -> None:
    """Else the bare echo of the benchmarks would not be bare."""
    names = modules("hosting")
    assert len(names) > 20
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    assert run(f"{program}print('cv2' in sys.modules)", *names).strip() == "False"
