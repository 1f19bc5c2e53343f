"""A group of processes held to an amount of memory, as a host does it."""

import os
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


class ControlGroup:
    """Linux's memory control group, of the first or the second kind."""

    def __init__(self, name: str, megabytes: int) -> None:
        """Raises ``OSError`` where this machine lets nobody make one."""
        self._first = (ROOT / "memory").is_dir()
        self._folder = (ROOT / "memory" if self._first else ROOT) / name
        self._folder.mkdir(exist_ok=True)
        limit = megabytes << 20
        self._write("memory.limit_in_bytes" if self._first else "memory.max", limit)
        self._write("memory.swappiness" if self._first else "memory.swap.max", 0)

    @property
    def processes(self) -> Path:
        """The file by which processes join."""
        return self._folder / "cgroup.procs"

    def join(self) -> None:
        """The calling process, with all that it starts from now on."""
        self._write("cgroup.procs", os.getpid())

    def megabytes(self) -> float:
        """What the group holds and cannot give back: without the file cache."""
        active, inactive = ("total_active_file", "total_inactive_file")
        if not self._first:
            active, inactive = ("active_file", "inactive_file")
        statistics = dict(line.split() for line in self._read("memory.stat").splitlines())
        held = int(self._read("memory.usage_in_bytes" if self._first else "memory.current"))
        return (held - int(statistics[active]) - int(statistics[inactive])) / 1e6

    def kills(self) -> int:
        """How many of its processes were killed for memory."""
        file = "memory.oom_control" if self._first else "memory.events"
        counts = dict(line.split() for line in self._read(file).splitlines())
        return int(counts["oom_kill"])

    def remove(self) -> None:
        """Once nobody is left in it."""
        self._folder.rmdir()

    def _read(self, file: str) -> str:
        return (self._folder / file).read_text(encoding="utf-8")

    def _write(self, file: str, value: int) -> None:
        (self._folder / file).write_text(str(value), encoding="utf-8")
