"""The head of the served page: title, description, language, icon, and a picture for links."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hosting.http.refusals import accepts_page, preferred

PREVIEW_PATH = "/preview.jpg"
FONT_PATH = "/figtree.woff2"
OTHER_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')  # which no page shows


@dataclass(frozen=True)
class Head:
    """In one language."""

    title: str
    description: str
    direction: str = "ltr"  # in which it is read, as in HTML's dir
    no_connection: str = ""  # what the page says while it has none


@dataclass(frozen=True)
class Brand:
    """What the page brings with it, whatever is on it."""

    heads: Mapping[str, Head]  # by language; the first is for whose language is not among them
    icon: str  # an SVG drawing
    style: str  # CSS that holds from the first moment on
    script: str = ""  # JavaScript that runs before any other


class OwnHead:
    """Serves Streamlit's page, the same for all paths, with a head of the app's own.

    The language is the first of the browser's that there is a head in.
    """

    def __init__(self, app: ASGIApp, brand: Brand, base: str = "") -> None:
        """``base`` is what the paths of the app begin with."""
        self._app = app
        self._preview = base + PREVIEW_PATH
        self._page_as_it_is = (Path(streamlit.__file__).parent / "static/index.html").read_bytes()
        page = self._page_as_it_is.decode()
        self._pages = {
            language: _with_head(page, language, head, brand)
            for language, head in brand.heads.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where Streamlit's page is the answer, ours is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: Message | None = None  # the start of an answer that may be the page

        async def send_ours(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_html(message):
                held = message
            elif held is not None and message.get("body") == self._page_as_it_is:
                held = None
                await self._page(scope)(scope, receive, send)
            else:
                if held is not None:
                    start, held = held, None
                    await send(start)
                await send(message)

        if accepts_page(Headers(scope=scope)):
            # Whether it changed is asked of the head that the browser has, not of Streamlit's file;
            # and packed by Streamlit the page would not be known again.
            asked = [
                (name, value)
                for name, value in scope["headers"]
                if not name.startswith(b"if-") and name != b"accept-encoding"
            ]
            scope = {**scope, "headers": asked}
        await self._app(scope, receive, send_ours)

    def _page(self, scope: Scope) -> HTMLResponse:
        request = Request(scope)
        language = preferred(request.headers, self._pages)
        # Its host is what was asked for.
        preview = request.url.replace(path=self._preview, query="")
        page = self._pages[language].replace(PREVIEW_PATH, escape(str(preview)))
        return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def file_route(path: str, file: Path) -> Route:
    """Serves a file that the head names."""

    async def serve(_request: Request) -> FileResponse:
        return FileResponse(file, headers={"Cache-Control": "public, max-age=86400"})

    return Route(path, serve)


def _is_html(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))


def _with_head(page: str, language: str, head: Head, brand: Brand) -> str:
    title, description = escape(head.title), escape(head.description)
    packed = base64.b64encode(brand.icon.encode()).decode()
    ours = (
        f"<script>{brand.script}</script>"
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{packed}">'
        f'<link rel="preload" as="font" type="font/woff2" href=".{FONT_PATH}" crossorigin>'
        f'<meta name="no-connection" content="{escape(head.no_connection)}">'
        f'<meta property="og:type" content="website">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        f'<meta property="og:image" content="{PREVIEW_PATH}">'
        f'<meta name="twitter:card" content="summary_large_image">'
    )
    root = f'<html lang="{escape(language)}" dir="{escape(head.direction)}">'
    page = page.replace('<html lang="en">', root, 1)
    page = re.sub(r'<link rel="shortcut icon"[^>]*>', "", page, count=1)
    page = re.sub(OTHER_FONT, "", page, count=1)
    page = page.replace("<title>Streamlit</title>", ours, 1)
    return page.replace("</head>", f"<style>{brand.style}</style></head>", 1)
