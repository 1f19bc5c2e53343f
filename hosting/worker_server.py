"""The app's side of the process that forks workers; ``hosting.fork_server`` is the other."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hosting.channel import Channel, ChannelTimeoutError, Message, ProtocolError
from hosting.stopping import Reason, StoppedError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[1]
ENDING = 5.0  # seconds for a process that has let go of its line to end
LONGEST_LINE = 500  # characters
START_PATIENCE = 60.0  # seconds for its start, on a machine that is short of time

# All of the environment that the server process gets: no secret is among it.
KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "FACECUE_WEIGHTS")
# One thread, as a process with several must not fork, and no more memory pools than that.
ADDED = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class WorkerServer:
    """The process that forks; the line to it takes one question at a time."""

    def __init__(self, module: str) -> None:
        """Raises ``StoppedError`` where it does not become ready; the log tells why."""
        ours, theirs = socket.socketpair()
        said = os.memfd_create("stderr")
        with theirs, os.fdopen(said, "rb") as errors:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-m", "hosting.fork_server", module, str(theirs.fileno())],
                cwd=ROOT,
                env={name: os.environ[name] for name in KEPT if name in os.environ}
                | ADDED
                | {"PYTHONPATH": str(ROOT)},
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,  # until it is ready: libraries tell there what they read
                start_new_session=True,
            )
            theirs.close()  # so that its end is noticed
            self._socket = ours
            self._channel = Channel(ours, START_PATIENCE)
            self.pid = self._process.pid
            self._wait_until_ready(errors)

    def _wait_until_ready(self, errors: IO[bytes]) -> None:
        try:
            answer = self._channel.receive(time.monotonic() + START_PATIENCE)
            why = answer.fields.get("failed")
        except ChannelTimeoutError:
            why = f"it was not ready within {START_PATIENCE:.0f} s"
        except (EOFError, OSError, ProtocolError):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDING)
            why = f"it ended with {self._process.returncode}{_last_line(errors)}"
        if why is not None:
            self.close()
            logger.error("No process that reads uploads: %s", why)
            raise StoppedError(Reason.NO_PROCESS)
        if answer.fields.get("first_to_go") is False:
            logger.warning("Short of memory, the kernel may end the app before what reads uploads")

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def fork(self, name: str, cpu_seconds: int, end: socket.socket) -> int:
        """The number of a new child, which has got ``end``."""
        with self._ending_if_deaf():
            self._channel.send({"job": name, "cpu_seconds": cpu_seconds})
            socket.send_fds(self._socket, [b"."], [end.fileno()])
        return int(self._ask().fields["pid"])

    def reap(self, pid: int) -> int:
        """The wait status of a child that has ended or is about to."""
        try:
            with self._ending_if_deaf():
                self._channel.send({"reap": pid})
            return int(self._ask().fields["status"])
        except StoppedError:
            return signal.SIGKILL

    def close(self) -> None:
        """End it, and with it every child."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def _ask(self) -> Message:
        with self._ending_if_deaf():
            return self._channel.receive(time.monotonic() + START_PATIENCE)

    @contextmanager
    def _ending_if_deaf(self) -> Iterator[None]:
        """End it where it does not listen or answer: it was killed, or something is wrong."""
        try:
            yield
        except (EOFError, OSError, ChannelTimeoutError, ProtocolError):
            self._process.kill()
            self._process.wait()
            raise StoppedError(Reason.BROKEN) from None


def _last_line(errors: IO[bytes]) -> str:
    """What it wrote last on its standard error, where it wrote anything."""
    errors.seek(0)
    lines = errors.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f", and said {last[:LONGEST_LINE]!r}" if last else ""
