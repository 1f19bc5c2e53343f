"""Where relays (TURN servers) come from: the owner's own, or a service that lends them."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import partial
from typing import Any

import requests
from streamlit_webrtc.config import RTCIceServer

from hosting.settings import Account, Settings, Turn

# Seconds for which an account opens a relay. A stream that runs by then goes on, as coturn looks at
# the time in new allocations only: an account need not live as long as a visit.
LIFE = 3600
TIME_OUT = 5  # seconds to wait for a service
CLOUDFLARE, TWILIO = "https://rtc.live.cloudflare.com", "https://api.twilio.com"

IceServerProvider = Callable[[], list[RTCIceServer]]


class RelayError(Exception):
    """A service lent no relays; the message says why, without any secret."""


def own_relays(turn: Turn, visitor: str, now: float) -> list[RTCIceServer]:
    """The owner's relays, with credentials for one visitor that live for ``LIFE``.

    From a shared secret they are made as in the draft "A REST API for access to TURN services"
    (draft-uberti-behave-turn-rest-00): the name is the time of their end (seconds since 1970) and
    the visitor, the credential the HMAC-SHA-1 of that name, in base 64.
    """
    if turn.account is not None:
        name, credential = turn.account.name, turn.account.secret
    else:
        name = f"{int(now) + LIFE}:{visitor}"
        digest = hmac.new(turn.secret.encode(), name.encode(), hashlib.sha1).digest()
        credential = base64.b64encode(digest).decode()
    return [{"urls": list(turn.urls), "username": name, "credential": credential}]


def providers(settings: Settings) -> dict[str, IceServerProvider]:
    """The services whose accounts are set, by name, in the order in which they are asked."""
    known: dict[str, tuple[Account | None, Callable[[Account], list[RTCIceServer]]]] = {
        "Cloudflare": (settings.cloudflare, cloudflare),
        "Twilio": (settings.twilio, twilio),
        "Metered": (settings.metered, metered),
    }
    return {
        name: partial(ask, account) for name, (account, ask) in known.items() if account is not None
    }


def cloudflare(account: Account, host: str = CLOUDFLARE) -> list[RTCIceServer]:
    """Relays of Cloudflare Realtime TURN. Raises ``RelayError``."""
    answer = _asked(
        "POST",
        f"{host}/v1/turn/keys/{account.name}/credentials/generate-ice-servers",
        headers={"Authorization": f"Bearer {account.secret}"},
        json={"ttl": LIFE},
    )
    return _servers(answer.get("iceServers") if isinstance(answer, dict) else None)


def twilio(account: Account, host: str = TWILIO) -> list[RTCIceServer]:
    """Relays of Twilio's Network Traversal Service. Raises ``RelayError``."""
    answer = _asked(
        "POST",
        f"{host}/2010-04-01/Accounts/{account.name}/Tokens.json",
        auth=(account.name, account.secret),
        data={"Ttl": LIFE},
    )
    return _servers(answer.get("ice_servers") if isinstance(answer, dict) else None)


def metered(account: Account, host: str = "") -> list[RTCIceServer]:
    """Relays of Metered; its account's name is a domain. Raises ``RelayError``."""
    answer = _asked(
        "GET",
        f"{host or 'https://' + account.name}/api/v1/turn/credentials",
        params={"apiKey": account.secret},
    )
    return _servers(answer)


def _asked(method: str, url: str, **options: Any) -> Any:
    try:
        answer = requests.request(method, url, timeout=TIME_OUT, **options)
        answer.raise_for_status()
        return answer.json()
    except requests.HTTPError as error:
        raise RelayError(f"it answered with HTTP {error.response.status_code}") from None
    except requests.Timeout:
        raise RelayError(f"it did not answer within {TIME_OUT} s") from None
    except requests.RequestException as error:
        # The message of the library may hold the address, and that an account's secret.
        raise RelayError(f"it could not be asked ({type(error).__name__})") from None


def _servers(listed: Any) -> list[RTCIceServer]:
    """The relays of a list of ICE servers; services list their STUN servers with them."""
    servers: list[RTCIceServer] = []
    try:
        for entry in listed if isinstance(listed, list) else [listed]:
            urls = [entry["urls"]] if isinstance(entry["urls"], str) else list(entry["urls"])
            # Port 53 is for clients that are no browsers: browsers refuse it.
            relays = [url for url in urls if url.startswith("turn") and ":53?" not in url]
            if relays:
                servers.append(
                    {
                        "urls": relays,
                        "username": str(entry["username"]),
                        "credential": str(entry["credential"]),
                    }
                )
    except (KeyError, TypeError, AttributeError):
        raise RelayError("its answer is no list of ICE servers") from None
    if not servers:
        raise RelayError("its answer names no relay")
    return servers
