"""Whatever a process has started, and what that has started: none of it is to stay behind."""

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def adopt_orphans() -> None:
    """Have each descendant whose parent ends become a child of this process."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_descendants() -> None:
    """Kill what is left, until nothing is: after ``adopt_orphans`` nothing can hide."""
    while children := _children():
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(child, 0)


def _children() -> list[int]:
    threads = Path("/proc/self/task").iterdir()
    return [
        int(child)
        for one in threads
        for child in (one / "children").read_text(encoding="utf-8").split()
    ]
