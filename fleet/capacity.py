"""How many replicas a machine can hold."""

from hosting.resources import EMPTY, MEMORY_SHARE, VISITOR


def most_replicas(megabytes: float) -> int:
    """With one visitor in each, in so much memory; at least one."""
    return max(1, int(MEMORY_SHARE * megabytes / (EMPTY + VISITOR)))
