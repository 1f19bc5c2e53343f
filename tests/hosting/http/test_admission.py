"""A crowd of pages: a few start at a time, and who has to wait reads so."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from hosting.http import admission
from hosting.http.admission import (
    MAX_STARTING,
    MAX_WAITING,
    MAX_WAITING_OF_NETWORK,
    Admission,
)

CROWDED = "198.51.100.7"


class Site:
    """Pages that start when they are told to."""

    def __init__(self) -> None:
        self.starting = 0
        self.go = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"the page"})
            return
        await receive()
        self.starting += 1
        await self.go.wait()
        self.starting -= 1
        finished = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
        await send({"type": "websocket.send", "bytes": finished.SerializeToString()})
        await receive()
        await asyncio.Event().wait()  # the page stays open


async def rerun() -> Message:
    return {"type": "websocket.receive", "bytes": b""}


def opened(
    site: Admission, sent: list[Message], address: str | None = None
) -> "asyncio.Task[None]":
    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "websocket", "headers": [], "client": address and (address, 1)}
    return asyncio.create_task(site(scope, rerun, send))


async def answer(site: Admission, address: str | None = None) -> int:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept", b"text/html")]
    client = address and (address, 1)
    scope = {"type": "http", "method": "GET", "headers": headers, "client": client}
    await site(scope, rerun, send)
    return int(sent[0]["status"])


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_few_pages_start_at_once_and_the_others_in_turn() -> None:
    async def crowd() -> None:
        pages = Site()
        site = Admission(pages, has_memory=lambda: True)
        sent: list[list[Message]] = [[] for _ in range(MAX_STARTING + MAX_WAITING + 5)]
        tasks = []
        for one in sent:
            tasks.append(opened(site, one))
            await settle()
        assert pages.starting == MAX_STARTING
        assert await answer(site) == 503
        refused = [one for one in sent if one and one[0]["type"] == "websocket.close"]
        assert [one[0]["code"] for one in refused] == [1013] * 5
        pages.go.set()
        await settle()
        await settle()
        assert await answer(site) == 200
        while sum(bool(one) for one in sent) < len(sent):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(crowd())


def test_a_page_that_never_finishes_holds_the_others_up_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission, "START_SECONDS", 0.05)

    async def crowd() -> None:
        pages = Site()
        site = Admission(pages, has_memory=lambda: True)
        tasks = [opened(site, []) for _ in range(MAX_STARTING + 3)]
        while pages.starting < MAX_STARTING + 3:
            await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(crowd())


def test_a_crowd_of_one_network_leaves_room_for_others() -> None:
    async def crowd() -> None:
        site = Admission(Site(), has_memory=lambda: True)
        tasks = []
        for _ in range(MAX_STARTING + MAX_WAITING_OF_NETWORK):
            tasks.append(opened(site, [], CROWDED))
            await settle()
        assert await answer(site, CROWDED) == 503
        assert await answer(site, "203.0.113.9") == 200
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await answer(site, CROWDED) == 200

    asyncio.run(crowd())
