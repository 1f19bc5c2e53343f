"""A real Chromium with a fake camera, and the real app."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.camera_video import film, write_y4m
from tests.browser.chromium import QUIET, camera_flags, find_chromium
from tests.browser.server import Server, running_app
from tests.browser.visitor import PATIENCE, WATCH_CAMERA, Visitor

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}

OpenPage = Callable[..., Visitor]

expect.set_options(timeout=PATIENCE)  # a machine busy with other work takes its time


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(tmp_path_factory.mktemp("app")) as server:
        yield server


@pytest.fixture(scope="package")
def camera_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "film.y4m"
    write_y4m(path, film())
    return path


@pytest.fixture(scope="package")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium: install Debian's chromium, or name one in CHROMIUM")
    return path


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def launch(playwright: Playwright, chromium_path: str) -> Iterator[Callable[..., Browser]]:
    """Start Chromium with further flags; it is closed after the test."""
    browsers: list[Browser] = []

    def start(*flags: str) -> Browser:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=[*QUIET, *flags], chromium_sandbox=False
        )
        browsers.append(browser)
        return browser

    yield start
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium_path: str, camera_film: Path) -> Iterator[Browser]:
    """A Chromium whose camera plays the film and is always allowed."""
    with playwright.chromium.launch(
        executable_path=chromium_path,
        args=[*QUIET, *camera_flags(camera_film)],
        chromium_sandbox=False,
    ) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, app: Server) -> Iterator[OpenPage]:
    """Open the page in a tab of its own: ``visit()``, or ``visit(PHONE)``.

    After the test every visitor who is still live presses Stop, so that the next test finds an
    idle server.
    """
    visitors: list[Visitor] = []

    def open_page(
        device: dict[str, Any] = DESKTOP,
        in_browser: Browser = browser,
        script: str = "",
        url: str = app.url,
    ) -> Visitor:
        context = in_browser.new_context(**device)
        context.add_init_script(WATCH_CAMERA + script)
        visitor = Visitor(context.new_page())
        visitors.append(visitor)
        visitor.page.goto(url)
        visitor.button("Start").wait_for()
        return visitor

    yield open_page
    for visitor in visitors:
        if not visitor.page.is_closed() and visitor.button("Stop").is_visible():
            visitor.stop()
        visitor.page.context.close()
