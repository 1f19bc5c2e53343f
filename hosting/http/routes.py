"""Which routes are open: our own, and those of Streamlit's that the pages need."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from hosting.http import health, metrics
from hosting.http.head import FONT_PATH, PREVIEW_PATH
from hosting.owner_secrets import is_same

CORE = "/_stcore/"
OPEN = ("health", "host-config", "stream", "bidi-components", "upload_file")  # under CORE
CLOSED = ("/auth", "/oauth2callback")  # logging in, which the app does not have
METRICS = "metrics"  # Streamlit's own
OURS = (health.PATH, metrics.PATH, PREVIEW_PATH, FONT_PATH)
READING = ("GET", "HEAD", "OPTIONS")
UPLOADING = ("PUT", "DELETE", "OPTIONS")


def base_path() -> str:
    """Streamlit's ``server.baseUrlPath``, with which the paths begin: as ``/app``, or empty."""
    given: str = config.get_option("server.baseUrlPath") or ""
    return "/" + given.strip("/") if given.strip("/") else ""


class OpenRoutes:
    """Answers 404 to all others: an agents' interface, log-ins, what later versions may bring.

    So it does to a path that only ends as one of ours: Streamlit answers 200 with its page to all
    that it does not know, and a health check at a wrong path would never fail.

    The metrics are for whoever knows the operator's secret (``Authorization: Bearer ...``).
    """

    def __init__(self, app: ASGIApp, base: str, operator_secret: str) -> None:
        """``base`` is what the paths of the app begin with."""
        self._app = app
        self._base = base
        self._secret = operator_secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        answer = self._refusal(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"].removeprefix(self._base)
        # Anywhere in the path, as Streamlit takes a page's name before it for its own.
        _, is_core, rest = path.partition(CORE)
        name = rest.partition("/")[0] if is_core else ""
        allowed = UPLOADING if name == "upload_file" else READING
        if scope["method"] not in allowed:
            headers = {"Allow": ", ".join(allowed)}
            return PlainTextResponse("Method Not Allowed", status_code=405, headers=headers)
        if path.startswith(CLOSED):
            return _not_found()
        if path.endswith(OURS) and path not in OURS and not is_core:
            return _not_found()
        # Whatever begins so: a route takes its path with a line break after it for its own, too.
        if path.startswith(metrics.PATH) or (is_core and name == METRICS):
            return self._metrics_refusal(scope)
        return _not_found() if is_core and name not in OPEN else None

    def _metrics_refusal(self, scope: Scope) -> Response | None:
        if not self._secret:
            return _not_found()
        kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        is_operator = kind.lower() == "bearer" and is_same(given.strip(), self._secret)
        return None if is_operator else _unauthorized()


def _not_found() -> Response:
    return PlainTextResponse("Not Found", status_code=404)


def _unauthorized() -> Response:
    headers = {"WWW-Authenticate": "Bearer"}
    return PlainTextResponse("Unauthorized", status_code=401, headers=headers)
