"""A thread for each stream's encoder."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


class EncoderThread:
    """The thread of one stream's encoder: what a sender asks of an event loop, and nothing else.

    By the loop's own threads, of which each picture takes the next, encoding costs a third more:
    what it needs is never in the cache of the core that it runs on.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="encoder")

    def run_in_executor(
        self, _executor: None, work: Callable[..., Any], *arguments: Any
    ) -> asyncio.Future[Any]:
        """Do a piece of work there."""
        return asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def end(self) -> None:
        """No further work comes."""
        self._pool.shutdown(wait=False)
