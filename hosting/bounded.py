"""Queues that drop the oldest instead of growing: live pictures are worth nothing when late."""

import asyncio
import queue
from collections import deque
from typing import Any


class NewestTasks(asyncio.Queue[Any]):
    """An asyncio queue of the last ``most`` items; putting one in never waits."""

    def __init__(self, most: int) -> None:
        self._most = most
        super().__init__()

    def _init(self, maxsize: int) -> None:  # the hook that asyncio.Queue has for its subclasses
        self._queue: deque[Any] = deque(maxlen=self._most)


class NewestItems(queue.Queue[Any]):
    """The same between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        super().__init__()

    def _init(self, maxsize: int) -> None:
        self.queue = deque(maxlen=self._most)
