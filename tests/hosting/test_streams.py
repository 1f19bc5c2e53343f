"""Hostile streams against the real server: what they ask for is refused, and costs it nothing."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import pytest
from aiortc import AudioStreamTrack, MediaStreamTrack, RTCConfiguration, RTCPeerConnection
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from benchmarks.film import Film
from benchmarks.soak import Held
from benchmarks.strangers import Guest
from benchmarks.visitor import PLAYING, STOPPED, Page
from hosting.picture_size import HD, Size, vp8_size
from hosting.process import Usage
from testkit.patience import PATIENCE
from testkit.server import Server, running_app
from testkit.vp8 import vp8_film
from tests.hosting.test_places import WITH_START, opened, says

REFUSED = "asked for something else than one video to and fro"
TOO_LARGE = "Pictures too large"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+: \S.*")
FORGED = "2026-01-01 00:00:00,000 ERROR hosting: the secret is x"
HOST = "candidate:170975534 1 udp 2122194687 192.0.2.7 44819 typ host generation 0"
HUGE = Size(8192, 8192)
# The first live stream loads what all share; a picture of 8192x8192 alone takes 100 MB.
MOST_MEGABYTES = 90
OFFERS = 4
MALFORMED: Sequence[Any] = (
    None,
    [],
    7,
    {"playing": "yes", "sdpOffer": 7, "iceCandidates": "none"},
    {"playing": False, "sdpOffer": {"type": "offer"}, "iceCandidates": {}},
    {"playing": False, "sdpOffer": {"type": "offer", "sdp": f"v=0\n{FORGED}"}},
    {"playing": False, "sdpOffer": {"type": ["offer"], "sdp": {"v": 0}}},
    {"playing": False, "sdpOffer": {"type": FORGED, "sdp": f"m=video 9\n{FORGED}\n"}},
    {"playing": True, "iceCandidates": {FORGED: {"candidate": f"{HOST}\n{FORGED}", "sdpMid": "0"}}},
    {"playing": True, "iceCandidates": {"a": {"candidate": f"\n{FORGED}", "sdpMid": "0"}}},
)


class Heard:
    """A page's websocket, with what the server says remembered."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.text = ""
        self.runs = 0  # of the page from top to bottom

    async def send(self, message: bytes) -> None:
        await self._socket.send(message)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for content in self._socket:
            assert isinstance(content, bytes)
            yield content
            message = ForwardMsg.FromString(content)
            self.text += str(message)
            self.runs += (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with one place, after a first stream has loaded what all share."""
    folder = tmp_path_factory.mktemp("app")
    short = {
        "FACECUE_SECONDS_WITHOUT_FRAME": "10",
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1",
    }
    with running_app(folder, FACECUE_MOST_VISITORS="1", **short) as app:
        run(live_and_gone(app))
        yield app


def run(visit: Awaitable[None]) -> None:
    asyncio.run(asyncio.wait_for(visit, PATIENCE))


def is_no_more_than(before: Held, now: Held) -> bool:
    """Whether nothing was leaked: that would be once for each visitor.

    A pool may have begun a thread meanwhile, and a file may be open at the moment of the look.
    """
    return (
        now.udp_sockets <= before.udp_sockets
        and now.threads <= before.threads + 1
        and now.descriptors <= before.descriptors + 1
    )


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.05)


@asynccontextmanager
async def page_of(server: Server) -> AsyncIterator[tuple[Page, Heard]]:
    """An open page with the video component on it."""
    async with opened(server.url, "") as socket:
        heard = Heard(socket)
        page = Page(cast(ClientConnection, heard))
        listening = asyncio.create_task(page.listen())
        try:
            await page.ready.wait()
            yield page, heard
        finally:
            page.close()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


async def live_and_gone(server: Server) -> None:
    async with page_of(server) as (page, _):
        guest = Guest(page, vp8_film(320, 240))
        await guest.live()
        await page.set(STOPPED)
        await guest.connection.close()
    await until(lambda: server.udp_sockets() == 0)


async def offer_of(*tracks: MediaStreamTrack, direction: str = "sendrecv") -> dict[str, str]:
    """A browser's offer of these tracks; what it was for is closed."""
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    for track in tracks:
        connection.addTransceiver(track, direction=direction)
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription
    await connection.close()
    return {"type": offer.type, "sdp": offer.sdp}


def film() -> Film:
    return Film([b""])


@pytest.mark.parametrize(
    ("tracks", "direction", "sign"),
    [
        (lambda: [film()], "sendonly", "a=sendonly"),
        (lambda: [film(), AudioStreamTrack()], "sendrecv", "m=audio"),
        (lambda: [film() for _ in range(6)], "sendrecv", "m=video"),
    ],
    ids=["to the server only", "with sound", "six videos"],
)
def test_another_offer_than_of_one_video_costs_nothing(
    tracks: Callable[[], list[MediaStreamTrack]], direction: str, sign: str, server: Server
) -> None:
    async def refused() -> None:
        offer = await offer_of(*tracks(), direction=direction)
        assert offer["sdp"].count(sign) == len(tracks()) - (sign == "m=audio")
        async with page_of(server) as (page, heard):
            await page.set(STOPPED | {"sdpOffer": offer})
            await until(lambda: REFUSED in heard.text)
            assert not page.answer.done()
            assert server.udp_sockets() == 0
            assert WITH_START in await says(server.url)  # the only place is free

    async def visits() -> None:
        before = Held.by(server)
        for _ in range(OFFERS):
            await refused()
        await until(lambda: is_no_more_than(before, Held.by(server)))

    written = len(server.log.read_text())
    run(visits())
    log = server.log.read_text()[written:]
    assert "An offer was refused: " in server.log.read_text()  # once a minute
    assert "A stream began" not in log
    assert len(LINE.findall(log)) == len(log.splitlines())


def declaring(frame: bytes, size: Size) -> bytes:
    """A key frame of VP8 that says it is of another size."""
    sides = b"".join(side.to_bytes(2, "little") for side in (size.width, size.height))
    return frame[:6] + sides + frame[10:]


@pytest.mark.parametrize("kind", ["1920x1080", "declares 8192x8192"])
def test_too_large_pictures_end_the_stream_with_a_sentence(kind: str, server: Server) -> None:
    if kind == "1920x1080":
        frames = vp8_film(1920, 1080)
    else:
        frames = [declaring(vp8_film(320, 240)[0], HUGE)]
    size = vp8_size(frames[0])
    assert size is not None
    assert not HD.holds(size)

    async def visit() -> None:
        before = Usage(server.pid).peak_megabytes()
        async with page_of(server) as (page, heard):
            guest = Guest(page, frames)
            returned = await guest.offer()
            await guest.accept()
            await until(lambda: TOO_LARGE in heard.text)
            assert "press Stop, and choose another" in heard.text
            await until(lambda: server.udp_sockets() == 0)  # though the page is still open
            assert WITH_START in await says(server.url)
            await guest.connection.close()
            assert returned.done()
        assert Usage(server.pid).peak_megabytes() < before + MOST_MEGABYTES

    written = len(server.log.read_text())
    run(visit())
    log = server.log.read_text()[written:]
    assert "A stream ended: 0 frames, 0 errors" in log
    assert len(LINE.findall(log)) == len(log.splitlines())


def test_malformed_messages_leave_nothing_and_forge_no_line(server: Server) -> None:
    async def one(value: Any) -> None:
        async with page_of(server) as (page, heard):
            runs = heard.runs
            await page.set(value)
            await until(lambda: heard.runs > runs)
            assert server.udp_sockets() == 0
            assert WITH_START in await says(server.url)

    async def visits() -> None:
        before = Held.by(server)
        for value in MALFORMED:
            await one(value)
        await until(lambda: is_no_more_than(before, Held.by(server)))

    written = len(server.log.read_text())
    run(visits())
    log = server.log.read_text()[written:]
    assert "An offer was refused: " in server.log.read_text()  # once a minute
    assert len(LINE.findall(log)) == len(log.splitlines())
    assert "secret" not in log
    assert "A stream began" not in log


def test_a_candidate_with_a_line_break_forges_no_line_beside_a_stream(server: Server) -> None:
    async def visit() -> None:
        async with page_of(server) as (page, heard):
            guest = Guest(page, vp8_film(320, 240))
            await guest.live()
            forged = {"candidate": f"{HOST}\n{FORGED}", "sdpMid": "0", "sdpMLineIndex": 0}
            sound = forged | {"candidate": HOST}
            runs = heard.runs
            await page.set(PLAYING | {"iceCandidates": {"forged": forged, "sound": sound}})
            await until(lambda: heard.runs > runs)
            await page.set(STOPPED)
            await guest.connection.close()
        await until(lambda: server.udp_sockets() == 0)

    written = len(server.log.read_text())
    run(visit())
    log = server.log.read_text()[written:]
    assert "A stream ended" in log
    assert len(LINE.findall(log)) == len(log.splitlines())
    assert "secret" not in log
    assert "192.0.2.7" not in log
