"""Dangerous calls in our own code: ruff's rules of flake8-bandit."""

import subprocess
import sys
from pathlib import Path

from audit.outcome import Outcome

# The tests live by asserts.
OPTIONS = ("--select", "S", "--ignore", "S101", "--output-format", "concise", "--quiet")


def check_calls(folder: Path) -> Outcome:
    """Look at every file below ``folder``, with the exceptions that the code names."""
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "ruff", "check", *OPTIONS, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    outcome = Outcome("Dangerous calls in our own code (ruff's S rules)")
    if done.returncode:
        outcome.findings += (done.stdout + done.stderr).splitlines()
    return outcome
