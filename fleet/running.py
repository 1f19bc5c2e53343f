"""Runs a fleet under supervisord, from its start to its end."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fleet.configuration import replica_environment, write_configuration
from fleet.descendants import adopt_orphans, end_descendants
from fleet.errors import FleetError
from fleet.health import serves
from fleet.log_lines import LogLines
from fleet.plan import EVERYWHERE, LOOPBACK, Plan

TO_START = 180.0  # seconds, on a slow machine with many replicas
TO_STOP = 25.0  # seconds; supervisord gives a replica fifteen to say goodbye
TICK = 0.2  # seconds between two looks
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(plan: Plan, tools: dict[str, str], listen: tuple[str, ...]) -> None:
    """Return once it was told to end by Ctrl-C or SIGTERM, and nothing of it is left.

    Raises ``FleetError`` where the fleet does not start, or ends by itself.
    """
    asked = _ask_to_end()
    with _run_folder() as folder:
        write_configuration(plan, folder, tools, listen)
        names = ["supervisord", "nginx", "redis", *(replica.name for replica in plan.replicas)]
        logs = LogLines(folder, names, sys.stderr)
        try:
            with _supervisord(plan, folder, tools["supervisord"]) as process:
                if _wait_until_it_serves(plan, process, asked):
                    _say_where(plan, folder)
                while not asked.wait(TICK):
                    if process.poll() is not None:
                        raise FleetError("supervisord has ended, and the fleet with it.")
        finally:
            logs.close()


def _ask_to_end() -> threading.Event:
    """Set by the first signal that asks for the end; those after it change nothing."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    for ending in ENDINGS:
        signal.signal(ending, ask)
    return asked


@contextmanager
def _run_folder() -> Iterator[Path]:
    """For configurations, sockets and logs."""
    with tempfile.TemporaryDirectory(prefix="facecue-fleet-") as name:
        folder = Path(name)
        # Started by root, nginx's worker is another user, who has folders of its own in here. The
        # files are for their owner alone all the same.
        folder.chmod(0o711)
        yield folder


@contextmanager
def _supervisord(plan: Plan, folder: Path, program: str) -> Iterator[subprocess.Popen[bytes]]:
    """At the end it stops what it has started; what outlives it is killed."""
    adopt_orphans()
    # Where this process is killed itself, the kernel asks supervisord to end.
    command = ["setpriv", "--pdeathsig", "TERM", program, "--nodaemon"]
    command += ["--configuration", str(folder / "supervisord.conf")]
    if os.geteuid() == 0:
        command += ["--user", "root"]  # else it warns that it keeps the user who started it
    try:
        process = subprocess.Popen(  # noqa: S603  # our own words
            command,
            env=os.environ | replica_environment(plan, folder),
            start_new_session=True,  # a Ctrl-C in the terminal is for this process alone
        )
        yield process
        process.terminate()
        process.wait(TO_STOP)
    except subprocess.TimeoutExpired:
        print("Not everything stopped when it was asked to: it is killed.", file=sys.stderr)
    finally:
        end_descendants()


def _wait_until_it_serves(
    plan: Plan, process: subprocess.Popen[bytes], asked: threading.Event
) -> bool:
    """False where it was asked to end before. Raises ``FleetError``."""
    waiting = [(LOOPBACK, replica.port) for replica in plan.replicas]
    waiting.append((LOOPBACK if plan.address == EVERYWHERE else plan.address, plan.port))
    deadline = time.monotonic() + TO_START
    while waiting:
        if asked.wait(TICK):
            return False
        if process.poll() is not None:
            raise FleetError("supervisord did not start; its reason stands above.")
        if time.monotonic() > deadline:
            ports = ", ".join(str(port) for _, port in waiting)
            raise FleetError(f"Nothing serves at {ports} after {TO_START:.0f} s.")
        waiting = [place for place in waiting if not serves(*place)]
    return True


def _say_where(plan: Plan, folder: Path) -> None:
    count = len(plan.replicas)
    control = f"supervisorctl -c {folder}/supervisord.conf"
    print(
        f"\n  FaceCue serves at {plan.url} with {count} replica{'s' if count > 1 else ''}."
        f"\n  {control} status shows them; restart replica:{plan.replicas[0].name} restarts one."
        "\n  Ctrl-C stops everything.\n",
        flush=True,
    )
