"""Telling that something was refused: to the browser at once, and to the visitor on the page.

Its sentences stand here, as they are told without Streamlit.
"""

import math
from collections import OrderedDict
from collections.abc import Collection, Mapping
from enum import Enum, auto
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response

MOST = 1000  # visits whose refusals are kept until their page asks

PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}<title>FaceCue</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.5 Figtree, system-ui, sans-serif; margin: 20vh auto; max-width: 30rem;
  padding: 0 1.5rem; color: #17202A; background: #FFFFFF; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #E8EEF3; background: #10161C; }} }}
</style></head>
<body><main><h1>FaceCue</h1><p role="status">{sentence}</p></main></body></html>
"""
REFRESH = '<meta http-equiv="refresh" content="{seconds}">'
RIGHT_TO_LEFT = ("ar",)

# By language; the first is for whose language is not among them.
MANY_PAGES = {
    "en": "Too many pages of this site are open in your network. Please close one, or come "
    "back later.",
    "de": "In Ihrem Netz sind zu viele Seiten dieses Dienstes offen. Bitte schließen Sie eine, "
    "oder kommen Sie später wieder.",
    "fr": "Trop de pages de ce site sont ouvertes dans votre réseau. Fermez-en une, ou revenez "
    "plus tard.",
    "es": "En su red hay demasiadas páginas de este sitio abiertas. Cierre una, o vuelva más "
    "tarde.",
    "ar": "عدد صفحات هذا الموقع المفتوحة في شبكتك كبير جدًا. أغلق إحداها، أو عُد لاحقًا.",
}
MANY_REQUESTS = {
    "en": "Too many requests come from your network just now. Please try again in a moment.",
    "de": "Aus Ihrem Netz kommen gerade zu viele Anfragen. Bitte versuchen Sie es gleich noch "
    "einmal.",
    "fr": "Trop de requêtes viennent de votre réseau en ce moment. Réessayez dans un instant.",
    "es": "Llegan demasiadas peticiones desde su red. Vuelva a intentarlo en un momento.",
    "ar": "تصل من شبكتك طلبات كثيرة جدًا الآن. حاول مجددًا بعد لحظة.",
}
MANY_STARTS = {
    "en": "Many people are opening FaceCue right now. This page opens by itself as soon as it is "
    "your turn.",
    "de": "Gerade öffnen viele Menschen FaceCue. Diese Seite öffnet sich von selbst, sobald Sie "
    "an der Reihe sind.",
    "fr": "Beaucoup de personnes ouvrent FaceCue en ce moment. Cette page s'ouvrira d'elle-même "
    "dès que ce sera votre tour.",
    "es": "Muchas personas están abriendo FaceCue ahora mismo. Esta página se abrirá sola en "
    "cuanto le toque.",
    "ar": "يفتح كثيرون FaceCue الآن. ستُفتح هذه الصفحة تلقائيًا حين يأتي دورك.",
}


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


def too_many(seconds: float, sentences: Mapping[str, str], asked: Headers) -> Response:
    """HTTP 429: for a person a page in their browser's language."""
    return _refusal(429, math.ceil(seconds), sentences, asked)


def too_busy(seconds: int, sentences: Mapping[str, str], asked: Headers) -> Response:
    """HTTP 503: for a person a page in their browser's language, which asks again by itself."""
    return _refusal(503, seconds, sentences, asked, REFRESH.format(seconds=seconds))


def _refusal(
    status: int, seconds: int, sentences: Mapping[str, str], asked: Headers, refresh: str = ""
) -> Response:
    headers = {
        "Retry-After": str(max(1, seconds)),
        "Cache-Control": "no-store",
        "Vary": "Accept, Accept-Language",
    }
    if not accepts_page(asked):
        return PlainTextResponse(sentences["en"], status_code=status, headers=headers)
    language = preferred(asked, sentences)
    page = PAGE.format(
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        refresh=refresh,
        sentence=escape(sentences[language]),
    )
    return HTMLResponse(page, status_code=status, headers=headers)


def accepts_page(asked: Headers) -> bool:
    """Whether a browser asks, for something that it would show."""
    return "text/html" in asked.get("accept", "")


def preferred(asked: Headers, languages: Collection[str]) -> str:
    """The first of ``languages`` that a browser asks for; else the first of all."""
    wanted = asked.get("accept-language", "").replace(" ", "").split(",")
    keys = [one.partition(";")[0].partition("-")[0].lower() for one in wanted]
    return next((key for key in keys if key in languages), next(iter(languages)))
