"""What the machine has, and how many live visitors that carries."""

import os
from pathlib import Path

from hosting.process import Usage, read_megabytes

# Megabytes of the process with nobody live, and for each visitor; what one takes of a core. By
# `make dyno` (160, and 16 to 30) and `make bench`; more for a machine that is short of time, on
# which frames pile up.
EMPTY, VISITOR, CORE_SHARE = 185.0, 33.0, 0.22
MEMORY_SHARE = 0.85  # of the machine's, for all of it; photos and clips take the rest
CORES_SHARE = 0.9
SPARE_SHARE = 0.95
GROUPS = Path("/sys/fs/cgroup")


def most_visitors(megabytes: float, cores: float) -> int:
    """How many a machine carries, at least one."""
    by_memory = (MEMORY_SHARE * megabytes - EMPTY) / VISITOR
    return max(1, int(min(by_memory, CORES_SHARE * cores / CORE_SHARE)))


def places_per_address(given: int | None, most: int) -> int | None:
    """How many places one network may have: as the owner says, where 0 is for all (None).

    Else half of them, as one network should not shut out all others; but two, for a couple.
    """
    if given is None:
        return max(2, most // 2)
    return given or None


def available_megabytes() -> float:
    """Memory that this process may use, by its control group's limit and the machine's size."""
    limits = [read_megabytes(Path("/proc/meminfo"), "MemTotal:")]
    for path in _memory_limits():
        try:
            limits.append(int(path.read_text(encoding="utf-8")) / 1e6)
        except (OSError, ValueError):  # not this kind of group, or "max"
            continue
    return min(limits)


def _memory_limits() -> list[Path]:
    """Files with the limits of this process's control group and of those around it.

    Within a container the group's own folder often stands at the top.
    """
    limits = [GROUPS / "memory.max", GROUPS / "memory/memory.limit_in_bytes"]
    for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers not in ("", "memory"):
            continue
        top = GROUPS / controllers
        name = "memory.limit_in_bytes" if controllers else "memory.max"
        group = top / path.lstrip("/")
        limits += [one / name for one in (group, *group.parents) if one.is_relative_to(top)]
    return limits


def spare_megabytes() -> float:
    """What is left of it for a piece of work that ends soon."""
    return available_megabytes() * SPARE_SHARE - Usage(os.getpid()).resident_megabytes()
