"""Whatever a worker does, it costs its own piece of work, and the next one is done."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hosting.stopping import Reason, StoppedError
from hosting.upload_states import UPLOAD_STATES, UploadState
from hosting.workers import Limits, Workers
from testkit.patience import PATIENCE, wait_until
from testkit.processes import servers
from testkit.server import ROOT

JOBS = "tests.hosting.worker_jobs"
LIMITS = Limits(cpu_seconds=20, seconds=60.0, megabytes=100.0)
NOT_FOR_WORKERS = "FACECUE_OPERATOR_SECRET"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(NOT_FOR_WORKERS, "of the owner's")
        workers = Workers(JOBS, idle=600.0, spare=lambda: 2000.0)
        do(workers, "answer")
    yield workers
    workers.close()


def do(workers: Workers, name: str, limits: Limits = LIMITS) -> None:
    """Do a job up to its first message."""
    with workers.job(name, limits) as job:
        job.receive()


def reason(workers: Workers, name: str, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(StoppedError) as stopped:
        do(workers, name, limits)
    return stopped.value.reason


@pytest.mark.parametrize(
    ("name", "limits", "why"),
    [
        ("eat", LIMITS, Reason.MEMORY),
        ("burn", Limits(1, 60.0, 100.0), Reason.TIME),
        ("sleep", Limits(20, 0.5, 100.0), Reason.TIME),
        ("die", LIMITS, Reason.BROKEN),
        ("chatter", LIMITS, Reason.BROKEN),
        ("boast", LIMITS, Reason.BROKEN),
        ("write", LIMITS, Reason.BROKEN),
    ],
)
def test_a_worker_that_misbehaves_is_ended_and_the_next_one_works(
    workers: Workers, name: str, limits: Limits, why: Reason
) -> None:
    server = workers.server_pid
    assert server is not None
    assert reason(workers, name, limits) is why
    do(workers, "answer")
    assert workers.server_pid == server
    assert not Path("/tmp/facecue-worker-wrote").exists()  # noqa: S108


def test_what_nobody_wants_any_more_is_ended(workers: Workers) -> None:
    wanted = threading.Event()
    wanted.set()
    with workers.job("sleep", LIMITS, wanted.is_set) as job:
        wanted.clear()
        with pytest.raises(StoppedError) as stopped:
            job.receive()
    assert stopped.value.reason is Reason.UNWANTED


def test_a_worker_knows_no_secret_and_lets_the_live_streams_go_first(workers: Workers) -> None:
    with workers.job("look around", LIMITS) as job:
        names = job.receive().fields["names"]
    assert "PATH" in names
    assert NOT_FOR_WORKERS not in names
    server = workers.server_pid
    assert server is not None
    assert os.getpriority(os.PRIO_PROCESS, server) > os.getpriority(os.PRIO_PROCESS, 0)


def test_nothing_is_left_of_many_pieces_of_work(workers: Workers) -> None:
    do(workers, "answer")
    before = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    for name in ("answer", "die", "chatter") * 4:
        with suppress(StoppedError):
            do(workers, name)
    assert (len(list(Path("/proc/self/fd").iterdir())), threading.active_count()) == before
    assert workers.spare() > 1900.0 - workers.megabytes()  # nothing counts as granted any more


def test_with_too_little_memory_nothing_is_started() -> None:
    workers = Workers(JOBS, spare=lambda: 20.0)
    assert reason(workers, "answer") is Reason.SHORT
    assert workers.server_pid is None


def test_a_process_that_never_is_ready_is_told_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    workers = Workers("tests.hosting.dying_jobs", spare=lambda: 2000.0)
    for _ in range(2):
        caplog.clear()
        assert reason(workers, "answer") is Reason.NO_PROCESS
        (line,) = [record.getMessage() for record in caplog.records]
        assert "ended with 7, and said 'libexample.so.1: cannot open shared object file'" in line
        assert UPLOAD_STATES.of(needs_sandbox=False) is UploadState.FAILED
    assert workers.server_pid is None


def test_what_a_child_writes_on_standard_error_is_kept_by_nobody(workers: Workers) -> None:
    server = workers.server_pid
    assert server is not None
    assert str(Path(f"/proc/{server}/fd/2").readlink()) == os.devnull


WITHOUT_SANDBOX = """
from tests.hosting.test_workers import JOBS, LIMITS, do
from hosting.stopping import StoppedError
from hosting.upload_states import UPLOAD_STATES
from hosting.upload_states import UPLOAD_STATES, UploadState
from hosting.workers import Workers
import logging
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
for needs_sandbox in (True, False):
    workers = Workers(JOBS, spare=lambda: 2000.0, needs_sandbox=needs_sandbox)
    try:
        do(workers, "answer")
        print("done")
    except StoppedError as stopped:
        print(stopped.reason.name)
    workers.close()
    print(UPLOAD_STATES.of(needs_sandbox=needs_sandbox))
"""


def test_without_a_sandbox_nothing_is_read_unless_the_owner_accepts_that() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "testkit.no_sandbox", sys.executable, "-c", WITHOUT_SANDBOX],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert ended.stdout.split("\n")[:-1] == ["NO_SANDBOX", "refused", "done", "ok"]
    assert ended.stderr.split("\n")[:2] == [
        "WARNING Uploads are read in a sandbox of: none",
        "WARNING No upload is read, unless FACECUE_UPLOADS_WITHOUT_SANDBOX is 1",
    ]


def test_the_process_is_there_while_there_is_work_and_a_while_longer() -> None:
    workers = Workers(JOBS, idle=0.4, spare=lambda: 2000.0)
    assert workers.server_pid is None
    do(workers, "answer")
    first = workers.server_pid
    assert first in servers(JOBS, os.getpid())
    wait_until(lambda: first not in servers(JOBS, os.getpid()))
    do(workers, "answer")  # another is started
    second = workers.server_pid
    assert second in servers(JOBS, os.getpid())
    workers.close()
    assert second not in servers(JOBS, os.getpid())
    assert workers.server_pid is None
