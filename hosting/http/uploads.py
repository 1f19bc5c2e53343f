"""How much may be uploaded: looked at before a byte is kept."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hosting.http import held
from hosting.http.buckets import Buckets
from hosting.http.refusals import REFUSED_UPLOADS, UploadRefusal

PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
SILENCE = 30.0  # seconds without a byte after which an upload is over
MINUTE = 60

STATUS = {
    UploadRefusal.VISIT: 413,
    UploadRefusal.ALL: 429,
    UploadRefusal.OFTEN: 429,
    UploadRefusal.DISK: 507,
}
FORBIDDEN = 403  # Streamlit's answer where cookie and token do not agree

logger = logging.getLogger(__name__)


class _EndedError(Exception):
    """An upload must not go on; holds the answer."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


class UploadQuota:
    """Bounds uploads, together with results: for each visit, and for all.

    What was removed, or whose visit ended, is free.

    A declared length is checked at once, and every byte as it comes: an upload that trickles takes
    no more of the quota than what it sent.
    """

    def __init__(
        self, app: ASGIApp, a_minute: int, bytes_a_visit: int, bytes_in_all: Callable[[], int]
    ) -> None:
        self._app = app
        self._a_visit = bytes_a_visit
        self._in_all = bytes_in_all
        self._rate = Buckets(a_minute / MINUTE, a_minute)
        self._coming: Counter[str] = Counter()  # bytes on their way, by session
        self._told_disk = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        upload = PATH.search(scope["path"]) if scope["type"] == "http" else None
        if upload is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session = upload["session"]
        try:
            self._admit(session, Headers(scope=scope).get("content-length"))
            await self._take(session, scope, receive, send)
        except _EndedError as ended:
            await ended.answer(scope, receive, send)

    def _admit(self, session: str, declared: str | None) -> None:
        if not held.takes_uploads(session):
            raise _EndedError(PlainTextResponse("This page takes no files.", status_code=403))
        if declared is not None and not (declared.isascii() and declared.isdigit()):
            raise _EndedError(PlainTextResponse("Bad Request", status_code=400))
        if self._rate.take(session):
            raise self._refused(session, UploadRefusal.OFTEN)
        self._check_room(session, int(declared or 0))

    async def _take(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        received, answered = 0, False

        def let_go() -> None:
            nonlocal received
            self._coming[session] -= received
            if not self._coming[session]:
                del self._coming[session]
            received = 0

        async def count() -> Message:
            nonlocal received
            try:
                message = await asyncio.wait_for(receive(), SILENCE)
            except TimeoutError:
                answer = PlainTextResponse("The upload has stopped.", status_code=408)
                raise _EndedError(answer) from None
            if message["type"] == "http.request" and not answered:
                size = len(message.get("body", b""))
                self._check_room(session, size)
                received += size
                self._coming[session] += size
            return message

        async def answer(message: Message) -> None:
            nonlocal answered
            if not answered:  # what was taken is held, and counted, by Streamlit now
                answered = True
                let_go()
                if message["type"] == "http.response.start" and message["status"] == FORBIDDEN:
                    REFUSED_UPLOADS.add(session, UploadRefusal.COOKIE)
            await send(message)

        try:
            await self._app(scope, count, answer)
        except _EndedError:
            if answered:
                return
            raise
        except OSError as error:  # Streamlit keeps what comes in a temporary file
            if answered:
                raise
            self._tell_disk(error)
            raise self._refused(session, UploadRefusal.DISK) from None
        finally:
            let_go()

    def _check_room(self, session: str, size: int) -> None:
        if held.bytes_of(session) + self._coming[session] + size > self._a_visit:
            raise self._refused(session, UploadRefusal.VISIT)
        if held.bytes_in_all() + self._coming.total() + size > self._in_all():
            raise self._refused(session, UploadRefusal.ALL)

    def _tell_disk(self, error: OSError) -> None:
        if not self._told_disk:
            self._told_disk = True
            logger.warning("An upload fits into no temporary file: %s", error.strerror)

    def _refused(self, session: str, reason: UploadRefusal) -> _EndedError:
        REFUSED_UPLOADS.add(session, reason)
        answer = PlainTextResponse("This is more than can be taken.", STATUS[reason])
        return _EndedError(answer)
