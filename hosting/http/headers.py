"""The headers of every answer."""

import logging
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hosting.http.policy import content_security_policy

logger = logging.getLogger(__name__)

# What a page may ask for. Camera and microphone (for a clip that stays in the browser) are for
# ourselves only; full screen, playing and copying are Streamlit's buttons; all the rest is off.
FOR_OURSELVES = ("camera", "microphone", "fullscreen", "autoplay", "clipboard-write")
FOR_NOBODY = (
    "accelerometer",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
STARTS = ("http.response.start", "websocket.http.response.start")
SECURE = ("https", "wss")


class SecurityHeaders:
    """Adds them to whatever the app answers, also when it fails."""

    def __init__(
        self, app: ASGIApp, frame_ancestors: Sequence[str], hsts_seconds: int, script: str = ""
    ) -> None:
        """``script`` is what stands in the page itself."""
        self._app = app
        self._always = always(frame_ancestors, script)
        self._is_framed = any(source != "'self'" for source in frame_ancestors)
        self._hsts = f"max-age={hsts_seconds}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        over_tls = scope["scheme"] in SECURE
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] in STARTS:
                started = True
                headers = MutableHeaders(scope=message)
                headers.update(self._always)
                if over_tls:
                    headers["Strict-Transport-Security"] = self._hsts
                    _make_cookies_secure(headers, in_frames=self._is_framed)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if started or scope["type"] != "http":
                raise
            # Starlette's own answer to a failure comes from outside of all middleware.
            logger.exception("A request could not be answered")
            answer = PlainTextResponse("Internal Server Error", status_code=500)
            await answer(scope, receive, send_with_headers)


def always(frame_ancestors: Sequence[str], script: str) -> dict[str, str]:
    """The headers that do not depend on the request."""
    permissions = [
        *(f"{feature}=(self)" for feature in FOR_OURSELVES),
        *(f"{feature}=()" for feature in FOR_NOBODY),
    ]
    headers = {
        "Content-Security-Policy": content_security_policy(frame_ancestors, script),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(permissions),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    # For browsers that do not know frame-ancestors; it cannot name another site.
    is_framed = list(frame_ancestors) != ["'self'"]
    return headers if is_framed else headers | {"X-Frame-Options": "SAMEORIGIN"}


def _make_cookies_secure(headers: MutableHeaders, *, in_frames: bool) -> None:
    """Streamlit marks its cookies only where it does TLS itself, not behind a proxy that does.

    A frame of another site gets a cookie only with ``SameSite=None``. ``Partitioned``, it is sent
    within that site's pages alone, also by browsers that refuse the cookies of third parties.
    """
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        kept, *attributes = (part.strip() for part in cookie.split(";"))
        names = {"secure", "samesite", "partitioned"} if in_frames else {"secure"}
        attributes = [one for one in attributes if one.partition("=")[0].lower() not in names]
        attributes += ["SameSite=None", "Secure", "Partitioned"] if in_frames else ["Secure"]
        headers.append("set-cookie", "; ".join([kept, *attributes]))
