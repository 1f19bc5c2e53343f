"""Telling that something was refused: to the browser at once, and to the visitor on the page."""

import math
from collections import OrderedDict
from enum import Enum, auto

from starlette.responses import HTMLResponse, PlainTextResponse, Response

MOST = 1000  # visits whose refusals are kept until their page asks

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>FaceCue</title></head>
<body><p>{english}</p><p lang="de">{german}</p></body></html>
"""


class UploadRefusal(Enum):
    """Why an upload was refused."""

    VISIT = auto()  # this visit holds too much already
    ALL = auto()  # all visits together do
    OFTEN = auto()  # too many in a minute
    COOKIE = auto()  # the browser sends no cookie, as in a frame of another site
    DISK = auto()  # it cannot be kept while it comes: the folder for temporary files takes nothing


class Refusals:
    """What each visit's page has to tell, until it has."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, UploadRefusal] = OrderedDict()

    def add(self, session: str, reason: UploadRefusal) -> None:
        """Keep it for the page of this session."""
        self._kept[session] = reason
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def take(self, session: str) -> UploadRefusal | None:
        """The latest that was not told yet."""
        return self._kept.pop(session, None)


REFUSED_UPLOADS = Refusals()  # of this process: requests add, pages take


def too_many(seconds: float, english: str, german: str, *, to_a_person: bool) -> Response:
    """HTTP 429, as a page for a person."""
    headers = {"Retry-After": str(max(1, math.ceil(seconds))), "Cache-Control": "no-store"}
    if to_a_person:
        content = PAGE.format(english=english, german=german)
        return HTMLResponse(content, status_code=429, headers=headers)
    return PlainTextResponse(english, status_code=429, headers=headers)
