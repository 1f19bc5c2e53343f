"""Streamlit's fonts are loaded where they are shown, and not before.

Its script asks for the font of icons, 375 kB, as soon as it runs, by the sign that comes without
asking for any: a blank. In the style sheet that is served the font has no blank. And until it knows
the page's font it shows one of its own, 170 kB: that is the page's too.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hosting.http.head import FONT_PATH

ICONS = re.compile(rb"(@font-face\s*\{font-family:\s*\"?Material Symbols Rounded[^}]*)\}")
WITHOUT_BLANK = rb"\1;unicode-range:U+21-10FFFF}"
TEXT = re.compile(rb'(@font-face\s*\{font-family:\s*"?Source Sans"?;[^}]*url)\([^)]*Upright[^)]*\)')
# From the style sheet's own place, static/css/, wherever a host or a proxy has put the app.
OWN_TEXT = f'\\1("../..{FONT_PATH}")'.encode()


class OwnFonts:
    """Changes the style sheet that names the fonts, and nothing where there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or not scope["path"].endswith(".css"):
            await self._app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        content = b"".join(message.get("body", b"") for message in messages[1:])
        changed = TEXT.sub(OWN_TEXT, ICONS.sub(WITHOUT_BLANK, content))
        if changed == content:
            for message in messages:
                await send(message)
            return
        headers = MutableHeaders(raw=list(messages[0]["headers"]))
        headers["Content-Length"] = str(len(changed))
        del headers["etag"]  # that of the file as it is
        await send({**messages[0], "headers": headers.raw})
        await send({"type": "http.response.body", "body": changed})
