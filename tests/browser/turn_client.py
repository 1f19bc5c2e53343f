"""A stranger at the relay, who speaks TURN (RFC 8656) without a browser."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Literal

from aioice import stun
from aioice.turn import (
    DEFAULT_ALLOCATION_LIFETIME,
    DEFAULT_CHANNEL_REFRESH_TIME,
    TCP_TRANSPORT,
    TurnClientProtocol,
    TurnClientTcpProtocol,
    TurnClientUdpProtocol,
)

Transport = Literal["udp", "tcp"]


@asynccontextmanager
async def turn_client(
    host: str, port: int, name: str, credential: str, transport: Transport = "udp"
) -> AsyncIterator[TurnClientProtocol]:
    """A client of the relay with an account, that has not asked for anything yet."""
    loop, server = asyncio.get_running_loop(), (host, port)
    times = DEFAULT_ALLOCATION_LIFETIME, DEFAULT_CHANNEL_REFRESH_TIME
    client: TurnClientProtocol
    if transport == "tcp":
        _, client = await loop.create_connection(
            lambda: TurnClientTcpProtocol(server, name, credential, *times), host, port
        )
    else:
        _, client = await loop.create_datagram_endpoint(
            lambda: TurnClientUdpProtocol(server, name, credential, *times), remote_addr=server
        )
    try:
        yield client
    finally:
        await client.delete()


async def tcp_allocation(client: TurnClientProtocol) -> None:
    """Ask for a way on which the relay opens TCP connections (RFC 6062)."""
    request = stun.Message(stun.Method.ALLOCATE, stun.Class.REQUEST)
    request.attributes["REQUESTED-TRANSPORT"] = TCP_TRANSPORT
    await client.request_with_retry(request)


async def refusal(request: Awaitable[object]) -> int | None:
    """The error code of the answer; None where the request was granted."""
    try:
        await request
    except stun.TransactionFailed as failed:
        return failed.response.error_code
    return None
