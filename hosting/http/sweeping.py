"""Visits that left are ended in time, for as long as the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from streamlit import config

from hosting.http.endings import ClosedSessions, end_sessions_in_time

logger = logging.getLogger(__name__)

SHARE = 1 / 6  # of the time for which a closed page's session is kept
LONGEST = 3.0  # seconds between two sweeps


@asynccontextmanager
async def sweeping(_app: Any) -> AsyncIterator[None]:
    """As long as the context is entered, which is a lifespan."""
    kept = config.get_option("server.disconnectedSessionTTL")
    sweep = asyncio.create_task(_sweep(end_sessions_in_time(kept), min(kept * SHARE, LONGEST)))
    try:
        yield
    finally:
        sweep.cancel()
        with suppress(asyncio.CancelledError):
            await sweep


async def _sweep(closed: ClosedSessions, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            closed.sweep()
        except Exception:
            logger.exception("Sessions that were closed could not be ended")
