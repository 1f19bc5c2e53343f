"""The end of the process: every visitor's connection is closed before the server stops."""

import asyncio
import logging
import signal
from collections.abc import Callable
from types import FrameType

from streamlit_webrtc.eventloop import get_global_event_loop

from hosting.webrtc_compat import open_connections

logger = logging.getLogger(__name__)

GRACE = 5.0  # seconds for all connections together; hosts give ten for the process


def end_streams_on_sigterm(leave: Callable[[], None]) -> None:
    """Say goodbye to every browser first: it sees at once that the stream is over.

    Without that it waits half a minute for pictures. ``leave`` is called before that, so that
    nobody is sent here any more. Call it once, while the server runs.
    """
    loop = get_global_event_loop()
    loop.call_soon_threadsafe(_take_over, loop, leave)


def _take_over(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    stop_server = signal.getsignal(signal.SIGTERM)

    async def end(number: int, frame: FrameType | None) -> None:
        await asyncio.to_thread(leave)
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
