"""Processes that work on strangers' files: started on demand, limited, watched, not trusted.

One server process loads what the work needs and forks a child for each file. It is started with
the first file and ended a while after the last. A child that takes too much or fails costs its own
file.
"""

import logging
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hosting.channel import TICK, Channel, ChannelTimeoutError, Message, ProtocolError
from hosting.fork_server import OUT_OF_MEMORY
from hosting.process import Usage
from hosting.resources import spare_megabytes
from hosting.stopping import Reason, StoppedError
from hosting.upload_states import UPLOAD_STATES, UploadState
from hosting.worker_server import WorkerServer

logger = logging.getLogger(__name__)

IDLE = 60.0  # seconds without work after which the server process ends
SEND_PATIENCE = 10.0  # seconds for a child to take what it asked for
MEANS = ("Landlock", "seccomp")  # of the sandbox
TURN_PATIENCE = 120.0  # seconds that a file waits for others of its kind

# Megabytes: of the server process with all loaded, its share of what the app has loaded too left
# out, and what a child may take before it says how much its file needs.
SERVER_MEGABYTES, CHILD_MEGABYTES = 50.0, 40.0


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take."""

    cpu_seconds: int
    seconds: float  # on the clock
    megabytes: float


class Job:
    """One child at work. Used by one thread."""

    def __init__(
        self,
        workers: "Workers",
        server: WorkerServer,
        channel: Channel,
        pid: int,
        limits: Limits,
        *,
        wanted: Callable[[], bool],
    ) -> None:
        self.server = server  # which forked it, and alone can tell how it ended
        self._wanted = wanted
        self._workers = workers
        self._channel = channel
        self._pid = pid
        self._limits = limits
        self._until = time.monotonic() + limits.seconds
        self._watched = 0.0
        self._data = _data_megabytes(pid)  # of the limit, used up before any work
        self.granted = 0.0  # megabytes
        self.reason: Reason | None = None  # why it was killed, if it was

    def send(self, fields: dict[str, object], data: bytes | memoryview = b"") -> None:
        """Tell the child something."""
        with self._failing():
            self._channel.send(fields, data)

    def receive(self) -> Message:
        """What the child tells next. Raises ``StoppedError``."""
        with self._failing():
            while True:
                message = self._channel.receive(self._until, self._watch)
                self._watch()
                if "needs" in message.fields:
                    self._grant(message.number("needs", 0, 1e9))
                    continue
                if "stopped" in message.fields:
                    why = message.text("stopped", 100)
                    logger.warning("A worker stopped: %s", why if why.isidentifier() else "?")
                    raise StoppedError(Reason.MEMORY if why == "memory" else Reason.BROKEN)
                return message

    def _grant(self, megabytes: float) -> None:
        """Let the child take so much beyond what it began with, if there is so much; tell it."""
        with self._workers.ledger:
            spare = self._workers.spare(self) - CHILD_MEGABYTES
            most = max(min(spare, self._limits.megabytes), 0.0)
            if megabytes <= most:
                self.granted = CHILD_MEGABYTES + megabytes
        self.limit_memory()
        self._channel.send({"megabytes": most})

    def limit_memory(self) -> None:
        """Bring what was granted into force: what the child asks for above it, it does not get."""
        most = round((self._data + self.granted) * 1e6)
        if self.server.is_alive():
            with suppress(ProcessLookupError):  # the server went in this moment
                resource.prlimit(self._pid, resource.RLIMIT_DATA, (most, resource.RLIM_INFINITY))

    def kill(self, reason: Reason | None = None) -> None:
        """End the child, whatever it does.

        Its number is its own until the server has reaped it. It ends with the server, and then the
        number may be another process's.
        """
        self.reason = self.reason or reason
        if self.server.is_alive():
            with suppress(ProcessLookupError):  # the server went in this moment
                os.kill(self._pid, signal.SIGKILL)

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._watched < TICK:
            return
        self._watched = now
        if now > self._until:
            self.kill(Reason.TIME)
        elif not self._wanted():
            self.kill(Reason.UNWANTED)
        elif self._workers.overdrawn():
            self.kill(Reason.MEMORY)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except ChannelTimeoutError:
            self.kill(Reason.TIME)
            raise StoppedError(Reason.TIME) from None
        except ProtocolError as error:
            logger.warning("A worker broke the protocol: %s", error)
            self.kill(Reason.BROKEN)
            raise StoppedError(Reason.BROKEN) from None
        except EOFError:
            raise StoppedError(self._workers.reap(self)) from None


class Workers:
    """The server process, and its children. All of it may be called on any thread."""

    def __init__(
        self,
        module: str,
        idle: float = IDLE,
        spare: Callable[[], float] = spare_megabytes,
        *,
        needs_sandbox: bool = True,
    ) -> None:
        """``module`` has ``prepare() -> hosting.fork_server.Jobs``, which loads what they need.

        ``spare`` tells how many megabytes the app leaves, with none of this. Where the kernel gives
        neither Landlock nor seccomp, nothing is done unless it ``needs_sandbox`` no longer.
        """
        self.ledger = threading.RLock()
        self._module = module
        self._idle = idle
        self._spare = spare
        self._lock = threading.Lock()  # of the server process and of the line to it
        self._server: WorkerServer | None = None
        self._jobs: dict[int, Job] = {}  # by process
        self._turns: dict[str, threading.Lock] = {}
        self._used = 0.0
        self._told = False
        self._needs_sandbox = needs_sandbox

    @contextmanager
    def job(
        self, name: str, limits: Limits, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Job]:
        """A fresh child for the job of that name, killed at the end. One of a name at a time.

        It is stopped a moment after ``wanted``, asked on the calling thread, says that it is not.

        Raises ``StoppedError``, here and from the job's own methods.
        """
        turn = self._turns.setdefault(name, threading.Lock())
        if not turn.acquire(timeout=TURN_PATIENCE):
            raise StoppedError(Reason.BUSY)
        try:
            if self.spare() < CHILD_MEGABYTES + (0 if self._server else SERVER_MEGABYTES):
                raise StoppedError(Reason.SHORT)
            job, channel = self._begin(name, limits, wanted)
            try:
                yield job
            finally:
                self.reap(job)
                channel.close()
        finally:
            turn.release()

    @property
    def server_pid(self) -> int | None:
        """The server process; none before the first file and a while after the last."""
        server = self._server
        return server.pid if server is not None else None

    def spare(self, wanted_by: Job | None = None) -> float:
        """Megabytes that are neither used by the app nor granted to another child."""
        with self.ledger:
            granted = sum(job.granted for job in self._jobs.values() if job is not wanted_by)
        return self._spare() - granted - self._server_megabytes()

    def overdrawn(self) -> bool:
        """Whether all together take more than there is, as when visitors came in the meantime."""
        with self.ledger:
            pids = list(self._jobs)
        taken = sum(_megabytes(pid) for pid in pids)
        return taken > self._spare() - self._server_megabytes()

    def megabytes(self) -> float:
        """What the server process and its children take now."""
        with self.ledger:
            pids = list(self._jobs)
        return self._server_megabytes() + sum(_megabytes(pid) for pid in pids)

    def reap(self, job: Job) -> Reason:
        """End a child if it has not ended; why it came to nothing, if it did."""
        with self.ledger:
            pid = next((pid for pid, one in self._jobs.items() if one is job), None)
        if pid is None:
            return job.reason or Reason.BROKEN
        job.kill()
        with self._lock:
            status = job.server.reap(pid)
            self._used = time.monotonic()
        with self.ledger:
            self._jobs.pop(pid, None)
        killed_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        if job.reason is None and killed_by == signal.SIGXCPU:
            job.reason = Reason.TIME
        if job.reason is None and os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY:
            job.reason = Reason.MEMORY
        return job.reason or Reason.BROKEN

    def close(self) -> None:
        """End the server process, and with it every child."""
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.close()

    def _begin(self, name: str, limits: Limits, wanted: Callable[[], bool]) -> tuple[Job, Channel]:
        ours, theirs = socket.socketpair()
        channel = Channel(ours, SEND_PATIENCE)
        with self._lock, theirs:
            server = self._running_server()
            pid = server.fork(name, limits.cpu_seconds, theirs)
            self._used = time.monotonic()
            job = Job(self, server, channel, pid, limits, wanted=wanted)
            with self.ledger:
                self._jobs[pid] = job
                job.granted = CHILD_MEGABYTES
        try:
            self._check_means(job.receive())
            job.limit_memory()
            job.send({"go": True})
        except StoppedError:
            self.reap(job)
            channel.close()
            raise
        return job, channel

    def _check_means(self, message: Message) -> None:
        given = message.items("means", 2)
        means = [means for means in MEANS if means in given]
        refused = self._needs_sandbox and not means
        if not self._told:
            self._told = True
            level = logging.INFO if len(means) == len(MEANS) else logging.WARNING
            logger.log(level, "Uploads are read in a sandbox of: %s", ", ".join(means) or "none")
            if refused:
                logger.warning("No upload is read, unless FACECUE_UPLOADS_WITHOUT_SANDBOX is 1")
        UPLOAD_STATES.note(UploadState.REFUSED if refused else UploadState.OK)
        if refused:
            raise StoppedError(Reason.NO_SANDBOX)

    def _running_server(self) -> WorkerServer:
        if self._server is not None and not self._server.is_alive():
            logger.warning("The process that reads uploads has ended; another takes its place")
            self._server.close()
            self._server = None
        if self._server is None:
            try:
                self._server = WorkerServer(self._module)
            except StoppedError:
                UPLOAD_STATES.note(UploadState.FAILED)
                raise
            threading.Thread(target=self._end_when_idle, args=(self._server,), daemon=True).start()
        return self._server

    def _end_when_idle(self, server: WorkerServer) -> None:
        while True:
            time.sleep(min(self._idle / 4, 5.0))
            with self._lock:
                if self._server is not server:
                    return
                if not self._jobs and time.monotonic() - self._used > self._idle:
                    self._server = None
                    break
        server.close()

    def _server_megabytes(self) -> float:
        pid = self.server_pid
        return _megabytes(pid) if pid is not None else 0.0


def _megabytes(pid: int) -> float:
    """Its share of memory; none once it has ended."""
    try:
        return Usage(pid).megabytes()
    except (OSError, RuntimeError):
        return 0.0


def _data_megabytes(pid: int) -> float:
    """What ``RLIMIT_DATA`` counts; none once it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0
