"""Whether there are rooms in this process, and how long."""

from collections.abc import Iterator

import pytest

from hosting.house.settings import HouseSettings
from hosting.room_settings import RoomSettings
from rooms.keeping import RoomsKeeper
from rooms.room import Opened, Room
from testkit.redis_server import RedisServer

ON = RoomSettings(are_on=True, least=4, in_haste=False)
ALONE = HouseSettings(None, "one", 1, "of this process", False)


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


def test_with_redis_all_replicas_are_in_the_same_rooms(server: RedisServer) -> None:
    keepers = [RoomsKeeper() for _ in range(2)]
    one, other = (
        keeper.open(ON, HouseSettings(server.url, name, 1, "of all replicas", True))
        for keeper, name in zip(keepers, ("one", "other"), strict=True)
    )
    assert one is not None
    assert other is not None
    opened = one.open(promised=True)
    assert isinstance(opened, Opened)
    assert isinstance(other.find(opened.code), Room)
    for keeper in keepers:
        keeper.close()
