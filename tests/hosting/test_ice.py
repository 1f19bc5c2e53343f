"""Which servers each end gets, and what happens where a service fails."""

import logging
import math

import pytest

from hosting.ice import KEPT, RETRY, IceServers
from hosting.relays import LIFE, RelayError
from hosting.settings import DEFAULT_STUN, read_settings

URLS = "turn:relay.example:3478, turns:relay.example:443?transport=tcp"
ACCOUNT = {"TURN_URLS": URLS, "TURN_USERNAME": "visitor", "TURN_CREDENTIAL": "secret"}
LENT: dict[str, object] = {"urls": ["turn:lent.example"], "username": "a", "credential": "b"}


class Service:
    """Lends, or fails, and counts."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False

    def __call__(self) -> list[dict[str, object]]:
        self.asked += 1
        if self.fails:
            raise RelayError("it answered with HTTP 503")
        return [LENT]


def servers(configuration: object) -> list[dict[str, object]]:
    assert isinstance(configuration, dict)
    listed: list[dict[str, object]] = configuration["iceServers"]
    return listed


def test_the_browser_gets_every_server_and_the_app_the_surest_relay() -> None:
    ways = IceServers(read_settings(ACCOUNT)).connection("me")
    stun, relays = servers(ways.browser)
    assert stun["urls"] == [DEFAULT_STUN]
    assert relays["urls"] == URLS.split(", ")
    assert (relays["username"], relays["credential"]) == ("visitor", "secret")
    assert servers(ways.server)[-1]["urls"] == ["turns:relay.example:443?transport=tcp"]
    assert ways.has_relay


def test_without_servers_the_list_is_empty_so_that_none_is_guessed() -> None:
    ways = IceServers(read_settings({"STUN_URLS": ""})).connection("me")
    assert ways.browser == ways.server == {"iceServers": []}
    assert not ways.has_relay


def test_a_page_without_relays_has_nothing_to_renew() -> None:
    assert IceServers(read_settings({})).connection("me").until == math.inf


def test_a_shared_secret_gives_each_visitor_credentials_of_their_own() -> None:
    settings = read_settings({"TURN_URLS": "turn:relay.example", "TURN_SECRET": "shared"})
    ice = IceServers(settings, clock=lambda: 1_700_000_000.0)
    mine, yours = (servers(ice.connection(name).browser)[-1] for name in ("me", "you"))
    assert mine["username"] == "1700003600:me"  # an hour later
    # printf 1700003600:me | openssl dgst -sha1 -hmac shared -binary | base64
    assert mine["credential"] == "SyHJGzY/cox7IeuD2hjeeSVDtNY="
    assert yours["credential"] != mine["credential"]


def test_what_is_handed_out_opens_a_relay_until_it_is_renewed() -> None:
    now, service = [1000.0], Service()
    ice = IceServers(read_settings({}), {"Twilio": service}, lambda: now[0])  # type: ignore[dict-item]
    lent = now[0]
    ice.connection("me")
    now[0] += KEPT - 1  # another visitor gets the same answer, as late as may be
    ways = ice.connection("you")
    assert service.asked == 1
    assert ways.until < lent + LIFE - 600  # there is time to connect


def test_an_answer_is_kept_for_a_quarter_of_its_life() -> None:
    now, service = [1000.0], Service()
    ice = IceServers(read_settings({}), {"Twilio": service}, lambda: now[0])  # type: ignore[dict-item]
    for _ in range(3):
        assert servers(ice.connection("me").browser)[-1] == LENT
    assert service.asked == 1
    now[0] += KEPT + 1
    ice.connection("me")
    assert service.asked == 2


def test_a_service_that_fails_is_named_and_the_next_is_tried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now, broken, good = [1000.0], Service(), Service()
    broken.fails = True
    services = {"Cloudflare": broken, "Twilio": good}
    ice = IceServers(read_settings({}), services, lambda: now[0])  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            ways = ice.connection("me")
    assert servers(ways.browser)[-1] == LENT
    assert ways.failed == ("Cloudflare",)
    assert caplog.messages == ["Cloudflare lent no relays: it answered with HTTP 503"]
    broken.fails = False
    now[0] += RETRY + 1
    assert ice.connection("me").failed == ()
