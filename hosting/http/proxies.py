"""Whose word about the visitor's address and TLS is taken: that of the proxies the owner names."""

import logging
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from hosting.addresses import network_of

logger = logging.getLogger(__name__)

NAMES = "FORWARDED_ALLOW_IPS"  # uvicorn's own variable: addresses and networks, by commas
THIS_MACHINE = "127.0.0.1,::1"


def network_of_peer(scope: Scope) -> str | None:
    """The network that a request counts for; None where its address tells nothing."""
    return network_of((scope.get("client") or (None,))[0])


class NamedProxies:
    """Puts the visitor's address and scheme into the scope, as uvicorn does, and two things more.

    A server that listens on IPv6 for both kinds of addresses knows a proxy at 127.0.0.1 as
    ``::ffff:127.0.0.1``, which uvicorn would not trust. And where a private address speaks for
    others and is not named, no address is left: all visitors would count as one, and shut each
    other out.
    """

    def __init__(self, app: ASGIApp, environment: Mapping[str, str]) -> None:
        self._app = app
        trusted = environment.get(NAMES, "").strip() or THIS_MACHINE
        self._rewriting: Any = ProxyHeadersMiddleware(self._pass_on, trusted)  # type: ignore[arg-type]
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope.get("client"):
            address, port = scope["client"]
            scope["client"] = (_unmapped(address), port)
        await self._rewriting(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("client") and self._is_unnamed_proxy(scope):
            scope["client"] = None
            if not self._told:
                self._told = True
                logger.warning("A proxy that %s does not name: nothing counts by address", NAMES)
        await self._app(scope, receive, send)

    def _is_unnamed_proxy(self, scope: Scope) -> bool:
        forwarded = Headers(scope=scope).getlist("x-forwarded-for")
        address = scope["client"][0]
        if not forwarded or address in ", ".join(forwarded):  # the visitor's, taken from there
            return False
        return network_of(address) is not None and ip_address(address).is_private


def _unmapped(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:  # as of a socket of the system
        return address
    mapped = known.ipv4_mapped if isinstance(known, IPv6Address) else None
    return str(mapped or address)
