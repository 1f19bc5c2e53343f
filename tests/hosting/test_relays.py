"""The services are asked as their documentation says, by a server that plays each of them."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from hosting.relays import LIFE, RelayError, cloudflare, metered, providers, twilio
from hosting.settings import Account, read_settings

RELAY = {"urls": ["turn:r.example:3478?transport=udp"], "username": "u", "credential": "c"}


class Service(ThreadingHTTPServer):
    """Gives one answer, and keeps what it was asked."""

    status = 200
    answer: Any = None
    asked: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        authorization = self.headers.get("Authorization", "")
        self.server.asked = {
            "line": f"{self.command} {self.path}",
            "authorization": authorization,
            "content": content.decode(),
        }
        self.send_response(self.server.status)
        self.end_headers()
        answer = self.server.answer
        self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

    do_POST = do_GET  # noqa: N815  # the library's name

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_cloudflare(service: Service) -> None:
    stun = {"urls": ["stun:stun.cloudflare.com:3478"]}
    refused = "turn:turn.cloudflare.com:53?transport=udp"
    relay = RELAY | {"urls": [refused, *RELAY["urls"]]}
    service.answer = {"iceServers": [stun, relay]}
    assert cloudflare(Account("key", "token"), service.url) == [RELAY]
    path = "/v1/turn/keys/key/credentials/generate-ice-servers"
    assert service.asked["line"] == f"POST {path}"
    assert service.asked["authorization"] == "Bearer token"
    assert json.loads(service.asked["content"]) == {"ttl": LIFE}


def test_twilio(service: Service) -> None:
    stun = {"url": "stun:global.stun.twilio.com:3478", "urls": "stun:global.stun.twilio.com:3478"}
    relay = RELAY | {"urls": RELAY["urls"][0], "url": RELAY["urls"][0]}
    service.answer = {"ice_servers": [stun, relay], "ttl": "86400"}
    assert twilio(Account("AC1", "token"), service.url) == [RELAY]
    assert service.asked["line"] == "POST /2010-04-01/Accounts/AC1/Tokens.json"
    assert service.asked["authorization"].startswith("Basic ")
    assert service.asked["content"] == f"Ttl={LIFE}"


def test_metered(service: Service) -> None:
    service.answer = [{"urls": "stun:stun.relay.metered.ca:80"}, RELAY]
    assert metered(Account("app.metered.live", "key"), service.url) == [RELAY]
    assert service.asked["line"] == "GET /api/v1/turn/credentials?apiKey=key"


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (401, {}, "HTTP 401"),
        (200, b"<html>", "could not be asked"),
        (200, {"error": "no"}, "no list of ICE servers"),
        (200, [{"urls": "stun:s.example"}], "names no relay"),
        (200, [{"urls": "turn:r.example"}], "no list of ICE servers"),
    ],
)
def test_a_failure_is_told_without_the_secret(
    service: Service, status: int, answer: Any, told: str
) -> None:
    service.status, service.answer = status, answer
    with pytest.raises(RelayError, match=told) as error:
        metered(Account("app", "hidden-key"), service.url)
    assert "hidden" not in str(error.value)


def test_nobody_there() -> None:
    with pytest.raises(RelayError, match="could not be asked") as error:
        metered(Account("app", "hidden-key"), "http://127.0.0.1:9")
    assert "hidden" not in str(error.value)


def test_only_services_whose_account_is_set_are_asked_each_with_its_own() -> None:
    settings = read_settings(
        {
            "METERED_DOMAIN": "me.metered.live",
            "METERED_API_KEY": "k",
            "TWILIO_ACCOUNT_SID": "s",
            "TWILIO_AUTH_TOKEN": "t",
        }
    )
    assert list(providers(settings)) == ["Twilio", "Metered"]


@pytest.mark.parametrize("ask", [cloudflare, twilio, metered])
@pytest.mark.parametrize("answer", [{}, [], "no", None, {"iceServers": 1, "ice_servers": 1}])
def test_no_strange_answer_of_any_service_breaks_the_page(
    service: Service, ask: Callable[[Account, str], object], answer: Any
) -> None:
    service.answer = answer
    with pytest.raises(RelayError):
        ask(Account("app", "key"), service.url)
