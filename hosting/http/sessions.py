"""How many pages of one network may be open, and what each may send."""

from collections import Counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hosting.http.buckets import Buckets
from hosting.http.proxies import network_of_peer
from hosting.http.refusals import MANY_PAGES, accepts_page, too_many

BURST_SECONDS = 10  # of the rate: each way that the browser finds to the server is a message
RETRY = 30.0  # seconds
# Codes of RFC 6455, 7.4.1, and of IANA's registry.
UNSUPPORTED, POLICY, TOO_BIG, TRY_LATER = 1003, 1008, 1009, 1013


class Sessions:
    """Counts websockets by network, and closes one that sends too much.

    Over the number a page is not even loaded: it says so instead.
    """

    def __init__(
        self, app: ASGIApp, per_address: int, message_bytes: int, messages_a_second: int
    ) -> None:
        self._app = app
        self._most = per_address
        self._bytes = message_bytes
        self._rate = messages_a_second
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and self._is_page(scope) and self._is_full(scope):
            await too_many(RETRY, MANY_PAGES, Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full(scope):
            await send({"type": "websocket.close", "code": TRY_LATER})
            return
        network = network_of_peer(scope) or ""
        messages = Buckets(self._rate, self._rate * BURST_SECONDS)

        async def receive_within_limits() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = self._wrong_with(message, messages)
            if not code:
                return message
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        self._open[network] += 1
        try:
            await self._app(scope, receive_within_limits, send)
        finally:
            self._open[network] -= 1
            if not self._open[network]:
                del self._open[network]

    def _wrong_with(self, message: Message, messages: Buckets) -> int:
        """The code to close with; 0 where nothing is wrong."""
        content = message.get("bytes")
        if content is None:  # Streamlit's protocol has no text
            return UNSUPPORTED
        if len(content) > self._bytes:
            return TOO_BIG
        return POLICY if messages.take("") else 0

    def _is_full(self, scope: Scope) -> bool:
        network = network_of_peer(scope)
        return network is not None and self._open[network] >= self._most

    def _is_page(self, scope: Scope) -> bool:
        return scope["method"] == "GET" and accepts_page(Headers(scope=scope))
