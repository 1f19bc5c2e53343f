"""What every answer carries, and what a failing app answers."""

import asyncio
from typing import Any

import pytest
import requests
from starlette.types import Message, Receive, Scope, Send

from hosting.http.headers import SecurityHeaders
from testkit.patience import PATIENCE
from testkit.server import Server
from tests.hosting.http.page import open_page

TLS = {"X-Forwarded-Proto": "https"}
ALWAYS = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "x-frame-options",
}
COMPONENT = "/component/streamlit_webrtc.component.webrtc_streamer/index.html"


def get(server: Server, path: str, **options: Any) -> requests.Response:
    return requests.get(server.url + path, timeout=PATIENCE, **options)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/photo", 200),
        ("/favicon.png", 200),
        ("/_stcore/health", 200),
        ("/media/nothing.jpg", 404),
        ("/component/nothing/index.html", 404),
        ("/_stcore/upload_file/a/b", 405),
        ("/_stcore/metrics", 401),
        ("/metrics", 401),
        ("/health", 200),
        ("/..%2fetc", 400),
    ],
)
def test_every_answer_has_each_header_once(server: Server, path: str, status: int) -> None:
    answer = get(server, path)
    assert answer.status_code == status
    assert set(answer.headers) >= ALWAYS
    # requests joins what came twice with a comma; only this one has commas of its own.
    once = ALWAYS - {"permissions-policy"}
    assert not [name for name in once if "," in answer.headers[name]]
    assert "strict-transport-security" not in answer.headers


def test_over_tls_browsers_keep_to_it_and_cookies_too(server: Server) -> None:
    plain, secure = (get(server, "/_stcore/health", headers=headers) for headers in ({}, TLS))
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert secure.headers["set-cookie"].endswith("; SameSite=Lax; Secure")
    assert plain.headers["set-cookie"].endswith("; SameSite=Lax")


def test_another_host_is_not_answered(server: Server) -> None:
    assert get(server, "/", headers={"Host": "facecue.test"}).status_code == 200
    answer = get(server, "/", headers={"Host": "strange.example"})
    assert answer.status_code == 400
    assert set(answer.headers) >= ALWAYS


def test_the_component_is_served_once_a_page_was_visited(server: Server) -> None:
    with open_page(server.url):
        assert get(server, COMPONENT).status_code == 200


def test_a_failure_is_answered_with_the_headers_and_without_a_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("of our own")

    async def receive() -> Message:
        raise AssertionError

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    app = SecurityHeaders(fails, ["'self'"], hsts_seconds=60)
    scope = {"type": "http", "scheme": "https", "method": "GET", "path": "/", "headers": []}
    asyncio.run(app(scope, receive, send))
    start, body = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert start["status"] == 500
    assert set(headers) >= ALWAYS
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["strict-transport-security"] == "max-age=60"
    assert b"of our own" not in body["body"]
    assert "A request could not be answered" in caplog.text
