"""Ports of this machine: whether one can be had, and which in a row are free."""

import socket
from errno import EACCES, EADDRINUSE
from itertools import chain

from fleet.errors import FleetError
from fleet.plan import EVERYWHERE, LOOPBACK, bracketed

LOWEST, HIGHEST = 1024, 65535  # which need no root
FIRST_CHOICE = 8501


def listen_addresses(address: str, port: int) -> tuple[str, ...]:
    """What nginx is to listen on, each checked to be free. Raises ``FleetError``."""
    if address != EVERYWHERE:
        _check(address, port)
        return (f"{bracketed(address)}:{port}",)
    _check("0.0.0.0", port)  # noqa: S104  # a public site listens everywhere
    if not _has_ipv6():
        return (str(port),)
    _check("::", port)
    return (str(port), f"[::]:{port}")


def free_row(length: int, taken: int) -> range:
    """The first ``length`` free ports in a row above ``taken``. Raises ``FleetError``."""
    last = HIGHEST - length + 1
    above = max(taken + 1, LOWEST)
    for first in chain(range(above, last + 1), range(FIRST_CHOICE, min(above, last + 1))):
        row = range(first, first + length)
        if taken not in row and all(_is_free(port) for port in row):
            return row
    raise FleetError(f"No {length} ports in a row are free for the replicas.")


def _check(address: str, port: int) -> None:
    try:
        _bind(address, port)
    except socket.gaierror:
        raise FleetError(f"{address} is no address of a machine.") from None
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise FleetError(f"Port {port} is in use: choose another with --port.") from None
        if error.errno == EACCES:
            raise FleetError(f"Port {port} takes root: choose one from {LOWEST} on.") from None
        raise FleetError(f"Nothing can listen at {address}: {error.strerror}.") from None


def _is_free(port: int) -> bool:
    try:
        _bind(LOOPBACK, port)
    except OSError:
        return False
    return True


def _has_ipv6() -> bool:
    try:
        _bind("::1", 0)
    except OSError:
        return False
    return True


def _bind(address: str, port: int) -> None:
    """As nginx will. Raises ``OSError``."""
    (family, kind, _, _, place), *_ = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        probe.bind(place)
