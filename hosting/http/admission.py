"""Pages that are opened at once are let in one after another, as far as there is memory.

The first run of a page is the costly one: hundreds at once take more memory than a small host has.
So only a few are run at a time, and the others wait. Who would have to wait for long gets a small
page instead, which asks again by itself. A page that is open already never waits: not for its
further messages, nor where its connection broke off and it comes back.
"""

import asyncio
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from hosting.http.endings import is_known_session
from hosting.process import Usage
from hosting.resources import available_megabytes

MAX_STARTING = 2  # first runs of a page that go on at once
MAX_WAITING = 20  # pages whose first run waits; who comes then gets the waiting page
START_SECONDS = 10.0  # after which a first run holds the next one up no longer
PAGE = 1.0  # megabytes of an open page, at most; while its first run goes on a little more
MEMORY_SHARE = 0.9  # of the machine's, beyond which no further page is opened
LONGEST_FINISHED = 500  # bytes of the message that ends a run, at most
TRY_LATER = 1013  # code of a websocket that is closed, of IANA's registry
RETRY = (3, 8)  # seconds after which the waiting page asks again, by chance


@dataclass(frozen=True)
class Waiting:
    """What the waiting page says, in one language."""

    title: str
    sentence: str
    direction: str = "ltr"


WAITING: Mapping[str, Waiting] = {
    "en": Waiting(
        "Just a moment",
        "Many people are opening FaceCue right now. This page opens by itself as soon as it is "
        "your turn.",
    ),
    "de": Waiting(
        "Einen Moment",
        "Gerade öffnen viele Menschen FaceCue. Diese Seite öffnet sich von selbst, sobald Sie an "
        "der Reihe sind.",
    ),
    "fr": Waiting(
        "Un instant",
        "Beaucoup de personnes ouvrent FaceCue en ce moment. Cette page s'ouvrira d'elle-même dès "
        "que ce sera votre tour.",
    ),
    "es": Waiting(
        "Un momento",
        "Muchas personas están abriendo FaceCue ahora mismo. Esta página se abrirá sola en cuanto "
        "le toque.",
    ),
    "ar": Waiting(
        "لحظة من فضلك",
        "يفتح كثيرون FaceCue الآن. ستُفتح هذه الصفحة تلقائيًا حين يأتي دورك.",
        "rtl",
    ),
}

DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}"><title>{title} · FaceCue</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.5 Figtree, system-ui, sans-serif; margin: 20vh auto; max-width: 30rem;
  padding: 0 1.5rem; color: #17202A; background: #FFFFFF; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #E8EEF3; background: #10161C; }} }}
</style></head>
<body><main><h1>{title}</h1><p role="status">{sentence}</p></main></body></html>
"""


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
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, have it wait, or answer with the waiting page."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and _is_page(scope) and not self._has_room():
            await waiting_page(Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _has_room(self) -> bool:
        return self._waiting < MAX_WAITING and self._has_memory()

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _continues_session(scope):
            await self._app(scope, receive, send)
            return
        if not self._has_room():
            await send({"type": "websocket.close", "code": TRY_LATER})
            return
        start = _Start(self._slots)
        has_started = False

        async def receive_in_turn() -> Message:
            nonlocal has_started
            message = await receive()
            if message["type"] == "websocket.receive" and not has_started:
                has_started = True
                self._waiting += 1
                try:
                    await start.begin()
                finally:
                    self._waiting -= 1
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


def waiting_page(headers: Headers) -> HTMLResponse:
    """HTTP 503, in the first of the browser's languages that there are words in."""
    wanted = headers.get("accept-language", "").replace(" ", "").split(",")
    languages = [one.partition(";")[0].partition("-")[0].lower() for one in wanted]
    language = next((one for one in languages if one in WAITING), "en")
    words = WAITING[language]
    seconds = random.randint(*RETRY)  # noqa: S311  # so that not all of them come back at once
    content = DOCUMENT.format(
        language=language,
        direction=words.direction,
        seconds=seconds,
        title=escape(words.title),
        sentence=escape(words.sentence),
    )
    told = {"Retry-After": str(seconds), "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return HTMLResponse(content, status_code=503, headers=told)


def _is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _continues_session(scope: Scope) -> bool:
    """Whether it names a session that is here: the third of Streamlit's subprotocols."""
    asked = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(asked) > 2 and is_known_session(asked[2].strip())


def _ends_run(message: Message) -> bool:
    content = message.get("bytes") or b""
    if len(content) > LONGEST_FINISHED:
        return False
    return bool(ForwardMsg.FromString(content).WhichOneof("type") == "script_finished")
