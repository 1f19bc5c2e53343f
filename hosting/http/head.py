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

PREVIEW_PATH = "/preview.jpg"
COMPONENTS = "/component/"  # pages in frames, which are not ours


@dataclass(frozen=True)
class Head:
    """In one language."""

    title: str
    description: str


@dataclass(frozen=True)
class Brand:
    """What the page brings with it, whatever is on it."""

    heads: Mapping[str, Head]  # by language; the first is for whose language is not among them
    icon: str  # an SVG drawing
    style: str  # CSS that holds from the first moment on


class OwnHead:
    """Serves Streamlit's page, the same for all paths, with a head of the app's own.

    The language is the first of the browser's that there is a head in.
    """

    def __init__(self, app: ASGIApp, brand: Brand) -> None:
        self._app = app
        page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
        self._pages = {
            language: _with_head(page, language, head, brand)
            for language, head in brand.heads.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where Streamlit's page would be the answer, ours is."""
        if scope["type"] != "http" or COMPONENTS in scope["path"]:
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 200:
                kind = Headers(raw=message["headers"]).get("content-type", "")
                if kind.startswith("text/html"):
                    replaced = True
                    await self._page(scope)(scope, receive, send)
            if not replaced:
                await send(message)

        # A browser that has the page may ask whether it changed: by the head that it has, not by
        # Streamlit's file.
        asked = [one for one in scope["headers"] if not one[0].startswith(b"if-")]
        await self._app(
            {**scope, "headers": asked} if _is_page(scope) else scope, receive, send_ours
        )

    def _page(self, scope: Scope) -> HTMLResponse:
        request = Request(scope)
        wanted = request.headers.get("accept-language", "").replace(" ", "").split(",")
        languages = [one.partition(";")[0].partition("-")[0].lower() for one in wanted]
        language = next((one for one in languages if one in self._pages), next(iter(self._pages)))
        page = self._pages[language].replace(
            PREVIEW_PATH, str(request.url.replace(path=PREVIEW_PATH, query=""))
        )
        return HTMLResponse(page, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


def preview_route(picture: Path) -> Route:
    """Serves the picture for links."""

    async def serve(_request: Request) -> FileResponse:
        return FileResponse(picture, headers={"Cache-Control": "public, max-age=86400"})

    return Route(PREVIEW_PATH, serve)


def _is_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _with_head(page: str, language: str, head: Head, brand: Brand) -> str:
    title, description = escape(head.title), escape(head.description)
    packed = base64.b64encode(brand.icon.encode()).decode()
    ours = (
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{packed}">'
        f'<meta property="og:type" content="website">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        f'<meta property="og:image" content="{PREVIEW_PATH}">'
        f'<meta name="twitter:card" content="summary_large_image">'
    )
    page = page.replace('<html lang="en">', f'<html lang="{escape(language)}">', 1)
    page = re.sub(r'<link rel="shortcut icon"[^>]*>', "", page, count=1)
    page = page.replace("<title>Streamlit</title>", ours, 1)
    return page.replace("</head>", f"<style>{brand.style}</style></head>", 1)
