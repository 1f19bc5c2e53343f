"""CPU time and memory of a process, as Linux counts them."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Usage:
    """What one process uses, with the children that it waited for left out."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def cpu_seconds(self) -> float:
        """User and system time so far, all threads together."""
        # The name, which stands in brackets before them, may hold blanks.
        fields = (self._folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Memory that is its own, and its share of what it shares with others."""
        return self._megabytes("smaps_rollup", "Pss:")

    def resident_megabytes(self) -> float:
        """What is resident now, with all of what it shares with others."""
        return self._megabytes("status", "VmRSS:")

    def peak_megabytes(self) -> float:
        """The most that was resident so far."""
        return self._megabytes("status", "VmHWM:")

    def _megabytes(self, file: str, field: str) -> float:
        return read_megabytes(self._folder / file, field)


def read_megabytes(file: Path, field: str) -> float:
    """What a line of a file in /proc says: Linux counts there in 1024 bytes, we in a million."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"{file} has no {field}")
