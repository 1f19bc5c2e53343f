"""The programs of Debian that a fleet is made of."""

import os
import shutil
import subprocess
from pathlib import Path

from fleet.errors import FleetError

INSTALL = Path(__file__).parents[1] / ".ci" / "apt-install"
PACKAGES = {"supervisord": "supervisor", "nginx": "nginx-light", "redis-server": "redis-server"}


def find_tools() -> dict[str, str]:
    """The path of each program of ``PACKAGES``; installs those that are missing where it may.

    Raises ``FleetError`` where one cannot be had.
    """
    missing = [name for name in PACKAGES if _find(name) is None]
    if missing:
        _install([PACKAGES[name] for name in missing])
    found = {name: path for name in PACKAGES if (path := _find(name))}
    if absent := PACKAGES.keys() - found.keys():
        raise FleetError(f"{', '.join(sorted(absent))} is not to be found in the PATH.")
    return found


def _find(name: str) -> str | None:
    """In the PATH, and where Debian puts what a service runs: that is not in everybody's PATH."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def _install(packages: list[str]) -> None:
    try:
        subprocess.run([INSTALL, *packages], check=True)  # noqa: S603  # our own script
    except (OSError, subprocess.CalledProcessError):
        raise FleetError(f"Without Debian's {', '.join(packages)} no fleet can run.") from None
