"""Workers whose children work on many files, one after another."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from hosting.workers import Job, Limits, Workers

JOBS = "benchmarks.fuzz.jobs"


class LastingWorkers(Workers):
    """Workers that keep a child for so many files, or until one of them ends it.

    The limits on time are for all files of a child together. One thread for each name of a job.
    """

    def __init__(self, files: int) -> None:
        super().__init__(JOBS)
        self._files = files
        self._kept: dict[str, tuple[ExitStack, Job, int]] = {}
        self._wanted: dict[str, Callable[[], bool]] = {}

    @contextmanager
    def job(
        self, name: str, limits: Limits, wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Job]:
        """The child that is kept for jobs of that name, or a fresh one. Raises ``StoppedError``."""
        self._wanted[name] = wanted
        end, job, files = self._kept.pop(name) if name in self._kept else self._fresh(name, limits)
        try:
            yield job
        except BaseException:
            end.close()
            raise
        if files > 1 and wanted():
            self._kept[name] = end, job, files - 1
        else:
            end.close()

    def close(self) -> None:
        """End all children and the server process."""
        while self._kept:
            end, _, _ = self._kept.popitem()[1]
            end.close()
        super().close()

    def _fresh(self, name: str, limits: Limits) -> tuple[ExitStack, Job, int]:
        end = ExitStack()
        of_all = replace(
            limits,
            cpu_seconds=limits.cpu_seconds * self._files,
            seconds=limits.seconds * self._files,
        )

        def wanted() -> bool:  # by the file that has its turn
            return self._wanted[name]()

        job = end.enter_context(super().job(name, of_all, wanted))
        return end, job, self._files
