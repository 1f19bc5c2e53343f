"""Both proxies of deploy/ keep to the same rules about the cookie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from testkit.fleet import COOKIE
from testkit.patience import PATIENCE, wait_until
from tests.browser.closed_network import make_certificate
from tests.fleet.deployed_proxies import LISTED, PROXIES, running_proxy
from tests.fleet.needs import tool
from tests.fleet.stub_replicas import StubReplica, stub_replicas

pytestmark = pytest.mark.slow

ONE, TWO, _ = LISTED


@dataclass(frozen=True)
class House:
    """A proxy with three stubs behind it."""

    url: str
    session: requests.Session
    stubs: dict[str, StubReplica]

    def ask(self, cookie: str = "", path: str = "/", **headers: str) -> requests.Response:
        """Ask as a browser with that cookie."""
        if cookie:
            headers["Cookie"] = f"{COOKIE}={cookie}"
        self.session.cookies.clear()
        answer = self.session.get(self.url + path, headers=headers, timeout=PATIENCE)
        assert answer.status_code == 200
        return answer


@pytest.fixture(scope="module", params=PROXIES)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    for name in (request.param, "openssl"):
        tool(name)
    folder = tmp_path_factory.mktemp(request.param)
    certificate = make_certificate(folder, "127.0.0.1")
    with stub_replicas(*LISTED) as stubs, requests.Session() as session:
        session.trust_env = False
        session.verify = str(certificate.file)
        ports = {name: stub.port for name, stub in stubs.items()}
        with running_proxy(request.param, folder, certificate, ports) as url:
            yield House(url, session, stubs)


def told(answer: requests.Response) -> dict[str, Any]:
    """What the stub says of the request that reached it."""
    content: dict[str, Any] = answer.json()
    return content


def test_a_newcomer_gets_the_cookie_of_the_replica_that_answered(house: House) -> None:
    answer = house.ask()
    name = told(answer)["name"]
    assert answer.cookies[COOKIE] == name == answer.headers["X-FaceCue-Replica"]
    written = answer.headers["Set-Cookie"].lower()
    assert "httponly" not in written  # the page is to read and write it
    assert {"secure", "samesite=lax", "path=/"} <= {word.strip() for word in written.split(";")}


@pytest.mark.parametrize("name", LISTED)
def test_a_cookie_leads_to_its_replica_and_is_left_alone(house: House, name: str) -> None:
    answer = house.ask(name)
    assert told(answer)["name"] == name
    assert "Set-Cookie" not in answer.headers
    assert told(answer)["headers"]["cookie"] == f"{COOKIE}={name}"  # the app reads it


@pytest.mark.parametrize("odd", ["replica-8504", "facecue_any", "x" * 1000])
def test_a_cookie_that_names_none_is_written_anew(house: House, odd: str) -> None:
    answer = house.ask(odd)
    assert answer.cookies[COOKIE] == told(answer)["name"]


def test_what_the_app_writes_arrives(house: House) -> None:
    assert house.ask(ONE, "/moves").cookies[COOKIE] == "elsewhere"


def test_who_asks_is_said_by_the_proxy_alone(house: House) -> None:
    claims = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "http"}
    headers = told(house.ask(ONE, **claims))["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"


def test_too_large_an_upload_is_refused(house: House) -> None:
    answer = house.session.request(
        "GET", house.url, headers={"Content-Length": str(200_000_000)}, timeout=PATIENCE
    )
    assert answer.status_code in (413, 503)


def test_who_is_down_is_passed_over_and_comes_back(house: House) -> None:
    down = house.stubs[ONE]
    down.close()
    answer = house.ask(ONE)
    other = told(answer)["name"]
    assert other != ONE
    assert answer.cookies[COOKIE] == other
    assert "Set-Cookie" not in house.ask(TWO).headers
    house.stubs[ONE] = StubReplica(ONE, down.port)
    wait_until(lambda: told(house.ask(ONE))["name"] == ONE)
