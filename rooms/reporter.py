"""The thread on which a replica tells the sums of its rooms."""

import logging
import threading

from rooms.rooms import Rooms

logger = logging.getLogger(__name__)


class Reporter:
    """It begins at once, and is a daemon: it does not keep the process."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rooms", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it, after the report that is under way."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        wait = 0.0
        while not self._closing.wait(wait):
            try:
                wait = self._rooms.report()
            except Exception:  # whatever it is, the members' pages go on
                logger.exception("The sums of the rooms could not be told")
                wait = self._rooms.rules.window
