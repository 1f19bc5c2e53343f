"""The app under a path of its host, in a real browser: its own, or one that a proxy takes off."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Response, expect

from testkit.nginx import running_nginx
from testkit.pictures import astronaut
from testkit.server import Server, running_app
from testkit.visitor import Visitor
from tests.browser.conftest import OpenTab

# As Streamlit Community Cloud has it: the app knows nothing of the path.
TAKEN_OFF = "/~/+"

Serve = Callable[[Path, Server], AbstractContextManager[str]]


@contextmanager
def under_its_own_path(folder: Path, _app: Server) -> Iterator[str]:
    with running_app(folder, base="/app") as server:
        yield server.url


@contextmanager
def under_a_path_that_is_taken_off(folder: Path, app: Server) -> Iterator[str]:
    if not shutil.which("nginx"):
        pytest.skip("nginx is needed")
    backend = app.url.replace("localhost", "127.0.0.1")
    location = (
        f"location {TAKEN_OFF}/ {{ proxy_pass {backend}/; proxy_http_version 1.1;"
        " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;"
        " proxy_set_header Host $http_host; }"
    )
    with running_nginx(folder, location) as url:
        yield url + TAKEN_OFF


@pytest.mark.parametrize("served", [under_its_own_path, under_a_path_that_is_taken_off])
def test_all_pages_and_their_files_are_there(
    app: Server, open_tab: OpenTab, tmp_path: Path, served: Serve
) -> None:
    portrait = tmp_path / "portrait.jpg"
    cv2.imwrite(str(portrait), astronaut())
    failed: list[str] = []

    def look(answer: Response) -> None:
        # Streamlit looks for itself under each part of the address.
        if answer.status >= 400 and "/photo/_stcore/" not in answer.url:
            failed.append(f"{answer.status} {answer.url}")

    with served(tmp_path, app) as url:
        page = open_tab("about:blank")
        page.on("response", look)
        page.goto(f"{url}/")
        visitor = Visitor(page)
        visitor.start()
        visitor.stop()
        fonts = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded')")
        assert fonts
        page.get_by_role("link", name="Photos").click()
        expect(page.get_by_role("heading", name="Photos")).to_be_visible()
        assert page.url == f"{url}/photo"
        page.reload()
        page.locator('input[type="file"]').set_input_files(str(portrait))
        expect(page.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()
        page.get_by_role("link", name="Live").click()
        visitor.button("Start").wait_for()
        assert page.url == f"{url}/"
        assert failed == []
        page.close()
