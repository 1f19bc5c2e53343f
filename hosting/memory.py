"""Memory that does not grow with every visitor, and comes back after one has left."""

import ctypes
import threading

ARENAS = 2
M_ARENA_MAX, M_PERTURB = -8, -6  # as in malloc.h
OVERWRITTEN = 0xFF  # what freed memory is filled with

DELAY = 5.0  # seconds after which the last frames of a stream are let go of


def share_arenas() -> None:
    """Let all threads take their memory from a few arenas. Call it before there are many threads.

    The allocator makes another for each thread that has to wait for one, up to eight a core, and
    each stays as large as its busiest moment: a process that many visitors came to one after
    another went on growing, though nothing of theirs was held.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # as in glibc
        libc.mallopt(M_ARENA_MAX, ARENAS)


def overwrite_what_is_freed() -> None:
    """Have the allocator fill each piece of memory as soon as it is let go of.

    Else a picture of a visitor who has left lies in the process's memory until something else is
    written over it. It does not reach the pools in which Python and glibc keep pieces of up to 512
    and 1,032 bytes for the next ones.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_PERTURB, OVERWRITTEN)


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
