"""What `python -m fleet` refuses, and how it says so."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from fleet.capacity import most_replicas
from fleet.plan import Plan
from fleet.tools import INSTALL
from testkit.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def fleet(*options: str, path: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run it until it gives up."""
    environment = os.environ | {"PATH": path or os.environ["PATH"]}
    command = [sys.executable, "-m", "fleet", *options]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,  # it would run on where it refuses nothing
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--replicas", "0"), "expected a whole number of 1 or more, got '0'"),
        (("--replicas", "two"), "expected a whole number of 1 or more, got 'two'"),
        (("--port", "65536"), "expected a port from 1 to 65535, got '65536'"),
        (("--replicas", "100000"), "100000 replicas are too many"),
        (("--address", "198.51.100.1"), "Nothing can listen at 198.51.100.1"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(options: tuple[str, ...], sentence: str) -> None:
    refused = fleet(*options)
    assert refused.returncode in (1, 2)
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_secret_that_can_be_guessed_is_refused_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "open sesame")
    refused = fleet()
    assert refused.returncode == 1
    assert refused.stderr.startswith("STREAMLIT_SERVER_COOKIE_SECRET: expected a random secret")
    assert "sesame" not in refused.stderr


def test_a_port_in_use_is_refused_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        refused = fleet("--port", str(server.getsockname()[1]))
    assert refused.returncode == 1
    assert "is in use: choose another with --port" in refused.stderr


def test_the_memory_says_how_many() -> None:
    assert most_replicas(512) == 1
    assert most_replicas(100) == 1
    assert most_replicas(16_000) == 62


def test_the_url_is_one_that_a_browser_takes() -> None:
    assert Plan("", 8080, ()).url == "http://localhost:8080"
    assert Plan("::1", 8080, ()).url == "http://[::1]:8080"


def test_what_is_missing_is_installed_as_the_makefile_does() -> None:
    assert os.access(INSTALL, os.X_OK)
    assert "./.ci/apt-install" in (ROOT / "Makefile").read_text()
