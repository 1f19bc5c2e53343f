import pytest

from hosting.addresses import network_of, public_network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"),
        ("2001:db8:0:2::1", "2001:db8:0:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("10.1.2.3", "10.1.2.3"),
        # Written in IPv6 on the way: else all of IPv4 would be one network.
        ("64:ff9b::c633:6407", "198.51.100.7"),
    ],
)
def test_an_address_stands_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    "address",
    [None, "", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "::", "x\n", "testclient"],
)
def test_what_tells_nothing_stands_for_nobody(address: str | None) -> None:
    assert network_of(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "::ffff:192.168.0.4",
        "172.31.255.1",
        "169.254.1.1",
        "100.64.0.1",
        "fd00::1",
        "fe80::1%eth0",
        "127.0.0.1",
        None,
    ],
)
def test_a_proxy_that_nobody_named_is_no_visitor(address: str | None) -> None:
    assert public_network_of(address) is None


def test_a_public_address_stands_for_its_network() -> None:
    assert public_network_of("172.32.0.1") == "172.32.0.1"
    assert public_network_of("2001:db8::1") == "2001:db8::/64"
