"""Places of the real server, taken by visitors who speak its protocol."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from aiortc import RTCConfiguration, RTCPeerConnection
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.film import Film, encoded
from benchmarks.visitor import COMPONENT, STOPPED, Page, Span, visit
from testkit.patience import PATIENCE
from testkit.server import Server, running_app

MINE, MY_NEIGHBOUR = "198.51.100.7", "203.0.113.9"
# As behind nginx. Over IPv6 the proxy would have an address that uvicorn does not know by itself.
BEHIND_NGINX = {"address": "127.0.0.1", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
ONE_EACH = {"FACECUE_MOST_VISITORS": "8", "FACECUE_PLACES_PER_ADDRESS": "1"}
CAPPED, WITH_START = "that one network may have", COMPONENT


def opened(url: str, forwarded: str) -> connect:
    """A page's websocket, as through a proxy that says ``forwarded``."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return connect(
        address,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        additional_headers=headers,
    )


@asynccontextmanager
async def useless_offer(url: str, forwarded: str = "") -> AsyncIterator[None]:
    """A visitor whose offer was taken, and who then neither connects nor leaves."""
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTrack(Film([b""]))
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription
    lines = [line for line in offer.sdp.splitlines(keepends=True) if "candidate" not in line]
    async with opened(url, forwarded) as socket:
        page = Page(socket)
        listening = asyncio.create_task(page.listen())
        try:
            await asyncio.wait_for(page.ready.wait(), PATIENCE)
            await page.set(STOPPED | {"sdpOffer": {"type": offer.type, "sdp": "".join(lines)}})
            await asyncio.wait_for(page.answer, PATIENCE)
            yield
        finally:
            page.close()
            await connection.close()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


async def says(url: str, forwarded: str = "") -> str:
    """What a visitor's first look at the page brings, as text."""
    async with opened(url, forwarded) as socket:
        return await asyncio.wait_for(_first_look(socket), PATIENCE)


async def _first_look(socket: ClientConnection) -> str:
    message = BackMsg()
    message.rerun_script.query_string = ""
    await socket.send(message.SerializeToString())
    seen = ""
    async for content in socket:
        assert isinstance(content, bytes)
        told = ForwardMsg.FromString(content)
        seen += str(told)
        if told.WhichOneof("type") == "script_finished":
            return seen
    raise AssertionError("the page was closed")


def test_four_useless_offers_do_not_hold_four_places(tmp_path: Path) -> None:
    film = Film(encoded())  # takes a while

    async def five_visitors(server: Server) -> None:
        before = server.udp_sockets()
        async with AsyncExitStack() as useless:
            for _ in range(4):
                await useless.enter_async_context(useless_offer(server.url))
            assert server.udp_sockets() > before
            assert WITH_START not in await says(server.url)
            visited = await visit(server.url, film, Span(0, 1))
            assert visited.frames_per_second > 0
            while server.udp_sockets() > before:  # nothing of them is left, their pages open or not
                await asyncio.sleep(0.1)

    limits = {"FACECUE_MOST_VISITORS": "4", "FACECUE_PLACES_PER_ADDRESS": "0"}
    with running_app(tmp_path, FACECUE_SECONDS_WITHOUT_FRAME="6", **limits) as server:
        asyncio.run(asyncio.wait_for(five_visitors(server), PATIENCE))


def test_one_address_cannot_take_all_places(tmp_path: Path) -> None:
    async def visitors(server: Server) -> None:
        assert WITH_START in await says(server.url, MINE)
        async with (
            useless_offer(server.url, MINE),
            useless_offer(server.url, "2001:db8::1"),
        ):
            capped = await says(server.url, MINE)
            assert CAPPED in capped
            assert WITH_START not in capped
            assert WITH_START in await says(server.url, MY_NEIGHBOUR)
            # What the visitor's own request said stands before what the proxy added.
            assert CAPPED in await says(server.url, f"{MY_NEIGHBOUR}, {MINE}")
            assert WITH_START in await says(server.url, f"{MINE}, {MY_NEIGHBOUR}")
            assert CAPPED in await says(server.url, "2001:db8::ffff:2")
            assert WITH_START in await says(server.url, "2001:db8:0:1::1")

    with running_app(tmp_path, **BEHIND_NGINX, **ONE_EACH) as server:
        asyncio.run(asyncio.wait_for(visitors(server), PATIENCE))


def test_nobody_but_a_named_proxy_tells_a_visitors_address(tmp_path: Path) -> None:
    async def visitors(server: Server) -> None:
        async with useless_offer(server.url, MINE):
            assert WITH_START in await says(server.url, MINE)

    with running_app(
        tmp_path, FORWARDED_ALLOW_IPS="192.0.2.1", **BEHIND_NGINX, **ONE_EACH
    ) as server:
        asyncio.run(asyncio.wait_for(visitors(server), PATIENCE))


def test_what_a_visitor_says_of_themselves_is_nothing_where_any_proxy_may_ask(
    tmp_path: Path,
) -> None:
    async def visitors(server: Server) -> None:
        async with useless_offer(server.url, MINE):
            assert CAPPED in await says(server.url, f"{MY_NEIGHBOUR}, {MINE}")
            assert WITH_START in await says(server.url, f"{MINE}, {MY_NEIGHBOUR}")

    with running_app(tmp_path, FORWARDED_ALLOW_IPS="*", **BEHIND_NGINX, **ONE_EACH) as server:
        asyncio.run(asyncio.wait_for(visitors(server), PATIENCE))
