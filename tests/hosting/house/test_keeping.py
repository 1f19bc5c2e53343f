"""The one house of a process, from the first who asks for it to the end."""

import asyncio
import os
import secrets
from typing import Any

import pytest

from hosting.house import keeping
from hosting.house.house import House
from hosting.house.keeping import Keeper
from hosting.resources import most_visitors
from hosting.settings import read_settings
from testkit.patience import wait_until
from testkit.redis_server import RedisServer


def test_it_is_opened_once_and_tells_its_figures() -> None:
    keeper = Keeper()
    assert keeper.house is None
    house = keeper.open(read_settings({"FACECUE_MOST_VISITORS": "3"}))
    assert keeper.open(read_settings({"FACECUE_MOST_VISITORS": "4"})) is house is keeper.house
    assert house.most == 3
    wait_until(lambda: house.replicas()[0].figures.megabytes > 1)
    keeper.close()
    keeper.close()


def test_replicas_that_share_a_machine_share_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "available_megabytes", lambda: 8000.0)
    monkeypatch.setattr("transformers.pace.available_cores", lambda: 8.0)

    def most(**environment: str) -> int:
        keeper = Keeper()
        found = keeper.open(read_settings(environment)).most
        keeper.close()
        return found

    assert most() == most_visitors(8000, 8)
    assert most(FACECUE_REPLICAS="4") == most_visitors(2000, 2) < most()
    assert most(FACECUE_REPLICAS="4", FACECUE_MOST_VISITORS="9") == 9  # of one replica


def lived(keeper: Keeper, monkeypatch: pytest.MonkeyPatch, **environment: str) -> House | None:
    """The house while a server runs that nobody visits."""
    monkeypatch.setattr(keeping, "KEEPER", keeper)
    monkeypatch.setattr(os, "environ", environment)

    async def run() -> House | None:
        async with keeping.keeping(None):
            house = keeper.house
            if house is not None:
                await asyncio.to_thread(wait_until, house.is_in_step)
            return house

    return asyncio.run(run())


def test_a_replica_is_known_before_its_first_visit_and_not_after_its_end(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper()
    environment: dict[str, Any] = {
        "REDIS_URL": server.url,
        "FACECUE_REPLICA": "one",
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(),
    }
    house = lived(keeper, monkeypatch, **environment)
    assert house is not None
    assert not house.is_in_step()
    with server.client() as client:
        assert client.zrange("{facecue}:replicas", 0, -1) == []


def test_one_alone_begins_with_its_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lived(Keeper(), monkeypatch) is None


def test_the_log_tells_at_the_start_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert lived(Keeper(), monkeypatch, **{"FACECUE_OPERATOR_SECRET": "open sesame"}) is None
    (told,) = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
    assert "FACECUE_OPERATOR_SECRET" in told
    assert "openssl rand -hex 32" in told
    assert "sesame" not in told
