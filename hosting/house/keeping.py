"""The one house of this process, kept from its opening to the end of the server."""

import asyncio
import logging
import os
import secrets
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from hosting.environment import SettingsError
from hosting.house.house import Figures, House
from hosting.house.opening import open_house
from hosting.house.times import BEAT
from hosting.process import Usage
from hosting.resources import available_megabytes, most_visitors, places_per_address
from hosting.settings import Settings, read_settings
from hosting.slots import Rules, Stream, StreamSlots

logger = logging.getLogger(__name__)

SWEEP_EVERY = 1.0  # seconds


class Keeper:
    """Opens the house for whoever asks first. May be used on any thread."""

    def __init__(self) -> None:
        self.process = secrets.token_hex(8)  # tells it from one before it with the same name
        self._house: House | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()

    @property
    def house(self) -> House | None:
        """None before it is open."""
        return self._house

    def open(self, settings: Settings) -> House:
        """The house, whose places are swept and whose figures are told from now on."""
        with self._lock:
            if self._house is None:
                house = _open(settings)
                for work in (self._sweep, self._beat):
                    name = f"house{work.__name__}"
                    threading.Thread(target=work, args=[house], name=name, daemon=True).start()
                self._house = house
            return self._house

    def close(self) -> None:
        """Say goodbye to the other replicas; once. Call it before the streams are ended."""
        with self._lock:
            if self._house is not None and not self._over.is_set():
                self._over.set()
                self._house.close()

    def _sweep(self, house: House) -> None:
        """A place is free, and what it took is given back, whether or not anybody asks."""
        while True:
            time.sleep(SWEEP_EVERY)
            try:
                house.sweep()
            except Exception:  # the next visitors need their places all the same
                logger.exception("The places could not be swept")

    def _beat(self, house: House) -> None:
        """At once, then again and again."""
        meter = _Meter()
        while True:
            try:
                house.beat(meter.figures(house.streams()))
            except Exception:  # without beats the others forget this replica
                logger.exception("A beat failed")
            if self._over.wait(BEAT):
                return


KEEPER = Keeper()  # of this process


@asynccontextmanager
async def keeping(_app: Any) -> AsyncIterator[None]:
    """As a lifespan. A replica among others is known to them before its first visit.

    One alone is opened by its first page: until then it takes no memory for it.
    """
    try:
        settings = read_settings(os.environ)
        if settings.house.is_shared:
            KEEPER.open(settings)
    except SettingsError as error:  # the page tells it too
        logger.error("A setting cannot be used: %s", error)
    try:
        yield
    finally:
        await asyncio.to_thread(KEEPER.close)


class _Meter:
    """What this process does and takes, from one look to the next."""

    def __init__(self) -> None:
        self._usage = Usage(os.getpid())
        self._before = self._now()

    def figures(self, streams: list[Stream]) -> Figures:
        (spent_before, before), (spent, now) = self._before, self._now()
        self._before = (spent, now)
        return Figures(
            frames_per_second=sum(stream.status.frames_per_second for stream in streams),
            cpu_share=(spent - spent_before) / (now - before) if now > before else 0.0,
            megabytes=self._usage.resident_megabytes(),
        )

    def _now(self) -> tuple[float, float]:
        return self._usage.cpu_seconds(), time.monotonic()


def _open(settings: Settings) -> House:
    from transformers.pace import available_cores  # what this brings is for whoever is visited

    sharing = settings.house.replicas
    most = settings.most_visitors or most_visitors(
        available_megabytes() / sharing, available_cores() / sharing
    )
    rules = Rules(
        places_per_address(settings.places_per_address, most),
        settings.seconds_without_frame,
        settings.longest_minutes * 60,
    )
    slots = StreamSlots(most, _has_page, _end_stream, rules)
    return open_house(slots, settings.house, _has_page)


def _has_page(session: str) -> bool:
    from streamlit.runtime import get_instance

    return get_instance().is_active_session(session)


def _end_stream(stream: Stream) -> None:
    # Where there is a stream, a page has loaded this. Before, it must not be: streamlit-webrtc's
    # files are served only where a page's script imports it first.
    from hosting.webrtc_compat import end_stream

    end_stream(stream)
