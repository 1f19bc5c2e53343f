"""Which visitors count as one: those of one network address."""

from ipaddress import IPv6Address, ip_address, ip_network

IPV6_PREFIX = 64  # bits: what a household or a phone gets; it picks the rest as it likes
# RFC 1918, 3927, 4193, 4291, 6598: addresses that many networks use at once.
PRIVATE = [
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
]


def network_of(address: str | None) -> str | None:
    """The network that ``address`` stands for in caps and quotas.

    An IPv4 address stands for itself, an IPv6 address for its /64. None where it tells nothing: it
    is unknown, unreadable or of this machine, as behind a local proxy that names nobody. Behind a
    proxy the server must have taken it from ``X-Forwarded-For``: uvicorn does where
    ``FORWARDED_ALLOW_IPS`` names that proxy.

    >>> network_of("198.51.100.7"), network_of("2001:db8::8:800:200c:417a")
    ('198.51.100.7', '2001:db8::/64')
    """
    try:
        known = ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
        known = known.ipv4_mapped
    if known.is_loopback or known.is_unspecified:
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
    network = network_of(address)
    if network is None:
        return None
    first = ip_network(network).network_address
    private = any(first in one for one in PRIVATE if one.version == first.version)
    return None if private else network
