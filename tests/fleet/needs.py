"""Programs that are not Python packages: without one, its tests are skipped."""

import os
import shutil

import pytest

from fleet.tools import PACKAGES


def tool(name: str) -> str:
    """Its path; skips the test where it is not installed."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def fleet_tools() -> dict[str, str]:
    """All that a fleet is made of."""
    return {name: tool(name) for name in PACKAGES}
