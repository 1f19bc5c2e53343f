"""Memory goes back to the system, in a process of its own."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from hosting.memory import ARENAS
from hosting.process import Usage
from testkit.process_memory import count_in_memory

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

FREE = """
import random, sys
from hosting.memory import overwrite_what_is_freed

if sys.argv[1] == "overwritten":
    overwrite_what_is_freed()
pictures, others = [], []
for number in range(50):
    pictures.append(random.Random(number).randbytes(4000))
    others.append(bytes(4000))  # so that nothing goes back to the system
del pictures
print("freed", flush=True)
sys.stdin.read()
"""

BUSY_THREADS = """
import ctypes, sys, threading
from hosting.memory import share_arenas

if sys.argv[2] == "shared":
    share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(8)

def take():
    together.wait()
    libc.malloc(1000)
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def arenas(folder: Path, how: str) -> int:
    """How many arenas eight threads take their memory from, as the allocator tells."""
    told = folder / f"{how}.xml"
    subprocess.run([sys.executable, "-c", BUSY_THREADS, str(told), how], check=True)
    return told.read_text().count("<heap nr=")


def test_threads_share_a_few_arenas(tmp_path: Path) -> None:
    assert arenas(tmp_path, "shared") <= ARENAS < arenas(tmp_path, "each its own")


@pytest.mark.parametrize("how", ["as it is", "overwritten"])
def test_what_is_freed_is_overwritten(how: str) -> None:
    marks = [random.Random(number).randbytes(4000)[2000:2024] for number in range(50)]
    command = [sys.executable, "-c", FREE, how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"freed\n"
        left = count_in_memory(process.pid, marks)
        process.kill()
    assert (left == 0) == (how == "overwritten")


def test_what_is_free_goes_back() -> None:
    told = subprocess.run(
        [sys.executable, "-c", GROW_AND_SHRINK], capture_output=True, text=True, check=True
    )
    before, after = map(float, told.stdout.split())
    assert after < before - 80


def test_a_megabyte_is_a_million_bytes() -> None:
    usage = Usage(os.getpid())
    before = usage.resident_megabytes()
    kept = b"1" * 300_000_000
    assert usage.resident_megabytes() - before == pytest.approx(len(kept) / 1e6, abs=3)
