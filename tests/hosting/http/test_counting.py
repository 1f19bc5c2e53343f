"""Buckets, and whose request it is."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from hosting.http.buckets import MOST, Buckets
from hosting.http.proxies import NamedProxies, network_of_peer


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
        ("::ffff:10.9.9.9", "2a00:1:2:3:4::5", "2a00:1:2:3::/64", "https"),
        ("10.1.2.3", None, "10.1.2.3", "http"),  # a visitor in the same house
        ("10.1.2.3", "9.9.9.9", None, "http"),  # a proxy that is not named speaks for all of them
        ("127.0.0.1", None, None, "http"),
        ("", None, None, "http"),
    ],
)
def test_whose_request_it_is(
    client: str, forwarded: str | None, network: str | None, scheme: str
) -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    headers = [(b"x-forwarded-proto", b"https")]
    headers += [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "scheme": "http", "client": (client, 5000), "headers": headers}
    asked: Any = None  # nothing is received or sent
    asyncio.run(NamedProxies(app, {"FORWARDED_ALLOW_IPS": "10.9.9.9"})(scope, asked, asked))
    assert network_of_peer(seen[0]) == network
    assert seen[0]["scheme"] == scheme
