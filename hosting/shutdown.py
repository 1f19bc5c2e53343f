"""The end of the process: every visitor's connection is closed before the server stops."""

import asyncio
import logging
import signal
from types import FrameType

from streamlit_webrtc.eventloop import get_global_event_loop

from hosting.webrtc_compat import open_connections

logger = logging.getLogger(__name__)

GRACE = 5.0  # seconds for all connections together; hosts give ten for the process


def end_streams_on_sigterm() -> None:
    """Say goodbye to every browser first: it sees at once that the stream is over.

    Without that it waits half a minute for pictures. Call it once, while the server runs.
    """
    loop = get_global_event_loop()
    loop.call_soon_threadsafe(_take_over, loop)


def _take_over(loop: asyncio.AbstractEventLoop) -> None:
    stop_server = signal.getsignal(signal.SIGTERM)

    async def end(number: int, frame: FrameType | None) -> None:
        connections = open_connections()
        logger.info("Ending; %d connections are open", len(connections))
        closing = asyncio.gather(*(one.close() for one in connections), return_exceptions=True)
        try:
            await asyncio.wait_for(closing, GRACE)
        except TimeoutError:
            logger.warning("Not every connection could be closed within %.0f s", GRACE)
        if callable(stop_server):
            stop_server(number, frame)

    def handle(number: int, frame: FrameType | None) -> None:
        asyncio.run_coroutine_threadsafe(end(number, frame), loop)

    signal.signal(signal.SIGTERM, handle)
