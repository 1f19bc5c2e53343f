"""How a fleet comes to Debian's programs."""

import shutil
from pathlib import Path

import pytest

from fleet import tools
from fleet.errors import FleetError


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """But nginx."""
    found = {"nginx": "/usr/sbin/nginx"}
    monkeypatch.setattr(shutil, "which", lambda name, path: found.get(name))


def test_what_is_missing_is_asked_of_debian(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "apt-install"
    script.write_text('#!/bin/sh\necho "install $*"\nexit 1\n')
    script.chmod(0o755)
    monkeypatch.setattr(tools, "INSTALL", script)
    with pytest.raises(FleetError, match="Without Debian's supervisor, redis-server no fleet"):
        tools.find_tools()
    assert capfd.readouterr().out == "install supervisor redis-server\n"


def test_what_is_not_found_afterwards_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tools, "INSTALL", Path("/bin/true"))
    with pytest.raises(FleetError, match="redis-server, supervisord is not to be found"):
        tools.find_tools()
