"""A real Chromium with a fake camera, and the real app."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from testkit.camera_video import film, write_y4m
from testkit.chromium import QUIET, camera_flags, find_chromium
from testkit.patience import PATIENCE
from testkit.server import Server, running_app
from testkit.visitor import WATCH_CAMERA, Visitor
from tests.browser.closed_network import NotPossibleError, closed_network

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}

NO_NETWORK = "FACECUE_TESTS_NO_NETWORK"  # tells the processes of xdist why there is none
NETWORK = pytest.StashKey[ExitStack]()

OpenTab = Callable[..., Page]
OpenPage = Callable[..., Visitor]

expect.set_options(timeout=1000 * PATIENCE)


def pytest_configure(config: pytest.Config) -> None:
    """Make the relay's network before any browser runs, once for all processes of xdist.

    A browser breaks off whatever it loads when a network comes to its machine or goes.
    """
    if hasattr(config, "workerinput"):
        return
    config.stash[NETWORK] = stack = ExitStack()
    os.environ.pop(NO_NETWORK, None)
    try:
        stack.enter_context(closed_network())
    except NotPossibleError as error:
        os.environ[NO_NETWORK] = str(error)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away, after the last browser."""
    if NETWORK in config.stash:
        config.stash[NETWORK].close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(tmp_path_factory.mktemp("app")) as server:
        yield server
    # A browser at our pages sends nothing that is not allowed.
    assert "Refused a message" not in server.log.read_text()


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
def open_tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenTab]:
    """Open an address as another person would, with no cookie: ``open_tab(url, PHONE)``.

    After the test every visitor who is still live presses Stop, so that the next test finds an
    idle server. Of a test that failed there are pictures then.
    """
    with tabs(browser, request.node) as open_one:
        yield open_one


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = report.failed
    shared = getattr(item, "funcargs", {}).get("live")  # a visitor of several tests
    if report.when == "call" and report.failed and isinstance(shared, Visitor):
        shared.screenshot(f"failed-{item.name}")
    return report


@contextmanager
def tabs(browser: Browser, test: pytest.Item | None = None) -> Iterator[OpenTab]:
    """As ``open_tab``, for as long as the context is entered."""
    pages: list[Page] = []

    def open_one(
        url: str,
        device: dict[str, Any] = DESKTOP,
        in_browser: Browser = browser,
        script: str = "",
    ) -> Page:
        context = in_browser.new_context(**device)
        context.set_default_timeout(1000 * PATIENCE)
        context.add_init_script(WATCH_CAMERA + script)
        page = context.new_page()
        pages.append(page)
        page.goto(url)
        return page

    try:
        yield open_one
    finally:
        for number, page in enumerate(pages):
            visitor = Visitor(page)
            if test is not None and test.stash.get(FAILED, False) and not page.is_closed():
                visitor.screenshot(f"failed-{test.name}-{number}")
            if not page.is_closed() and visitor.button("Stop").is_visible():
                visitor.stop()
            page.context.close()


@pytest.fixture
def visit(open_tab: OpenTab, app: Server) -> OpenPage:
    """Open the live page and wait for Start: ``visit()``, or ``visit(PHONE)``."""

    def open_page(device: dict[str, Any] = DESKTOP, url: str = app.url, **more: Any) -> Visitor:
        visitor = Visitor(open_tab(url, device, **more))
        visitor.frame.wait_for()  # what it shows counts as visible even where the frame is not
        visitor.button("Start").wait_for()
        return visitor

    return open_page
