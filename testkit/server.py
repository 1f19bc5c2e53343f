"""The real app in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from testkit.patience import PATIENCE

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "PYTHONPATH": str(ROOT),
    "STUN_URLS": "",
    # Longer than any test waits: a slow machine has time to its first picture, and what frees a
    # place is what the test did, not this rule.
    "FACECUE_SECONDS_WITHOUT_FRAME": "600",
}


@dataclass(frozen=True)
class Server:
    """A running app."""

    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def pid(self) -> int:
        """Of the process."""
        return self.process.pid

    def udp_sockets(self) -> int:
        """How many UDP sockets the process holds: each live visitor has some."""
        return udp_sockets(self.pid)


@contextmanager
def running_app(
    folder: Path,
    script: str = "app.py",
    *,
    before: Sequence[str] = (),
    address: str = "localhost",
    base: str = "",
    **environment: str,
) -> Iterator[Server]:
    """Start a script of the app on a free port, log to ``folder``, and stop it at the end.

    ``before`` is put before the command; ``address`` is where the app is reached then. ``base`` is
    what its paths begin with, as ``/app``.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "app.log"
    command = [*before, sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    command += [f"--server.baseUrlPath={base}"] if base else []
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | SETTINGS | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://{address}:{port}{base}"
            wait_until_healthy(url, process)
            yield Server(url, process, log)
        finally:
            process.terminate()
            process.wait(timeout=10)


def udp_sockets(pid: int) -> int:
    """How many UDP sockets a process holds."""
    links = [_link(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]
    held = {link.removeprefix("socket:[").removesuffix("]") for link in links}
    tables = [Path(f"/proc/{pid}/net/{table}") for table in ("udp", "udp6")]
    rows = [row.split() for table in tables for row in table.read_text().splitlines()[1:]]
    return sum(row[9] in held for row in rows)


def wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the app serves. Raises ``RuntimeError`` where it does not in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{url}/_stcore/health") as answer:  # noqa: S310  # our own address
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start within {PATIENCE} s")


def _link(entry: Path) -> str:
    try:
        return str(entry.readlink())
    except FileNotFoundError:  # closed between listing and reading
        return ""
