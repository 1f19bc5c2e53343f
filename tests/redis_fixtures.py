"""A real Redis, for the packages whose conftest.py takes these in."""

from collections.abc import Iterator

import pytest

from testkit.redis_server import RedisServer, redis_server


@pytest.fixture(scope="package")
def running_server() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def server(running_server: RedisServer) -> RedisServer:
    """It runs, and is empty."""
    with running_server.client() as client:
        client.flushall()
    return running_server


@pytest.fixture
def own_server() -> Iterator[RedisServer]:
    """One for a single test, which may do as it likes with it."""
    with redis_server() as server:
        yield server
