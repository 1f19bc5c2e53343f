"""The rooms of this process, kept from their opening to the end of the server."""

import logging
import threading
from dataclasses import replace

from streamlit import config

from hosting.house.settings import HouseSettings
from hosting.room_settings import RoomSettings
from rooms.opening import open_rooms
from rooms.privacy import Rules
from rooms.reporter import Reporter
from rooms.rooms import Rooms

logger = logging.getLogger(__name__)

SECRET = "server.cookieSecret"  # noqa: S105  # its name in Streamlit's configuration


class RoomsKeeper:
    """Opens the rooms for whoever asks first. May be used on any thread."""

    def __init__(self) -> None:
        self._rooms: Rooms | None = None
        self._reporter: Reporter | None = None
        self._has_told = self._is_over = False
        self._lock = threading.Lock()

    def open(self, settings: RoomSettings, house: HouseSettings) -> Rooms | None:
        """The rooms; None where they are off, or a secret is missing, which the log tells."""
        if not settings.are_on:
            return None
        with self._lock:
            if self._is_over:
                return None
            # Streamlit makes one up where none is set: each replica another.
            if house.is_shared and not config.is_manually_set(SECRET):
                self._tell_missing_secret()
                return None
            if self._rooms is None:
                secret = str(config.get_option(SECRET))
                self._rooms = open_rooms(house.replica, secret, house.redis_url, _rules(settings))
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

    def _tell_missing_secret(self) -> None:
        if not self._has_told:
            self._has_told = True
            logger.error(
                "Rooms are off: where REDIS_URL is set, they need STREAMLIT_SERVER_COOKIE_SECRET "
                "too, the same for all replicas"
            )


def _rules(settings: RoomSettings) -> Rules:
    rules = Rules(settings.least)
    if not settings.in_haste:
        return rules
    logger.warning("FACECUE_ROOMS_HASTE is for tests: rooms protect nobody")
    return replace(rules, window=2.0, round=5, silence=3, recent=5)


KEEPER = RoomsKeeper()  # of this process
