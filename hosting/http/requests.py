"""How many requests one network may make."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hosting.http.buckets import Buckets
from hosting.http.proxies import network_of_peer
from hosting.http.refusals import MANY_REQUESTS, too_many

# A page is a hundred files, and a class behind one address opens forty of them at once.
BURST_SECONDS = 40  # of the rate


class RequestRate:
    """Answers 429 to what is over the rate; a page that is open goes on."""

    def __init__(self, app: ASGIApp, a_second: int) -> None:
        self._app = app
        self._buckets = Buckets(a_second, a_second * BURST_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        network = network_of_peer(scope) if scope["type"] in ("http", "websocket") else None
        wait = self._buckets.take(network) if network else 0.0
        if not wait:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013})  # try again later
        else:
            await too_many(wait, MANY_REQUESTS, Headers(scope=scope))(scope, receive, send)
