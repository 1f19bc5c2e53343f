"""The files of Streamlit's page, compressed: a slow phone waits for two thirds of them else."""

import asyncio
import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Wherever the app is mounted. In one form only, so that no more is kept than there are files: a
# path has many that lead to the same one.
FILES = re.compile(r"/static/[a-z]+/[\w.-]+$", re.ASCII)
TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
LEVEL = 9


class CompressedFiles:
    """Compresses each file once and keeps it: its name changes with its content.

    Streamlit leaves them as they are, as it would compress them anew for each visitor.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, list[Message]] = {}  # the whole answer, by file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with what is kept."""
        file = FILES.search(scope["path"]) if scope["type"] == "http" else None
        if file is None or not _may_be_compressed(scope):
            await self._app(scope, receive, send)
            return
        answer = self._kept.get(file[0])
        if answer is None:
            answer = await self._answer(file[0], scope, receive)
        for message in answer:
            await send(message)

    async def _answer(self, file: str, scope: Scope, receive: Receive) -> list[Message]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        start = messages[0]
        headers = Headers(raw=start["headers"])
        is_text = headers.get("content-type", "").startswith(TEXT)
        if (
            start["status"] != 200
            or not is_text
            or "immutable" not in headers.get("cache-control", "")
        ):
            return messages
        content = b"".join(message.get("body", b"") for message in messages[1:])
        packed = await asyncio.to_thread(gzip.compress, content, LEVEL, mtime=0)
        changed = MutableHeaders(raw=list(start["headers"]))
        changed["Content-Encoding"] = "gzip"
        changed["Content-Length"] = str(len(packed))
        changed.add_vary_header("Accept-Encoding")
        del changed["etag"]  # that of the file as it is
        answer: list[Message] = [
            {**start, "headers": changed.raw},
            {"type": "http.response.body", "body": packed},
        ]
        self._kept[file] = answer
        return answer


def _may_be_compressed(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    accepted = headers.get("accept-encoding", "")
    return (
        scope["method"] == "GET"
        and "gzip" in accepted
        and not {"range", "if-none-match", "if-modified-since"} & set(headers)
    )
