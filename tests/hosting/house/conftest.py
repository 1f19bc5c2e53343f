"""A real Redis, and a clock that is moved."""

import pytest

from tests.hosting.house.world import World
from tests.redis_fixtures import own_server, running_server, server

__all__ = ["own_server", "running_server", "server"]


@pytest.fixture
def world() -> World:
    return World()
