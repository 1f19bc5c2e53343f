"""The rooms of this process, kept from their opening to the end of the server."""

import logging
import threading
from dataclasses import replace

from hosting.house.settings import HouseSettings
from hosting.room_settings import RoomSettings
from rooms.opening import open_rooms
from rooms.privacy import Rules
from rooms.reporter import Reporter
from rooms.rooms import Rooms

logger = logging.getLogger(__name__)


class RoomsKeeper:
    """Opens the rooms for whoever asks first. May be used on any thread."""

    def __init__(self) -> None:
        self._rooms: Rooms | None = None
        self._reporter: Reporter | None = None
        self._is_over = False
        self._lock = threading.Lock()

    def open(self, settings: RoomSettings, house: HouseSettings) -> Rooms | None:
        """The rooms; None where they are off."""
        if not settings.are_on:
            return None
        with self._lock:
            if self._is_over:
                return None
            if self._rooms is None:
                self._rooms = open_rooms(
                    house.replica, house.secret, house.redis_url, _rules(settings)
                )
                self._reporter = Reporter(self._rooms)
            return self._rooms

    def close(self) -> None:
        """Nothing is told of anybody any more."""
        with self._lock:
            self._is_over = True
            if self._rooms is not None and self._reporter is not None:
                self._reporter.close()
                self._rooms.close()
                self._rooms = self._reporter = None


def _rules(settings: RoomSettings) -> Rules:
    rules = Rules(settings.least)
    if not settings.in_haste:
        return rules
    logger.warning("FACECUE_ROOMS_HASTE is for tests: rooms protect nobody")
    return replace(rules, window=2.0, round=5, silence=3, recent=5)


KEEPER = RoomsKeeper()  # of this process
