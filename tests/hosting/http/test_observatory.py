"""What Mozilla's Observatory would say of the app behind docs/nginx.conf."""

import shutil
import socket
from collections.abc import Iterator

import pytest
import requests

from testkit.patience import PATIENCE
from testkit.server import Server
from tests.browser.closed_network import make_certificate, nginx
from tests.hosting.http.page import stranger
from tests.hosting.observatory import Report, examine

HOME = "127.0.0.1"
STRANGER = {"Origin": "https://strange.example"}


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for free in (one, other):
            free.bind((HOME, 0))
        return one.getsockname()[1], other.getsockname()[1]


@pytest.fixture(scope="module")
def site(
    server: Server, ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[requests.Session]:
    """Asks the app through nginx; trusts its certificate."""
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("nginx and openssl are needed")
    folder = tmp_path_factory.mktemp("nginx")
    certificate = make_certificate(folder, HOME)
    backend = server.url.removeprefix("http://").replace("localhost", HOME)
    https, http = ports
    with (
        nginx(folder, certificate, backend, address=HOME, https=https, http=http),
        requests.Session() as session,
    ):
        session.trust_env = False  # a machine may name other certificates
        session.verify = str(certificate.file)
        session.headers["Host"] = "facecue.test"
        yield session


def test_the_grade(site: requests.Session, ports: tuple[int, int]) -> None:
    https, http = ports
    page = site.get(f"https://{HOME}:{https}/", headers=STRANGER, timeout=PATIENCE)
    plain = site.get(f"http://{HOME}:{http}/", allow_redirects=False, timeout=PATIENCE)
    report = examine(page, plain)
    assert {name: value for name, value in report.modifiers.items() if value < 0} == {}
    assert (report.score, report.grade) == (120, "A+")
    # The route with a cookie is no page that the Observatory looks at; it would pass too.
    health = site.get(f"https://{HOME}:{https}/_stcore/health", timeout=PATIENCE)
    assert examine(health, plain).modifiers["cookies"] == 5


def test_nginx_adds_nothing_twice_and_says_who_asks(
    site: requests.Session, ports: tuple[int, int], server: Server
) -> None:
    url = f"https://{HOME}:{ports[0]}/"
    claims = {"X-Forwarded-For": stranger(), "X-Forwarded-Proto": "http"}
    answer = site.get(url, headers=claims, timeout=PATIENCE)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"  # it was TLS
    direct = requests.get(server.url, headers={"Host": "facecue.test"}, timeout=PATIENCE)
    for name in direct.headers:
        if name.lower().startswith(("content-security", "cross-origin", "referrer", "x-")):
            assert answer.headers[name] == direct.headers[name]


def test_the_rules_find_what_is_missing(site: requests.Session, ports: tuple[int, int]) -> None:
    page = site.get(f"https://{HOME}:{ports[0]}/", timeout=PATIENCE)
    whole = dict(page.headers)

    def grade(**changed: str | None) -> Report:
        page.headers.clear()
        given = {name.replace("_", "-"): value for name, value in changed.items()}
        kept = {name: value for name, value in whole.items() if name not in given}
        page.headers.update(kept | {name: value for name, value in given.items() if value})
        return examine(page, None)

    assert grade().score == 120
    assert grade(content_security_policy=None).modifiers["content-security-policy"] == -25
    loose = "default-src 'self'; script-src 'self' 'unsafe-inline'"
    assert grade(content_security_policy=loose).modifiers["content-security-policy"] == -20
    assert grade(strict_transport_security="max-age=60").score == 110
    assert grade(strict_transport_security=None).grade == "B+"
    assert grade(content_security_policy=None, x_frame_options=None).score == 55
    assert grade(**{name.replace("-", "_"): None for name in whole}).grade == "D"
