"""Memory that comes back after a visitor has left."""

import ctypes
import threading

DELAY = 5.0  # seconds after which the last frames of a stream are let go of


def give_back_soon() -> None:
    """Return what is free to the system, a little later, on a thread of its own.

    The allocator keeps the memory of frames for the next ones, in pieces between others: without
    this the process stays as large as it was with the most visitors at once.
    """
    timer = threading.Timer(DELAY, _give_back)
    timer.daemon = True
    timer.start()


def _give_back() -> None:
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # as in glibc
        libc.malloc_trim(0)
