"""A page that gets no connection to the app says so, and does so no longer once it has one."""

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from testkit.nginx import running_nginx
from testkit.server import Server
from tests.browser.conftest import DESKTOP, OpenTab
from views.brand import HEADS

# Loaded already: what counts is from then on.
SHOWN_WITHIN = 10  # seconds, as promised


@pytest.mark.parametrize("language", ["en", "ar"])
def test_behind_a_proxy_without_websockets_it_says_so(
    app: Server, open_tab: OpenTab, tmp_path: Path, language: str
) -> None:
    if not shutil.which("nginx"):
        pytest.skip("nginx is needed")
    backend = app.url.replace("localhost", "127.0.0.1")
    with running_nginx(tmp_path, f"location / {{ proxy_pass {backend}; }}") as url:
        page = open_tab(url, DESKTOP | {"locale": language})
        began = time.monotonic()
        told = page.get_by_role("alert").filter(has_text=HEADS[language].no_connection)
        expect(told).to_be_visible(timeout=1000 * SHOWN_WITHIN)
        assert time.monotonic() - began < SHOWN_WITHIN
        assert HEADS[language].no_connection
        page.close()


def test_a_page_that_connects_says_nothing(app: Server, open_tab: OpenTab) -> None:
    page = open_tab(app.url)
    page.get_by_role("link", name="Photos").wait_for()
    page.wait_for_timeout(7000)  # it would be there by then
    assert page.get_by_role("alert").filter(has_text=HEADS["en"].no_connection).count() == 0


def test_it_is_gone_once_the_connection_is_there(app: Server, open_tab: OpenTab) -> None:
    slow = "const Fast = WebSocket;"
    slow += " WebSocket = class extends Fast { constructor(url, protocols) {"
    slow += " super(window.lineIsThere ? url : url.replace('stream', 'nowhere'), protocols); } };"
    page = open_tab(app.url, script=slow)
    told = page.get_by_text(HEADS["en"].no_connection)
    expect(told).to_be_visible()
    page.evaluate("window.lineIsThere = true")
    page.get_by_role("link", name="Photos").wait_for()
    expect(told).to_have_count(0)
