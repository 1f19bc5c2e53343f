"""Whether there are rooms in this process, and how long."""

import logging
from collections.abc import Iterator

import pytest
from streamlit import config

from hosting.house.settings import HouseSettings
from hosting.room_settings import RoomSettings
from rooms.keeping import RoomsKeeper
from testkit.redis_server import RedisServer

ON = RoomSettings(are_on=True, least=4, in_haste=False)
ALONE = HouseSettings(None, "one", 1, False)


@pytest.fixture
def keeper() -> Iterator[RoomsKeeper]:
    made = RoomsKeeper()
    yield made
    made.close()


def test_off_is_off(keeper: RoomsKeeper) -> None:
    assert keeper.open(RoomSettings(are_on=False, least=5, in_haste=False), ALONE) is None


def test_they_are_opened_once_and_not_after_the_end(keeper: RoomsKeeper) -> None:
    rooms = keeper.open(ON, ALONE)
    assert rooms is not None
    assert keeper.open(ON, ALONE) is rooms
    assert rooms.rules.least == 4
    assert rooms.rules.window == 5
    keeper.close()
    keeper.close()
    assert keeper.open(ON, ALONE) is None


def test_haste_is_told(keeper: RoomsKeeper, caplog: pytest.LogCaptureFixture) -> None:
    rooms = keeper.open(RoomSettings(are_on=True, least=3, in_haste=True), ALONE)
    assert rooms is not None
    assert rooms.rules.window * rooms.rules.round == 10
    assert "rooms protect nobody" in caplog.text


def test_with_redis_they_need_a_secret_that_all_share(
    keeper: RoomsKeeper,
    server: RedisServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = HouseSettings(server.url, "one", 1, True)
    assert keeper.open(ON, shared) is None
    assert keeper.open(ON, shared) is None
    (told,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "STREAMLIT_SERVER_COOKIE_SECRET" in told.getMessage()
    monkeypatch.setattr(config, "is_manually_set", lambda name: name == "server.cookieSecret")
    assert keeper.open(ON, shared) is not None
