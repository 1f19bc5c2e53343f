"""Memory goes back to the system, in a process of its own."""

import subprocess
import sys

GROW_AND_SHRINK = """
import os
from hosting import memory
from hosting.process import Usage

usage = Usage(os.getpid())
pieces = [bytearray(20_000) for _ in range(5_000)]
kept = pieces[-1]  # at the end of the heap, which cannot shrink then
del pieces
before = usage.resident_megabytes()
memory.DELAY = 0
memory.give_back_soon()
__import__("time").sleep(1)
print(before, usage.resident_megabytes())
"""


def test_what_is_free_goes_back() -> None:
    told = subprocess.run(
        [sys.executable, "-c", GROW_AND_SHRINK], capture_output=True, text=True, check=True
    )
    before, after = map(float, told.stdout.split())
    assert after < before - 80
