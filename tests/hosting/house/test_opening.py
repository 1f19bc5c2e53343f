"""Which house is opened."""

import subprocess
import sys
from pathlib import Path

import pytest

from hosting.house.alone import AloneHouse
from hosting.house.opening import open_house
from hosting.house.settings import HouseSettings
from hosting.house.shared import SharedHouse
from hosting.slots import StreamSlots

ROOT = Path(__file__).parents[3]
LOADED = "import sys, hosting.house.opening; print('redis' in sys.modules)"


def settings(url: str | None) -> HouseSettings:
    return HouseSettings(url, "a", 1, "of all replicas", True)


def has_page(_: str) -> bool:
    return True


@pytest.fixture
def slots() -> StreamSlots:
    return StreamSlots(3, has_page, lambda stream: None)


def test_alone_where_no_store_is_named(slots: StreamSlots) -> None:
    house = open_house(slots, settings(None), has_page)
    assert type(house) is AloneHouse
    assert (house.name, house.most) == ("a", 3)
    house.close()


def test_alone_takes_no_memory_for_a_client() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    assert told.stdout.strip() == "False"


def test_shared_where_one_is_and_nobody_is_asked_yet(slots: StreamSlots) -> None:
    house = open_house(slots, settings("redis://127.0.0.1:1"), has_page)
    assert isinstance(house, SharedHouse)
    assert not house.is_in_step()
    house.close()


@pytest.mark.parametrize("url", ["", "http://redis.example.org", "redis://redis.example.org:x"])
def test_what_is_no_address_of_one(slots: StreamSlots, url: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        open_house(slots, settings(url), has_page)
