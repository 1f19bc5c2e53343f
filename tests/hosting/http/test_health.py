"""How a replica says that it is, to whom, and its figures."""

import asyncio
import secrets
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import Message

from hosting import sandbox
from hosting.house.alone import AloneHouse
from hosting.http.health import RETRY, ModelCheck, health
from hosting.http.metrics import metrics
from hosting.http.routes import OpenRoutes
from hosting.settings import read_settings
from hosting.slots import StreamSlots
from models.backend import WEIGHTS_FOLDER
from testkit.patience import PATIENCE
from testkit.server import Server, running_app


@pytest.mark.parametrize("path", ["/health", "/_stcore/health"])
@pytest.mark.parametrize("host", ["facecue.test", "10.1.2.3:8501", "other.example"])
def test_who_watches_it_may_call_it_as_they_like(server: Server, path: str, host: str) -> None:
    answer = requests.get(server.url + path, headers={"Host": host}, timeout=PATIENCE)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/", "/metrics", "/healthy", "/health/", "/photo/_stcore/health"])
def test_nobody_else_may(server: Server, path: str) -> None:
    answer = requests.get(server.url + path, headers={"Host": "other.example"}, timeout=PATIENCE)
    assert answer.status_code == 400


def test_a_server_alone_is_well_without_a_store(server: Server) -> None:
    answer = requests.get(f"{server.url}/health", timeout=PATIENCE)
    told = answer.json()
    assert told.pop("replica")
    assert told == {
        "healthy": True,
        "model": "ok",
        "redis": "not used",
        "relays": dict.fromkeys(("own", "Cloudflare", "Twilio", "Metered"), "not set"),
        "uploads": "not tried",
        "sandbox": list(sandbox.offered()),
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_system_without_a_sandbox_is_told(tmp_path: Path) -> None:
    without = [sys.executable, "-m", "testkit.no_sandbox"]
    with running_app(tmp_path, before=without) as server:
        told = requests.get(f"{server.url}/health", timeout=PATIENCE).json()
    assert (told["healthy"], told["uploads"], told["sandbox"]) == (True, "refused", [])


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    assert health(read_settings({"FACECUE_WEIGHTS": str(tmp_path)}))["model"] == "failed"
    shared = {
        "REDIS_URL": "redis://redis.example",
        "FACECUE_REPLICA": "one",
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(),
    }
    away = health(read_settings(shared))
    assert (away["healthy"], away["redis"], away["replica"]) == (False, "away", "one")


def test_weights_that_were_put_right_are_found_again(tmp_path: Path) -> None:
    now = 0.0
    check = ModelCheck(lambda: now)
    assert not check.is_good("litert", tmp_path)
    shutil.copytree(WEIGHTS_FOLDER, tmp_path, dirs_exist_ok=True)
    assert not check.is_good("litert", tmp_path)  # read only now and then
    now = RETRY
    assert check.is_good("litert", tmp_path)


def test_the_figures_are_prometheus() -> None:
    slots = StreamSlots(4, lambda visitor: True, lambda stream: None)
    text, kind = metrics(AloneHouse(slots, "replica-8502"))
    assert kind.startswith("text/plain")
    (labels,) = {
        tuple(sample.labels.items())
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }
    assert labels == (("replica", "replica-8502"),)
    values = {
        sample.name.removeprefix("facecue_"): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }
    assert values.pop("memory_bytes") > 1_000_000
    assert values.pop("cpu_seconds_total") > 0
    assert values == {
        "live_visitors": 0,
        "places": 4,
        "waiting_visitors": 0,
        "replicas": 1,
        "frames_per_second": 0,
        "in_step": 1,
        "errors_total": 0,
    }


def test_without_a_secret_there_are_none() -> None:
    async def reached(*_: Any) -> Any:
        raise AssertionError("the request went through")

    answers: list[Message] = []

    async def ask() -> None:
        async def send(message: Message) -> None:
            answers.append(message)

        scope = {"type": "http", "method": "GET", "path": "/metrics", "headers": []}
        await OpenRoutes(reached, "", "")(scope, reached, send)

    asyncio.run(ask())
    assert answers[0]["status"] == 404
