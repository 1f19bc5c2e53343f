"""A real Redis, and a clock that is moved."""

import pytest

from tests.redis_fixtures import own_server, running_server, server
from tests.rooms.crowd import Clock

__all__ = ["own_server", "running_server", "server"]


@pytest.fixture
def clock() -> Clock:
    return Clock()
