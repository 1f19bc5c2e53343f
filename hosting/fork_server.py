"""``python -m hosting.fork_server MODULE DESCRIPTOR``: a fresh child for each piece of work.

It loads once what the work needs, and never sees a visitor's byte. A child works on one file,
without rights (``hosting.sandbox``), and ends: nothing is left of it, and whatever a file made of
it, the next child begins clean. ``hosting.worker_server`` is the other side.
"""

import gc
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from hosting.channel import Channel
from hosting.sandbox import end_with_parent, restrict

NICENESS = 10  # lower in rank than the live streams
OPEN_FILES = 16
OUT_OF_MEMORY = 12  # how a child exits that had not even enough to tell so
FIRST_TO_GO = 1000  # where memory is short: before the app, whatever their sizes

Jobs = Mapping[str, Callable[[Channel], None]]


def main() -> None:
    """Fork when asked to, until the app goes."""
    module, descriptor = sys.argv[1:]
    control = socket.socket(fileno=int(descriptor))
    channel = Channel(control)
    os.nice(NICENESS)
    first_to_go = _be_first_to_go()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        jobs: Jobs = importlib.import_module(module).prepare()
    except Exception as error:  # whatever it is, the app's log is where it is told
        channel.send({"failed": f"{type(error).__name__}: {error}"})
        return
    gc.collect()
    gc.freeze()  # so that the children share what is loaded
    with Path(os.devnull).open("wb") as nothing:  # from here on others tell there what they read
        os.dup2(nothing.fileno(), sys.stderr.fileno())
    channel.send({"ready": True, "first_to_go": first_to_go})
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        if "reap" in request.fields:
            _, status = os.waitpid(request.fields["reap"], 0)
            channel.send({"status": status})
            continue
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        end = socket.socket(fileno=descriptors[0])
        pid = os.fork()
        if pid == 0:
            control.close()
            _work(jobs[request.fields["job"]], Channel(end), request.fields["cpu_seconds"])
        end.close()
        channel.send({"pid": pid})


def _be_first_to_go() -> bool:
    try:
        Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO), encoding="ascii")
    except OSError:  # as where /proc is read-only
        return False
    return True


def _work(job: Callable[[Channel], None], channel: Channel, cpu_seconds: int) -> None:
    """In the child; never returns."""
    ending = 0
    try:
        end_with_parent()
        # SIGXCPU, which tells the app why, comes only where SIGKILL is not due as well.
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        for limit, most in ((resource.RLIMIT_NOFILE, OPEN_FILES), (resource.RLIMIT_FSIZE, 0)):
            resource.setrlimit(limit, (most, most))
        channel.send({"means": restrict()})
        channel.receive()  # the app has limited the memory
        job(channel)
    except MemoryError:
        ending = OUT_OF_MEMORY
        _tell(channel, "memory")
    except EOFError:
        pass  # the app wants no more of it
    except Exception as error:  # it costs this one file
        # OpenCV tells so in a way of its own: cv2.Error.StsNoMem.
        _tell(channel, "memory" if getattr(error, "code", None) == -4 else type(error).__name__)
    finally:
        os._exit(ending)


def _tell(channel: Channel, why: str) -> None:
    with suppress(EOFError, MemoryError):
        channel.send({"stopped": why})


if __name__ == "__main__":
    main()
