"""Calls that may hang, as looking up a name does: whoever asks waits for them only so long."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")

THREADS = 4


class BoundedCalls:
    """A few threads that make the calls. They are daemons: none of them keeps the process."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        for number in range(THREADS):
            Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()

    def call(self, function: Callable[[], Result], seconds: float) -> Result:
        """What ``function`` returns. Raises what it raises, and ``TimeoutError``.

        One that has begun goes on after that; one that has not is not made any more.
        """
        future: Future[Result] = Future()
        self._jobs.put((future, function))
        try:
            return future.result(seconds)
        finally:
            future.cancel()

    def close(self) -> None:
        """End the threads, each after the call that it makes."""
        for _ in range(THREADS):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, function = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(function())
            except BaseException as error:  # it is raised where it was asked for
                future.set_exception(error)
