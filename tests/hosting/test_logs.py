"""Every event of a process that is set up goes one way, whoever tells it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = "198.51.100.7"
FORGED = f"{ADDRESS}\\n2026-01-01 00:00:00,000 ERROR hosting.ice: all is lost"

START = f"""
import asyncio, gc, logging, sys, threading, warnings
from hosting.logs import set_up_logging
set_up_logging(logging.INFO)
set_up_logging(logging.INFO)
text = "{FORGED}"
"""


def told(program: str) -> list[str]:
    """The lines that a Python program of its own logs."""
    done = subprocess.run(
        [sys.executable, "-c", START + program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


EVENTS = {
    "own": ("logging.getLogger('views.pages.live').info('It began')", "views.pages.live: It began"),
    "thread": (
        "def work(): raise ValueError(text)\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()",
        "python: A thread ended [ValueError at ",
    ),
    "main": ("raise ValueError(text)", "python: The program ended [ValueError at "),
    "unraisable": (
        "class Gone:\n    def __del__(self): raise ValueError(text)\nGone(); gc.collect()",
        "python: An exception had nowhere to go [ValueError at ",
    ),
    "warning": (
        "warnings.warn(text, RuntimeWarning)",
        "python: RuntimeWarning at <string>:",
    ),
    "task": (
        "async def work(): raise ValueError(text)\n"
        "async def run():\n"
        "    task = asyncio.create_task(work()); await asyncio.sleep(0.01)\n"
        "asyncio.run(run()); gc.collect()",
        "asyncio: Task exception was never retrieved [ValueError at ",
    ),
    "streamlit": (
        "from streamlit.logger import get_logger\n"
        "get_logger('streamlit.made.later').warning('From %s', text)",
        "streamlit.made.later: From <str>",
    ),
    "app": (
        "from streamlit.error_util import _log_uncaught_app_exception\n"
        "try: raise ValueError(text)\n"
        "except ValueError as error: _log_uncaught_app_exception(error)",
        "Uncaught app execution [ValueError at ",
    ),
    "uvicorn": (
        "import uvicorn\n"
        "uvicorn.Config(None, use_colors=False, access_log=False)\n"  # which sets its loggers up
        "logging.getLogger('uvicorn.error').info('%s - [accepted]', text)\n"
        "logging.getLogger('uvicorn.error').warning('Invalid HTTP request received.')",
        "uvicorn.error: Invalid HTTP request received.",
    ),
    "aiortc": (
        "logging.getLogger('aiortc.rtcpeerconnection').info('From %s', text)\n"
        "logging.getLogger('aiortc.rtcrtpreceiver').warning('Failed: %s', OSError(text))",
        "aiortc.rtcrtpreceiver: Failed: <OSError>",
    ),
    "FFmpeg": (
        "logging.getLogger('libav.mp4').error(text); logging.getLogger('libav').error(text)\n"
        "logging.getLogger('views').info('That was all')",
        "views: That was all",
    ),
    "unwritable": (
        "logging.getLogger('views').info('%d', text)\nlogging.getLogger('views').info('After')",
        "views: After",
    ),
}


@pytest.mark.parametrize("event", EVENTS)
def test_each_event_is_one_line(event: str) -> None:
    program, expected = EVENTS[event]
    (line,) = told(program)
    assert expected in line
    assert ADDRESS not in line
    assert "all is lost" not in line


def test_a_level_hides_what_is_below_it() -> None:
    (line,) = told(
        "set_up_logging(logging.WARNING)\n"
        "logging.getLogger('hosting').info('Hidden')\nlogging.getLogger('hosting').warning('Told')"
    )
    assert line.endswith("WARNING hosting: Told")
