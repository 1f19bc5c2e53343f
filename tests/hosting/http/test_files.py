"""What is served before a page runs: its head, and the files that it is made of."""

import asyncio
import gzip
import re
from pathlib import Path

import pytest
import requests
import streamlit
from starlette.types import Message, Receive, Scope, Send

from hosting.http.compression import CompressedFiles
from hosting.http.head import OwnHead
from testkit.patience import PATIENCE
from testkit.server import Server
from tests.hosting.http.page import open_page
from tests.hosting.http.test_headers import COMPONENT
from views.brand import BRAND, HEADS

PAGE = {"Accept": "text/html"}
AS_THEY_ARE = {"Accept-Encoding": "identity"}


def get(server: Server, path: str, **headers: str) -> requests.Response:
    answer = requests.get(server.url + path, headers=headers, timeout=PATIENCE)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB", "en"),
        ("tlh, de;q=0.5", "de"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/photo"])
def test_the_page_has_a_head_of_its_own(
    server: Server, path: str, asked: str, language: str
) -> None:
    page = get(server, path, **PAGE | {"Accept-Language": asked}).text
    assert f'<html lang="{language}" dir="ltr">' in page
    assert f"<title>{HEADS[language].title}</title>" in page
    assert HEADS[language].description in page
    assert "<title>Streamlit</title>" not in page
    assert page.count('<link rel="icon"') == 1
    assert "favicon.png" not in page
    assert re.findall(r'<link[^>]*as="font"[^>]*>', page) == [
        '<link rel="preload" as="font" type="font/woff2" href="./figtree.woff2" crossorigin>'
    ]


def test_a_link_to_it_has_a_picture(server: Server) -> None:
    page = get(server, "/", **PAGE | {"Host": "facecue.test"}).text
    assert '<meta property="og:image" content="http://facecue.test/preview.jpg">' in page
    picture = get(server, "/preview.jpg")
    assert picture.headers["content-type"] == "image/jpeg"


def test_a_browser_that_has_another_page_gets_this_one(server: Server) -> None:
    streamlits = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert "<title>FaceCue" in get(server, "/", **PAGE | streamlits).text


def test_another_page_in_html_stays_as_it_is(server: Server) -> None:
    with open_page(server.url):
        inner = get(server, COMPONENT, **PAGE).text
    assert "Streamlit WebRTC Component" in inner
    assert "FaceCue" not in inner


def test_files_come_compressed_and_are_the_same(server: Server) -> None:
    page = get(server, "/", **PAGE).text
    scripts = re.findall(r'(?:src|href)="\./(static/js/[^"]+)"', page)
    assert len(scripts) > 5
    for name in scripts:
        plain = get(server, f"/{name}", **AS_THEY_ARE)
        for _ in range(2):  # made, and kept
            packed = get(server, f"/{name}")
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.headers["vary"].lower() == "accept-encoding"
            assert packed.content == plain.content  # unpacked by requests
        assert int(packed.headers["content-length"]) <= len(gzip.compress(plain.content)) + 20
        assert "immutable" in packed.headers["cache-control"]


def test_what_is_small_already_stays_so(server: Server) -> None:
    (style,) = set(re.findall(r"static/css/index[^\"]+", get(server, "/", **PAGE).text))
    (font,) = re.findall(r"media/MaterialSymbols[^)]+", get(server, f"/{style}").text)
    assert "content-encoding" not in get(server, f"/static/{font}").headers


def test_the_font_of_icons_waits_for_an_icon(server: Server) -> None:
    (style,) = set(re.findall(r"static/css/index[^\"]+", get(server, "/", **PAGE).text))
    for headers in ({}, AS_THEY_ARE):
        rules = get(server, f"/{style}", **headers).text
        (rule,) = re.findall(r"@font-face\{font-family:Material[^}]*}", rules)
        assert rule.endswith(";unicode-range:U+21-10FFFF}")


def test_no_more_is_kept_than_there_are_files() -> None:
    async def file(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/javascript"), (b"cache-control", b"immutable")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"one();"})

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        pass

    app = CompressedFiles(file)
    headers = [(b"accept-encoding", b"gzip")]
    for before in ("", "/photo", "/a/b"):
        for path in (
            "/static/js/a.js",
            "/static//js/a.js",
            "/static/js/./a.js",
            "/static/x/../js/a.js",
        ):
            scope = {"type": "http", "method": "GET", "path": before + path, "headers": headers}
            asyncio.run(app(scope, receive, send))
    assert list(app._kept) == ["/static/js/a.js"]


def test_the_name_that_was_asked_for_is_nothing_but_text() -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        content = (Path(streamlit.__file__).parent / "static/index.html").read_bytes()
        headers = [(b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def receive() -> Message:
        raise AssertionError

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b'x"><b>'), (b"accept", b"text/html")]
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "headers": headers}
    asyncio.run(OwnHead(page, BRAND)(scope | {"query_string": b""}, receive, send))
    assert b'"><b>' not in sent[-1]["body"]
    assert b"<title>FaceCue" in sent[-1]["body"]


def test_the_pages_font_is_there_before_streamlit_knows_of_it(server: Server) -> None:
    page = get(server, "/", **PAGE).text
    styles = [get(server, f"/{path}").text for path in re.findall(r"static/css/[^\"]+", page)]
    (rule,) = re.findall(
        r"@font-face{font-family:Source Sans;[^}]*font-style:normal[^}]*}", "".join(styles)
    )
    assert 'url("../../figtree.woff2")' in rule
    assert get(server, "/figtree.woff2").content.startswith(b"wOF2")
