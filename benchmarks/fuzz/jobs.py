"""The worker's jobs, each of them again and again in the same child.

In production each file has a child of its own, and most of the time goes into making it.
"""

import gc
from collections.abc import Callable

from hosting.channel import Channel
from uploads import jobs

Job = Callable[[Channel], None]


def prepare() -> dict[str, Job]:
    """Those of ``uploads.jobs``."""
    return {name: _lasting(job) for name, job in jobs.prepare().items()}


def _lasting(job: Job) -> Job:
    def work(channel: Channel) -> None:
        while True:  # until the app closes the line
            job(channel)
            gc.collect()

    return work
