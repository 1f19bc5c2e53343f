"""ICE servers for the two ends of each visitor's connection."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from streamlit_webrtc.config import RTCConfiguration, RTCIceServer

from hosting.relay_states import RELAY_STATES
from hosting.relays import LIFE, IceServerProvider, RelayError, own_relays, providers
from hosting.settings import Settings

logger = logging.getLogger(__name__)

KEPT = LIFE / 4  # seconds for which a service's answer is handed out
RENEWED = LIFE / 2  # seconds for which a page may offer Start with it; then it asks anew
RETRY = 60.0  # seconds after which a service that failed is asked again


@dataclass(frozen=True)
class Connection:
    """What a visitor's connection may use."""

    browser: RTCConfiguration  # every server: a browser tries them all
    server: RTCConfiguration  # with the one relay that suits the server best
    has_relay: bool
    failed: tuple[str, ...]  # services that should have lent relays, and did not
    until: float  # seconds of the clock, at which who has not started yet asks anew; inf for never


@dataclass(frozen=True)
class _Answer:
    servers: tuple[RTCIceServer, ...]
    until: float  # seconds of the clock


class IceServers:
    """The servers of one process. Answers of services are kept, and shared by all visitors."""

    def __init__(
        self,
        settings: Settings,
        services: dict[str, IceServerProvider] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``services`` are those of the settings unless given; ``clock`` counts from 1970."""
        self._settings = settings
        self._services = providers(settings) if services is None else services
        self._clock = clock
        self._answers: dict[str, _Answer] = {}
        self._lock = threading.Lock()  # one visitor asks, the others wait for the answer

    def connection(self, visitor: str) -> Connection:
        """For one visitor; may ask a service first, for a few seconds at most for each."""
        now, relays, failed = self._clock(), list[RTCIceServer](), list[str]()
        if self._settings.turn is not None:
            relays = own_relays(self._settings.turn, visitor, now)
        else:
            for name in self._services:
                relays = list(self._lent(name, now))
                if relays:
                    break
                failed.append(name)
        stun: list[RTCIceServer] = (
            [{"urls": list(self._settings.stun_urls)}] if self._settings.stun_urls else []
        )
        return Connection(
            browser={"iceServers": [*stun, *relays]},
            server={"iceServers": [*stun, *_surest(relays)]},
            has_relay=bool(relays),
            failed=tuple(failed),
            until=now + RENEWED if relays else now + RETRY if failed else math.inf,
        )

    def _lent(self, name: str, now: float) -> tuple[RTCIceServer, ...]:
        """The relays of a service; none where it failed."""
        with self._lock:
            known = self._answers.get(name)
            if known is not None and now < known.until:
                return known.servers
            try:
                answer = _Answer(tuple(self._services[name]()), now + KEPT)
                logger.info("%s lent relays", name, extra={"kind": name})
            except RelayError as error:
                logger.warning("%s lent no relays: %s", name, error, extra={"kind": name})
                answer = _Answer((), now + RETRY)
            RELAY_STATES.note(name, lent=bool(answer.servers))
            self._answers[name] = answer
            return answer.servers


def _surest(relays: list[RTCIceServer]) -> list[RTCIceServer]:
    """One relay with one URL: aiortc uses only the first TURN URL that it gets."""
    urls = [(url, relay) for relay in relays for url in relay["urls"]]
    if not urls:
        return []
    url, relay = min(urls, key=lambda one: _unreliability(one[0]))
    return [relay | {"urls": [url]}]


def _unreliability(url: str) -> int:
    """0 for TLS over TCP, which a host's firewall lets out most likely; 2 for UDP."""
    if url.startswith("turns:"):
        return 0
    return 1 if "transport=tcp" in url else 2
