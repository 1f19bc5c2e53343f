"""What the kernel denies a process that reads strangers' files, tried by such a process."""

import json
import subprocess
import sys
from typing import Any

import pytest

from testkit.server import ROOT

PROBE = """
import json, mmap, os, socket, threading
from hosting import sandbox

ours, theirs = socket.socketpair()
early = socket.socket()  # made before, of use no more
means = {restrict}

def tried(attempt):
    try:
        attempt()
    except OSError as error:
        return os.strerror(error.errno)
    return "done"

def in_a_thread():
    done = []
    thread = threading.Thread(target=done.append, args=[1])
    thread.start()
    thread.join()
    assert done

def over_the_line():
    ours.sendall(b"hello")
    assert theirs.recv(5) == b"hello"

attempts = {{
    "read a file": lambda: open("/etc/passwd"),
    "write a file": lambda: open("/tmp/facecue-sandbox", "w"),
    "list a folder": lambda: os.listdir("/etc"),
    "remove a file": lambda: os.unlink("/tmp/facecue-sandbox-not-there"),
    "make a socket": socket.socket,
    "connect": lambda: early.connect(("127.0.0.1", 9)),
    "bind": lambda: early.bind(("127.0.0.1", 0)),
    "start a program": lambda: os.waitpid(
        os.posix_spawn("/bin/true", ["true"], {{}}), 0
    ),
    "fork": lambda: os.fork() or os._exit(0),
    "signal another process": lambda: os.kill(os.getppid(), 0),
    "run what it wrote": lambda: mmap.mmap(
        -1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    ),
    "take memory": lambda: bytearray(50_000_000),
    "start a thread": in_a_thread,
    "answer over the line": over_the_line,
}}
results = {{what: tried(attempt) for what, attempt in attempts.items()}}
print(json.dumps([means, results]), flush=True)
os._exit(0)
"""
STILL_DONE = {"take memory", "start a thread", "answer over the line"}


def probe(restrict: str) -> tuple[Any, dict[str, str]]:
    """What a fresh process got, and how each attempt ended."""
    ended = subprocess.run(
        [sys.executable, "-c", PROBE.format(restrict=restrict)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    means, results = json.loads(ended.stdout)
    return means, results


def test_a_process_without_rights_has_its_memory_its_threads_and_its_line() -> None:
    means, results = probe("sandbox.restrict()")
    if "seccomp" not in means:
        pytest.skip(f"this kernel gives {means or 'neither Landlock nor seccomp'}")
    refused = {what for what, how in results.items() if how == "Operation not permitted"}
    assert refused == set(results) - STILL_DONE
    assert {results[what] for what in STILL_DONE} == {"done"}


def test_without_it_all_of_that_is_done() -> None:
    _, results = probe("()")
    allowed = {what for what, how in results.items() if how == "done"}
    assert {"read a file", "make a socket", "run what it wrote"} | STILL_DONE <= allowed


def test_landlock_alone_keeps_files_away() -> None:
    no_new_privileges = "sandbox._libc.prctl(sandbox.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)"
    given, results = probe(f"{no_new_privileges} == 0 and sandbox._restrict_files()")
    if not given:
        pytest.skip("this kernel has no Landlock")
    files = ("read a file", "write a file", "list a folder")
    assert [results[what] for what in files] == ["Permission denied"] * 3
    assert {results[what] for what in STILL_DONE} == {"done"}
