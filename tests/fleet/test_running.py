"""A real fleet of two: who answers, and what is left of it."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import requests
from redis.backoff import NoBackoff
from redis.retry import Retry

from testkit.fleet import COOKIE, Fleet, running_fleet
from testkit.patience import PATIENCE, wait_until
from testkit.processes import children
from tests.fleet.needs import fleet_tools
from tests.hosting.http.page import open_page

pytestmark = pytest.mark.slow

HEALTH = "/_stcore/health"


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    fleet_tools()
    with running_fleet(2) as running:
        yield running
        running.process.terminate()
        assert running.process.wait(PATIENCE) == 0
        assert not running.folder.exists()


def ask(fleet: Fleet, replica: str = "", path: str = HEALTH) -> requests.Response:
    """Ask as a browser whose cookie names that replica."""
    cookies = {COOKIE: replica} if replica else {}
    return requests.get(fleet.url + path, cookies=cookies, timeout=PATIENCE)


def answered(answer: requests.Response) -> str:
    assert answer.status_code == 200
    return answer.headers["X-FaceCue-Replica"]


def test_a_newcomer_gets_the_cookie_of_the_replica_that_answered(fleet: Fleet) -> None:
    answer = ask(fleet, path="/")
    assert answered(answer) in fleet.names()
    assert answer.cookies.get(COOKIE, path="/") == answered(answer)
    # JavaScript of the page is to read and write it.
    assert "httponly" not in answer.headers["Set-Cookie"].lower()


def test_a_cookie_leads_to_its_replica_and_is_left_alone(fleet: Fleet) -> None:
    for name in fleet.names():
        answer = ask(fleet, name)
        assert answered(answer) == name
        assert COOKIE not in answer.cookies


@pytest.mark.parametrize("odd", ["replica-1", "any", "; Path=/evil", '"', "x" * 2000])
def test_a_cookie_that_names_none_is_written_anew(fleet: Fleet, odd: str) -> None:
    headers = {"Cookie": f"{COOKIE}={odd}"}
    answer = requests.get(fleet.url + HEALTH, headers=headers, timeout=PATIENCE)
    assert answer.cookies[COOKIE] == answered(answer)


def test_a_visit_goes_through_it(fleet: Fleet) -> None:
    with open_page(fleet.url) as page:
        page.run()


def test_who_was_killed_is_passed_over_and_comes_back(fleet: Fleet) -> None:
    one, other = fleet.names()
    before = fleet.pid(one)
    fleet.stop(one)
    answer = ask(fleet, one)
    assert answered(answer) == other
    assert answer.cookies[COOKIE] == other
    fleet.start(one)
    wait_until(lambda: answered(ask(fleet, one)) == one)
    fleet.kill(one)
    wait_until(lambda: fleet.pids().get(one, before) != before)
    wait_until(lambda: answered(ask(fleet, one)) == one)


def test_redis_is_closed_to_others_and_comes_back(fleet: Fleet) -> None:
    store = redis.Redis.from_url(fleet.redis_url, retry=Retry(NoBackoff(), 0))
    assert store.ping()
    assert store.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert store.config_get("save") == {"save": ""}
    stranger = redis.Redis(unix_socket_path=str(fleet.folder / "redis.sock"))
    with pytest.raises(redis.AuthenticationError):
        stranger.ping()
    store.close()
    fleet.stop_redis()
    with pytest.raises(redis.ConnectionError):
        store.ping()
    fleet.start_redis()
    wait_until((fleet.folder / "redis.sock").exists)
    assert store.ping()
    for client in (store, stranger):
        client.close()


def descendants(pid: int) -> list[int]:
    below = children(pid)
    return [*below, *(further for child in below for further in descendants(child))]


def has_ended(pid: int) -> bool:
    """Gone, or waited for by nobody."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            == "Z"
        )
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_ctrl_c_ends_the_whole_of_it() -> None:
    fleet_tools()
    with running_fleet(1) as fleet:
        below = descendants(fleet.process.pid)
        assert len(below) >= 5  # supervisord, Redis, one replica, nginx and its worker
        fleet.process.send_signal(signal.SIGINT)
        assert fleet.process.wait(PATIENCE) == 0
        assert all(map(has_ended, below))
        assert not fleet.folder.exists()


def test_nothing_is_left_where_its_parts_are_killed() -> None:
    fleet_tools()
    with running_fleet(1) as fleet:
        below = descendants(fleet.process.pid)
        os.kill(below[0], signal.SIGKILL)  # supervisord, which could have stopped the others
        assert fleet.process.wait(PATIENCE) == 1
        assert all(map(has_ended, below))
        assert not fleet.folder.exists()
    with running_fleet(1) as fleet:
        below = descendants(fleet.process.pid)
        fleet.process.kill()
        wait_until(lambda: all(map(has_ended, below)))
        shutil.rmtree(fleet.folder)  # nobody was left to do it
