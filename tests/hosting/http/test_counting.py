"""Buckets, and whose request it is."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from hosting.http.buckets import MOST, Buckets
from hosting.http.proxies import NamedProxies, network_of_peer, read_proxies


class Clock:
    """Stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(rate=2, size=3, clock=clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    clock.now += 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 100
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_keys_are_not_remembered_without_bound() -> None:
    buckets = Buckets(rate=1, size=1)
    for number in range(MOST + 100):
        buckets.take(str(number))
    assert len(buckets._known) == MOST


@pytest.mark.parametrize(
    ("client", "forwarded", "network", "scheme"),
    [
        ("8.8.8.8", None, "8.8.8.8", "http"),
        ("8.8.8.8", "9.9.9.9", "8.8.8.8", "http"),  # a stranger's word about others is nothing
        ("10.9.9.9", "9.9.9.9", "9.9.9.9", "https"),  # a proxy that is named
        ("10.9.9.9", "8.8.8.8, 9.9.9.9", "9.9.9.9", "https"),  # what it added, not what it got
        ("10.9.9.9", "8.8.8.8, 9.9.9.9, ::ffff:10.9.9.9", "9.9.9.9", "https"),
        ("10.9.9.9", "8.8.8.8, 9.9.9.9:4711", "9.9.9.9", "https"),
        ("10.9.9.9", "8.8.8.8, [2a00:1:2:3::5]:4711", "2a00:1:2:3::/64", "https"),
        ("10.9.9.9", "8.8.8.8, 9.9.9.9, ,", "9.9.9.9", "https"),
        ("10.9.9.9", "8.8.8.8, unknown", None, "https"),
        ("::ffff:10.9.9.9", "2a00:1:2:3:4::5", "2a00:1:2:3::/64", "https"),
        ("10.1.2.3", None, "10.1.2.3", "http"),  # a visitor in the same house
        ("10.9.9.9", "10.1.2.3", "10.1.2.3", "https"),  # the same
        # One that is not named speaks for all its visitors, whichever private address it has and
        # wherever it stands. Its address may look like a part of theirs.
        ("10.1.2.3", "9.9.9.9", None, "http"),
        ("10.0.0.1", "110.0.0.1", None, "http"),
        ("100.64.0.5", "9.9.9.9", None, "http"),
        ("169.254.1.5", "9.9.9.9", None, "http"),
        ("fd00::5", "9.9.9.9", None, "http"),
        ("::ffff:192.168.1.5", "9.9.9.9", None, "http"),
        ("10.9.9.9", "9.9.9.9, 10.0.0.5", None, "https"),
        ("10.9.9.9", "9.9.9.9, 100.64.0.5", None, "https"),
        ("10.9.9.9", "9.9.9.9, fd00::5", None, "https"),
        ("10.9.9.9", "9.9.9.9, ::ffff:172.16.0.5", None, "https"),
        ("10.9.9.9", "9.9.9.9, fe80::5%eth0", None, "https"),
        ("127.0.0.1", None, None, "http"),
        ("", None, None, "http"),
    ],
)
def test_whose_request_it_is(
    client: str, forwarded: str | None, network: str | None, scheme: str
) -> None:
    assert counted("10.9.9.9, 2001:db8:1::/48", client, forwarded) == (network, scheme)


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("9.9.9.9", "9.9.9.9"),
        ("8.8.8.8, 9.9.9.9", "9.9.9.9"),  # the first is what the visitor wrote
        ("8.8.8.8, 9.9.9.9, 10.0.0.5, 100.64.0.5", "9.9.9.9"),
    ],
)
def test_where_any_proxy_may_ask_no_visitor_says_who_they_are(forwarded: str, network: str) -> None:
    assert counted("*", "203.0.113.1", forwarded) == (network, "https")


def test_by_default_a_proxy_on_this_machine_is_known() -> None:
    for client in ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"):
        assert counted("", client, "8.8.8.8, 9.9.9.9") == ("9.9.9.9", "https")


def counted(named: str, client: str, forwarded: str | None) -> tuple[str | None, str]:
    """The network that a request counts for, and its scheme."""
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    headers = [(b"x-forwarded-proto", b"https")]
    headers += [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "scheme": "http", "client": (client, 5000), "headers": headers}
    asked: Any = None  # nothing is received or sent
    asyncio.run(
        NamedProxies(app, read_proxies({"FORWARDED_ALLOW_IPS": named}))(scope, asked, asked)
    )
    return network_of_peer(seen[0]), seen[0]["scheme"]
