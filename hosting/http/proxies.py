"""Whose word about the visitor's address and TLS is taken: that of the proxies the owner names."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network

import uvicorn.config
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hosting.addresses import (
    LOOPBACK,
    PRIVATE,
    Address,
    Network,
    is_in,
    is_private,
    network_of,
    read_address,
)
from hosting.environment import SettingsError

logger = logging.getLogger(__name__)

NAMES = "FORWARDED_ALLOW_IPS"  # addresses and networks, by commas; uvicorn calls it so, too
ANY = "*"
WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([^:]*):\d+")  # [IPv6]:port or IPv4:port
SCHEMES = {"http": "ws", "https": "wss"}  # and what a websocket's is called


def network_of_peer(scope: Scope) -> str | None:
    """The network that a request counts for; None where its address tells nothing."""
    return network_of((scope.get("client") or (None,))[0])


@dataclass(frozen=True)
class Proxies:
    """Those that the owner names."""

    networks: tuple[Network, ...]
    are_any: bool = False  # whoever asks this server is a proxy, and so is each private address

    def asks(self, peer: Address) -> bool:
        """Whether ``peer``, which asks this server, is one of them."""
        return self.are_any or is_in(peer, self.networks)

    def has(self, hop: Address) -> bool:
        """Whether one before it is."""
        return is_in(hop, self.networks)


def read_proxies(environment: Mapping[str, str]) -> Proxies:
    """Read ``environment``; raises ``SettingsError``."""
    names = environment.get(NAMES, "").replace(",", " ").split()
    networks = [*LOOPBACK] if not names else [_network(name) for name in names if name != ANY]
    if ANY in names:
        networks += (*LOOPBACK, *PRIVATE)
    return Proxies(tuple(networks), are_any=ANY in names)


def _network(name: str) -> Network:
    address = read_address(name)
    try:
        return ip_network(name if address is None else address, strict=False)
    except ValueError:
        raise SettingsError(
            f"{NAMES}: expected addresses, networks as 10.0.0.0/8, or *, got {name!r}"
        ) from None


def leave_proxies_to_us() -> None:
    """Have uvicorn pass requests on as they come, once a process, before it loads the app.

    Its own layer would be the first, and where any proxy may ask it takes the first address, which
    visitors write as they like.
    """
    vars(uvicorn.config)["ProxyHeadersMiddleware"] = lambda app, trusted_hosts: app


class NamedProxies:
    """Puts the visitor's address and scheme into the scope.

    Each proxy writes whom it was asked by at the end of ``X-Forwarded-For``. So the visitor is the
    last one there who is no proxy of the owner's: what stands before may be made up. Where that one
    is a private address and speaks for others, it is a proxy that the owner did not name. Then no
    address is left: all visitors would count as one, and shut each other out.
    """

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        peer = read_address((scope.get("client") or ("",))[0])
        if peer is not None:
            headers = Headers(scope=scope)
            visitor = self._visitor(peer, ",".join(headers.getlist("x-forwarded-for")))
            scope["client"] = None if visitor is None else (str(visitor), 0)
            if self._proxies.asks(peer):
                _take_scheme(scope, headers.getlist("x-forwarded-proto"))
        await self._app(scope, receive, send)

    def _visitor(self, peer: Address, forwarded: str) -> Address | None:
        hops = [hop for hop in map(str.strip, forwarded.split(",")) if hop]
        address: Address | None = peer
        is_proxy = self._proxies.asks(peer)
        while hops and is_proxy:
            address = _without_port(hops.pop())
            is_proxy = address is not None and self._proxies.has(address)
        if hops and address is not None and is_private(address):
            self._warn()
            return None
        return address

    def _warn(self) -> None:
        if not self._has_warned:
            self._has_warned = True
            logger.warning("A proxy that %s does not name: nothing counts by address", NAMES)


def _without_port(hop: str) -> Address | None:
    found = WITH_PORT.fullmatch(hop)
    return read_address(hop if found is None else found[1] or found[2] or "")


def _take_scheme(scope: Scope, told: list[str]) -> None:
    scheme = told[-1].strip().lower().replace("ws", "http") if told else ""
    if scheme in SCHEMES:
        scope["scheme"] = SCHEMES[scheme] if scope["type"] == "websocket" else scheme
