"""Shows the logs of several processes as one, with the name of its process before each line."""

import os
import selectors
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

AT_ONCE = 65536  # bytes
TICK = 0.1  # seconds between two looks at whether it is over


class LogLines:
    """Named pipes, one for each process; what comes out of them is shown until ``close``."""

    def __init__(self, folder: Path, names: Iterable[str], output: TextIO) -> None:
        """Make a pipe ``NAME.log`` for each name in ``folder``."""
        self._output = output
        self._ended = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._begun: dict[str, bytes] = {}  # lines whose end has not come yet
        self._width = 0
        for name in names:
            path = folder / f"{name}.log"
            os.mkfifo(path, 0o600)
            # For reading and writing: it has no end then when one of those who write ends.
            pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
            self._selector.register(pipe, selectors.EVENT_READ, name)
            self._width = max(self._width, len(name))
        self._thread = threading.Thread(target=self._copy, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Show what is still there, and end. Call it when nobody writes any more."""
        self._ended.set()
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            os.close(key.fd)
        self._selector.close()

    def _copy(self) -> None:
        while True:
            ready = self._selector.select(TICK)
            for key, _ in ready:
                self._show(key.data, os.read(key.fd, AT_ONCE))
            if not ready and self._ended.is_set():
                return

    def _show(self, name: str, content: bytes) -> None:
        *lines, self._begun[name] = (self._begun.get(name, b"") + content).split(b"\n")
        for line in lines:
            text = line.decode(errors="replace").rstrip()
            print(f"{name:<{self._width}} | {text}", file=self._output, flush=True)
