"""The app under a path of a host that has others, as ``server.baseUrlPath`` puts it there."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import requests

from testkit.patience import PATIENCE
from testkit.server import Server, running_app
from tests.hosting.http.conftest import SECRET
from tests.hosting.http.page import open_page

BASE = "/app"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("base")
    with running_app(folder, base=BASE, FACECUE_OPERATOR_SECRET=SECRET) as running:
        yield running


def get(server: Server, path: str, **headers: str) -> requests.Response:
    return requests.get(server.url + path, headers=headers, timeout=PATIENCE)


def test_health_and_metrics_stand_under_it(server: Server) -> None:
    assert get(server, "/health").json()["healthy"] is True
    assert get(server, "/metrics").status_code == 401
    told = get(server, "/metrics", Authorization=f"Bearer {SECRET}")
    assert "facecue_places{" in told.text
    assert get(server, "/_stcore/health").status_code == 200


def test_the_page_names_its_files_under_it(server: Server) -> None:
    for path in ("", "/", "/photo"):
        answer = get(server, path, Accept="text/html")
        (picture,) = re.findall(r'<meta property="og:image" content="([^"]+)">', answer.text)
        assert picture == f"{server.url}/preview.jpg"
        assert requests.get(picture, timeout=PATIENCE).headers["content-type"] == "image/jpeg"
        links = re.findall(r'<link rel="(?:preload|stylesheet)"[^>]*href="([^"]+)"', answer.text)
        fonts = [urljoin(answer.url, link) for link in links if "figtree" in link]
        for style in (urljoin(answer.url, link) for link in links if link.endswith(".css")):
            rules = requests.get(style, timeout=PATIENCE).text
            fonts += [urljoin(style, font) for font in re.findall(r'"([^"]*figtree[^"]*)"', rules)]
        assert len(fonts) == 2
        for font in fonts:
            assert requests.get(font, timeout=PATIENCE).content.startswith(b"wOF2")


def test_a_visit_and_an_upload_work_there(server: Server) -> None:
    with open_page(server.url, "photo") as page:
        answers = page.run("about")
        assert not any(answer.delta.new_element.HasField("exception") for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/metrics",
        "/preview.jpg",
        "/app/app/health",
        "/app/photo/health",
        "/other/health",
    ],
)
def test_elsewhere_is_no_health_check(server: Server, path: str) -> None:
    elsewhere = urljoin(server.url, path)
    assert requests.get(elsewhere, timeout=PATIENCE).status_code in (401, 404)
