"""A whole fleet: ``python -m fleet`` with nginx, Redis and replicas that can be killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testkit.patience import wait_until
from testkit.server import ROOT, SETTINGS

SERVES = re.compile(r"FaceCue serves at (\S+) with .*\n\s*supervisorctl -c (\S+)")
COOKIE = "facecue_replica"
TO_STOP = 40  # seconds, of which supervisord gives each part of it fifteen


class Fleet:
    """A running one, whose parts supervisord starts again when they end."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        found = SERVES.search(log.read_text(encoding="utf-8"))
        assert found is not None
        self.url, configuration = found.groups()
        self.folder = Path(configuration).parent  # gone when the fleet has ended
        self.process = process
        self.log = log

    @property
    def redis_url(self) -> str:
        """As the replicas have it."""
        environment = Path(f"/proc/{self.pid(self.names()[0])}/environ").read_bytes().split(b"\0")
        (url,) = (entry for entry in environment if entry.startswith(b"REDIS_URL="))
        return url.decode().partition("=")[2]

    def names(self) -> list[str]:
        """Of the replicas, as the cookie ``COOKIE`` holds them."""
        return sorted(name for name in self._status() if name.startswith("replica-"))

    def pids(self) -> dict[str, int]:
        """Of the replicas that run now, by their names."""
        return {name: pid for name, pid in self._status().items() if pid and name != "redis"}

    def pid(self, name: str) -> int:
        """Of one that runs. Raises ``KeyError`` where it does not."""
        return self.pids()[name]

    def kill(self, name: str) -> None:
        """End a replica as a crash does; it is started again at once."""
        os.kill(self.pid(name), signal.SIGKILL)

    def terminate(self, name: str) -> None:
        """Ask a replica to end; it is started again as soon as it has."""
        os.kill(self.pid(name), signal.SIGTERM)

    def stop(self, name: str) -> None:
        """End a replica, and return when it has; it stays away until ``start``."""
        self._control("stop", f"replica:{name}")

    def start(self, name: str) -> None:
        """Start one that was stopped."""
        self._control("start", f"replica:{name}")

    def stop_redis(self) -> None:
        """Return when nobody answers at ``redis_url`` any more."""
        self._control("stop", "redis")

    def start_redis(self) -> None:
        """Return when Redis runs again; it has forgotten everything."""
        self._control("start", "redis")

    def _status(self) -> dict[str, int]:
        """The process of each replica and of Redis; 0 for one that does not run."""
        told = re.findall(
            r"^(?:replica:)?(\S+) +(\w+) +(?:pid (\d+))?", self._control("status"), re.M
        )
        return {name: int(pid or 0) for name, _, pid in told if name != "nginx"}

    def _control(self, *words: str) -> str:
        command = ["supervisorctl", "-c", str(self.folder / "supervisord.conf"), *words]
        # It ends with 3 where something does not run, which is what some ask for.
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _has_started(log: Path) -> bool:
    return SERVES.search(log.read_text(encoding="utf-8")) is not None


@contextmanager
def running_fleet(replicas: int, **environment: str) -> Iterator[Fleet]:
    """Start a fleet on a free port of 127.0.0.1, wait until it serves, and stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "fleet", "--address=127.0.0.1"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "fleet.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [*command, f"--replicas={replicas}", f"--port={port}"],
                cwd=ROOT,
                env=os.environ | SETTINGS | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until(lambda: _has_started(log) or process.poll() is not None)
            if process.poll() is not None:
                raise RuntimeError(f"the fleet did not start: {log.read_text()}")
            yield Fleet(process, log)
        finally:
            process.terminate()
            process.wait(TO_STOP)
