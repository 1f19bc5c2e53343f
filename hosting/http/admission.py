"""Pages that are opened at once are let in one after another, as far as there is memory.

The first run of a page is the costly one: hundreds at once take more memory than a small host has.
So only a few are run at a time, and the others wait. Who would have to wait for long gets a small
page instead, which asks again by itself. A page that is open already never waits: not for its
further messages, nor where its connection broke off and it comes back.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from hosting.http.endings import is_known_session
from hosting.http.proxies import network_of_peer
from hosting.http.refusals import MANY_STARTS, accepts_page, too_busy
from hosting.process import Usage
from hosting.resources import available_megabytes

MAX_STARTING = 2  # first runs of a page that go on at once
MAX_WAITING = 40  # pages whose first run waits; who comes then gets the waiting page
MAX_WAITING_OF_NETWORK = MAX_WAITING // 2  # so that one network's crowd leaves room for others
START_SECONDS = 10.0  # after which a first run holds the next one up no longer
PAGE = 1.0  # megabytes of an open page, at most; while its first run goes on a little more
MEMORY_SHARE = 0.9  # of the machine's, beyond which no further page is opened
LONGEST_FINISHED = 500  # bytes of the message that ends a run, at most
TRY_LATER = 1013  # code of a websocket that is closed, of IANA's registry
RETRY = (3, 8)  # seconds after which the waiting page asks again, by chance


def has_memory() -> bool:
    """Whether one more page fits into what this process may use."""
    used = Usage(os.getpid()).resident_megabytes()
    return used + PAGE < MEMORY_SHARE * available_megabytes()


class Admission:
    """Lets pages in, a few at a time."""

    def __init__(self, app: ASGIApp, has_memory: Callable[[], bool] = has_memory) -> None:
        self._app = app
        self._has_memory = has_memory
        self._slots = asyncio.Semaphore(MAX_STARTING)
        self._waiting: Counter[str] = Counter()  # by network; all without an address are one

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, have it wait, or answer with the waiting page."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and _is_page(scope) and not self._has_room(_network(scope)):
            seconds = random.randint(*RETRY)  # noqa: S311  # so that not all come back at once
            await too_busy(seconds, MANY_STARTS, Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _has_room(self, network: str) -> bool:
        return (
            self._waiting.total() < MAX_WAITING
            and (not network or self._waiting[network] < MAX_WAITING_OF_NETWORK)
            and self._has_memory()
        )

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _continues_session(scope):
            await self._app(scope, receive, send)
            return
        network = _network(scope)
        if not self._has_room(network):
            await send({"type": "websocket.close", "code": TRY_LATER})
            return
        start = _Start(self._slots)
        has_started = False

        async def receive_in_turn() -> Message:
            nonlocal has_started
            message = await receive()
            if message["type"] == "websocket.receive" and not has_started:
                has_started = True
                self._waiting[network] += 1
                try:
                    await start.begin()
                finally:
                    self._waiting -= Counter((network,))  # which drops what is zero
            return message

        async def send_and_look(message: Message) -> None:
            await send(message)
            if start.goes_on and message["type"] == "websocket.send" and _ends_run(message):
                start.end()

        try:
            await self._app(scope, receive_in_turn, send_and_look)
        finally:
            start.end()


class _Start:
    """The first run of one page: it holds one of the slots, for so long at most."""

    def __init__(self, slots: asyncio.Semaphore) -> None:
        self._slots = slots
        self._timer: asyncio.TimerHandle | None = None
        self.goes_on = False

    async def begin(self) -> None:
        await self._slots.acquire()
        self.goes_on = True
        self._timer = asyncio.get_running_loop().call_later(START_SECONDS, self.end)

    def end(self) -> None:
        if self.goes_on:
            self.goes_on = False
            self._slots.release()
            if self._timer is not None:
                self._timer.cancel()


def _is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and accepts_page(Headers(scope=scope))


def _network(scope: Scope) -> str:
    return network_of_peer(scope) or ""


def _continues_session(scope: Scope) -> bool:
    """Whether it names a session that is here: the third of Streamlit's subprotocols."""
    asked = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(asked) > 2 and is_known_session(asked[2].strip())


def _ends_run(message: Message) -> bool:
    content = message.get("bytes") or b""
    if len(content) > LONGEST_FINISHED:
        return False
    return bool(ForwardMsg.FromString(content).WhichOneof("type") == "script_finished")
