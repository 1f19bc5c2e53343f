"""What whoever reads the shared store, all of it, can make of it."""

import hmac
import re
from collections.abc import Iterator
from typing import Any

from hosting.house.house import Guest
from hosting.owner_secrets import derived_key
from testkit.redis_server import RedisServer
from tests.hosting.house.world import SECRET, World, beat, wait

NETWORK = "198.51.100.7"
SHORTEST = 16  # characters of a key or a mark
SIXTEEN = [f"198.51.{third}.{last}" for third in range(256) for last in range(256)]  # its /16


def texts(server: RedisServer) -> set[str]:
    """Each key, field and value, whole and in the parts that colons and commas make of it."""
    with server.client() as client:
        whole = {text for key in client.scan_iter() for text in (key, *_values(client, key))}
    return whole | {part for text in whole for part in re.split(r'[:,{}" ]+', text) if part}


def _values(client: Any, key: str) -> Iterator[str]:
    kind = client.type(key)
    if kind == "hash":
        for pair in client.hgetall(key).items():
            yield from pair
    elif kind == "zset":
        yield from client.zrange(key, 0, -1)
    else:
        assert kind == "string"
        yield client.get(key)


def keys_of(found: set[str]) -> set[bytes]:
    """What might be a key: each long text as it is, and what hexadecimal digits stand for."""
    long = {text for text in found if len(text) >= SHORTEST}
    digits = {text for text in long if re.fullmatch("([0-9a-f]{2})+", text)}
    return {text.encode() for text in long} | {bytes.fromhex(text) for text in digits} | {b""}


def undone(found: set[str], keys: set[bytes]) -> set[str]:
    """The addresses among ``SIXTEEN`` whose mark is in the store, by one of the keys."""
    marks = {text[:SHORTEST] for text in found}
    messages = [(address, address.encode()) for address in SIXTEEN]
    return {
        address
        for key in keys
        for address, message in messages
        if hmac.digest(key, message, "sha256").hex()[:SHORTEST] in marks
    }


def test_no_address_can_be_told_from_what_the_store_holds(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1) as (a,):
        world.go_live(a, Guest("v1", network=NETWORK))
        wait(a, Guest("v2", network=NETWORK))
        beat(a)
        found = texts(server)
        assert not any(NETWORK in text for text in found)
        assert undone(found, {derived_key(SECRET, "FaceCue networks")}) == {NETWORK}
        assert undone(found, keys_of(found)) == set()


def test_no_ticket_can_be_signed_with_what_the_store_holds(
    world: World, server: RedisServer
) -> None:
    with world.replicas(server.url, 1) as (a,):
        world.go_live(a, "v1")
        wait(a, "w1")
        beat(a)
        real = a.ticket(Guest("w1")) or ""
        _, since, signed, _ = real.split(".")
        words = f"{'0' * 32}.{int(since) - 10**9}.{signed}"
        for number, key in enumerate(keys_of(texts(server))):
            signature = hmac.digest(key, words.encode(), "sha256").hex()
            forged = Guest(f"forger-{number}", f"{words}.{signature}")
            assert wait(a, forged).before > 0  # w1 was there before them
            a.leave_line(forged)
