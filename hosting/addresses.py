"""Which visitors count as one: those of one network address."""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

IPV6_PREFIX = 64  # bits: what a household or a phone gets; it picks the rest as it likes
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: IPv4 addresses, as a server without IPv4 sees them
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1"))
# RFC 1918, 3927, 4193, 4291, 6598: addresses that many networks use at once.
PRIVATE: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
)


def read_address(text: str) -> Address | None:
    """The address that ``text`` is; IPv4 that is written in IPv6 as IPv4. None where it is none.

    >>> read_address("::ffff:198.51.100.7"), read_address("fe80::1%eth0"), read_address("unknown")
    (IPv4Address('198.51.100.7'), IPv6Address('fe80::1'), None)
    """
    try:
        known = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped is not None:
            return known.ipv4_mapped
        if known in NAT64:
            return IPv4Address(known.packed[-4:])
    return known


def is_private(address: Address) -> bool:
    """Whether many networks use this address at once."""
    return is_in(address, PRIVATE)


def is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    """Whether one of them has this address."""
    return any(address in network for network in networks)


def network_of(address: str | None) -> str | None:
    """The network that ``address`` stands for in caps and quotas.

    An IPv4 address stands for itself, an IPv6 address for its /64. None where it tells nothing: it
    is unknown, unreadable or of this machine, as behind a local proxy that names nobody. Behind a
    proxy the server must have taken it from ``X-Forwarded-For``: it does where
    ``FORWARDED_ALLOW_IPS`` names that proxy.

    >>> network_of("198.51.100.7"), network_of("2001:db8::8:800:200c:417a")
    ('198.51.100.7', '2001:db8::/64')
    """
    known = read_address(address or "")
    if known is None or known.is_loopback or known.is_unspecified:
        return None
    if isinstance(known, IPv6Address):
        return str(ip_network((known, IPV6_PREFIX), strict=False))
    return str(known)


def public_network_of(address: str | None) -> str | None:
    """The same, but None for a private address as well.

    From one come the visitors of a household, or, where the owner has not named the proxy, all
    visitors of the site: a cap on it would shut the others out.

    >>> public_network_of("10.1.2.3")
    """
    known = read_address(address or "")
    return None if known is None or is_private(known) else network_of(address)
