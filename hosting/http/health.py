"""How this replica is, for whoever watches it: a few words, and nothing of a visitor's."""

import asyncio
import logging
import math
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from hosting import sandbox
from hosting.environment import SettingsError
from hosting.house.keeping import KEEPER
from hosting.relay_states import RELAY_STATES
from hosting.settings import Settings, read_settings
from hosting.upload_states import UPLOAD_STATES
from models.backend import WEIGHTS_NAME, Backend
from models.errors import ModelError
from models.manifest import read_weights

PATH = "/health"
RETRY = 10.0  # seconds

logger = logging.getLogger(__name__)


def health_route(base: str) -> Route:
    """``GET /health``, under ``base``: 200, or 503 where something is not as its owner wants it."""
    return Route(base + PATH, _answer)


async def _answer(_request: Request) -> JSONResponse:
    try:
        told = await asyncio.to_thread(health, read_settings(os.environ))
    except SettingsError:
        told = {"healthy": False, "settings": "wrong"}  # the page says which one
    status = 200 if told["healthy"] else 503
    return JSONResponse(told, status, headers={"Cache-Control": "no-store"})


def health(settings: Settings) -> dict[str, object]:
    """Whether visitors can be served, and what each part says. Asks nobody else.

    Relays and uploads do not decide: many visitors are served without.
    """
    model = "ok" if MODEL_CHECK.is_good(settings.backend, settings.weights) else "failed"
    redis = _redis(settings)
    return {
        "replica": settings.house.replica,
        "healthy": model == "ok" and redis != "away",
        "model": model,
        "redis": redis,
        "relays": RELAY_STATES.of(settings),
        "uploads": UPLOAD_STATES.of(needs_sandbox=not settings.uploads_without_sandbox),
        "sandbox": sandbox.offered(),
    }


def _redis(settings: Settings) -> str:
    if not settings.house.is_shared:
        return "not used"
    house = KEEPER.house
    return "ok" if house is not None and house.is_in_step() else "away"


class ModelCheck:
    """Whether the manifest vouches for the weights. May be used on any thread.

    Good ones are read once; bad ones again after ``RETRY``, as their owner may put them right.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._good: set[tuple[Backend, Path]] = set()
        self._failed: dict[tuple[Backend, Path], float] = {}  # when they were read last
        self._lock = threading.Lock()

    def is_good(self, backend: Backend, folder: Path) -> bool:
        """Asked by strangers, so it reads little."""
        key = backend, folder
        with self._lock:
            if key in self._good:
                return True
            now = self._clock()
            if now - self._failed.get(key, -math.inf) < RETRY:
                return False
            try:
                read_weights(folder, WEIGHTS_NAME[backend])
            except ModelError as error:
                logger.warning("The model cannot be used: %s", error)
                self._failed[key] = now
                return False
            self._good.add(key)
            return True


MODEL_CHECK = ModelCheck()  # of this process
