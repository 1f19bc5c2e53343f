"""Known weaknesses of what ships, as PyPI's database tells them to pip-audit."""

import json
import subprocess
import sys
from pathlib import Path

from audit.outcome import Outcome

TITLE = "Known weaknesses of what ships (pip-audit)"
NOT_REACHED = "The database could not be reached from here: nothing is known. Run it elsewhere too."
TIMEOUT = 600  # seconds


def check_weaknesses(lock: Path) -> Outcome:
    """Ask for every version that ``lock`` pins."""
    options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "pip_audit", "--requirement", str(lock), *options],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return read_answer(done.stdout)


def read_answer(answer: str) -> Outcome:
    """pip-audit's JSON as an outcome.

    It calls a version that the database does not know "skipped" and ends well even where that is
    all of them, as behind a mirror of PyPI without the database.
    """
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if len(skipped) == len(packages):
        return Outcome(TITLE, remarks=[NOT_REACHED], is_checked=False)
    outcome = Outcome(TITLE)
    if skipped:
        outcome.remarks.append(f"The database does not know {', '.join(skipped)}.")
    for package in packages:
        for weakness in package.get("vulns", ()):
            mended = ", ".join(weakness["fix_versions"]) or "no version"
            outcome.findings.append(
                f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}"
            )
    return outcome
