"""Visits that left are ended in time, for as long as the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from streamlit import config

from hosting.http.held import ClosedPages

logger = logging.getLogger(__name__)

SHARE = 1 / 3  # of the time for which Streamlit keeps a closed page's visit


@asynccontextmanager
async def sweeping(_app: Any) -> AsyncIterator[None]:
    """As long as the context is entered, which is a lifespan."""
    sweep = asyncio.create_task(_sweep(config.get_option("server.disconnectedSessionTTL") * SHARE))
    try:
        yield
    finally:
        sweep.cancel()
        with suppress(asyncio.CancelledError):
            await sweep


async def _sweep(every: float) -> None:
    pages = ClosedPages()
    while True:
        await asyncio.sleep(every)
        try:
            pages.end()
        except Exception:  # one visit that cannot be ended must not keep the others
            logger.exception("Visits that left could not be ended")
