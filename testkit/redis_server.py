"""A real Redis on this machine, which can be killed, stopped and started anew."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis

from testkit.patience import PATIENCE


class RedisServer:
    """It keeps nothing on disk: each start begins empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    @property
    def url(self) -> str:
        """Where it is reached, also after another start."""
        return f"redis://127.0.0.1:{self.port}"

    def client(self) -> "redis.Redis":
        """To look into it."""
        return redis.Redis(port=self.port, decode_responses=True)

    def start(self) -> None:
        """Return once it answers. Raises ``RuntimeError`` where it does not in time."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        with self.client() as client:
            while time.monotonic() < deadline and self._process.poll() is None:
                with suppress(redis.ConnectionError):
                    client.ping()
                    return
                time.sleep(0.02)
        raise RuntimeError(f"Redis did not start within {PATIENCE} s")

    def kill(self) -> None:
        """At once; all is lost, and connections are refused."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart_empty(self) -> None:
        """On the same port."""
        self.kill()
        self.start()

    def hang(self) -> None:
        """It accepts connections, and answers nobody, until ``go_on``."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer what was asked meanwhile, and all else."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            os.kill(self._process.pid, number)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A running one, ended at the end."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.kill()
