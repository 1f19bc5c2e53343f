"""By which names the site may be called."""

from collections.abc import Sequence

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from hosting.http import health

PROBES = (health.PATH, "/_stcore/health")


class KnownHosts:
    """Answers 400 where another name is asked for.

    Whether the server is there is told under any: what watches it asks by its address.
    """

    def __init__(self, app: ASGIApp, allowed: Sequence[str], base: str) -> None:
        """``base`` is what the paths of the app begin with."""
        self._app = app
        self._checked = TrustedHostMiddleware(app, list(allowed), www_redirect=False)
        self._probes = {base + path for path in PROBES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        is_probe = scope["type"] == "http" and scope["path"] in self._probes
        await (self._app if is_probe else self._checked)(scope, receive, send)
