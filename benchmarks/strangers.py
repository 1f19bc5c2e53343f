"""Visitors without a browser, in the ways in which strangers come and go."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from benchmarks.film import Film
from benchmarks.visitor import PLAYING, STOPPED, Page

PATIENCE = 30.0  # seconds for the server to do its part
STAY = 1.5  # seconds of pictures that a polite visitor takes
GARBAGE: Sequence[Any] = (
    None,
    [],
    {"playing": "yes", "sdpOffer": 7, "iceCandidates": "none"},
    {"playing": False, "sdpOffer": {"type": "offer"}, "iceCandidates": {}},
    {"playing": False, "sdpOffer": {"type": "offer", "sdp": "v=0\nforged line"}},
    {"playing": False, "sdpOffer": {"type": ["offer"], "sdp": {"v": 0}}},
    {"playing": False, "sdpOffer": {"type": "offer", "sdp": "m=video 9\r\n" * 9999}},
    {"playing": True, "iceCandidates": {str(n): {"candidate": "x\n" * 99} for n in range(999)}},
)


class Guest:
    """One browserless visitor: a page, a connection and a film."""

    def __init__(self, page: Page, film: list[bytes]) -> None:
        self.page = page
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._film = film

    async def offer(self, muted: bool = False) -> "asyncio.Future[MediaStreamTrack]":
        """Send an offer; the video that comes back is in the future."""
        returned: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
        self.connection.on("track", returned.set_result)
        self.connection.addTrack(Muted() if muted else Film(self._film))
        await self.connection.setLocalDescription(await self.connection.createOffer())
        offer = self.connection.localDescription
        await self.page.set(STOPPED | {"sdpOffer": {"type": offer.type, "sdp": offer.sdp}})
        return returned

    async def accept(self) -> None:
        """Take the server's answer."""
        answer = json.loads(await asyncio.wait_for(self.page.answer, PATIENCE))
        await self.connection.setRemoteDescription(RTCSessionDescription(**answer))
        await self.page.set(PLAYING)

    async def live(self) -> MediaStreamTrack:
        """Go live; the first picture has come back."""
        returned = await self.offer()
        await self.accept()
        track = await asyncio.wait_for(returned, PATIENCE)
        await asyncio.wait_for(track.recv(), PATIENCE)
        return track


class Muted(MediaStreamTrack):
    """A camera that gives nothing."""

    kind = "video"

    async def recv(self) -> Any:
        """Wait for ever."""
        await asyncio.Event().wait()


async def polite(guest: Guest) -> None:
    """Watch for a moment, and press Stop."""
    track = await guest.live()
    end = time.monotonic() + STAY
    while time.monotonic() < end:
        await asyncio.wait_for(track.recv(), PATIENCE)
    await guest.page.set(STOPPED)
    await guest.connection.close()


async def killed(guest: Guest) -> None:
    """The laptop's battery is empty: neither page nor connection says goodbye."""
    await guest.live()
    await asyncio.sleep(0.3)
    connection = guest.connection.getTransceivers()[0].receiver.transport.transport._connection
    if connection._query_consent_task is not None:
        connection._query_consent_task.cancel()  # it would ask through what is closed now
    for protocol in connection._protocols:
        protocol.transport.abort()


async def hasty(guest: Guest) -> None:
    """Press Stop before the answer has come."""
    await guest.offer()
    await guest.page.set(STOPPED)


async def gone(guest: Guest) -> None:
    """Close the page before the answer has come."""
    await guest.offer()


async def failed(guest: Guest) -> None:
    """Take the answer, but no packet comes through."""
    await guest.offer()
    await asyncio.wait_for(guest.page.answer, PATIENCE)
    await asyncio.sleep(0.5)


async def muted(guest: Guest) -> None:
    """Connect, and send no picture."""
    await guest.offer(muted=True)
    await guest.accept()
    await asyncio.sleep(STAY)


async def garbage(guest: Guest) -> None:
    """Send what no browser sends."""
    for value in GARBAGE:
        await guest.page.set(value)
        await asyncio.sleep(0.05)


KINDS: dict[str, Callable[[Guest], Any]] = {
    one.__name__: one for one in (polite, killed, hasty, gone, failed, muted, garbage)
}


@asynccontextmanager
async def guest_at(url: str, film: list[bytes]) -> AsyncIterator[Guest]:
    """A visitor whose page is open, and closed at the end."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    socket = await connect(address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
    page = Page(socket)
    listening = asyncio.create_task(page.listen())
    guest = Guest(page, film)
    try:
        await asyncio.wait_for(page.ready.wait(), PATIENCE)
        yield guest
    finally:
        page.close()
        listening.cancel()
        with suppress(asyncio.CancelledError, ConnectionClosed):
            await listening
        await socket.close()
        await guest.connection.close()
