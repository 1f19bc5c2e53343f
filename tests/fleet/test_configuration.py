"""What a fleet's programs are told, as they themselves read it."""

import secrets
import subprocess
from pathlib import Path

import pytest

from fleet.configuration import FILES, replica_environment, write_configuration
from fleet.plan import EVERYWHERE, Plan, Replica
from hosting.settings import read_settings
from tests.fleet.needs import fleet_tools
from tests.fleet.supervisor_parser import programs

PLAN = Plan(EVERYWHERE, 18500, tuple(map(Replica, range(18501, 18504))))
LISTEN = ("127.0.0.1:18500",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With the configuration of three replicas; its name has a blank, as a user's may."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    write_configuration(PLAN, folder, fleet_tools(), LISTEN)
    return folder


def test_no_gap_is_left_and_nobody_else_may_read(folder: Path) -> None:
    for name in FILES:
        path = folder / name
        assert "@FOLDER@" not in path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600


def test_nginx_takes_it(folder: Path) -> None:
    command = [fleet_tools()["nginx"], "-e", "stderr", "-p", str(folder), "-c", "nginx.conf", "-t"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert "[warn]" not in asked.stderr


def test_supervisord_takes_it(folder: Path) -> None:
    started = programs(folder / "supervisord.conf")
    assert set(started) == {"redis", "nginx", *(replica.name for replica in PLAN.replicas)}
    for replica in PLAN.replicas:
        options = started[replica.name]
        assert options["environment"] == {"FACECUE_REPLICA": replica.name}
        assert f"--server.port={replica.port} --server.address=127.0.0.1" in options["command"]
        assert options["stdout_logfile"] == str(folder / f"{replica.name}.log")


def test_the_app_takes_its_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACECUE_MOST_VISITORS", "1")
    theirs = secrets.token_hex()
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", theirs)
    told = replica_environment(PLAN, folder)
    assert told["FACECUE_REPLICAS"] == "3"
    assert told["STREAMLIT_SERVER_COOKIE_SECRET"] == theirs
    assert "FACECUE_MOST_VISITORS" not in told  # it is passed on as it is: for each replica
    read_settings(told)


def test_secrets_are_of_one_run_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STREAMLIT_SERVER_COOKIE_SECRET", raising=False)
    told = [
        replica_environment(plan, folder)
        for plan in (PLAN, Plan(EVERYWHERE, PLAN.port, PLAN.replicas))
    ]
    for name in ("STREAMLIT_SERVER_COOKIE_SECRET", "REDIS_URL"):
        assert told[0][name] != told[1][name]
    assert PLAN.redis_password not in repr(PLAN)
