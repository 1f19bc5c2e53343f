"""A page of which a part did not arrive, as when a phone changes its network while it loads."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from testkit.patience import wait_until
from testkit.server import Server
from testkit.visitor import Visitor
from tests.browser.conftest import OpenTab

MOST_LOADS = 4  # the first, and three more
BLANK = "data:text/html,"


def count_loads(page: Page) -> list[str]:
    """Of the page itself; the list grows, while Playwright is asked for something."""
    loads: list[str] = []

    def note(asked: Request) -> None:
        if asked.is_navigation_request() and asked.frame == page.main_frame:
            loads.append(asked.url)

    page.on("request", note)
    return loads


def wait_for_loads(page: Page, loads: list[str], number: int) -> None:
    def all_came() -> bool:
        page.wait_for_timeout(100)
        return len(loads) >= number

    wait_until(all_came)


def breaks(page: Page, part: str, times: int) -> list[str]:
    """The network is gone whenever this ``part`` is asked for, so many ``times``; what was lost."""
    lost: list[str] = []

    def answer(route: Route) -> None:
        if len(lost) < times:
            lost.append(route.request.url)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(re.compile(part), answer)
    return lost


@pytest.mark.parametrize("part", [r"/js/ButtonGroup\.", r"/js/index\."])
def test_it_loads_itself_anew(app: Server, open_tab: OpenTab, part: str) -> None:
    page = open_tab(BLANK)
    loads, lost = count_loads(page), breaks(page, part, times=1)
    page.goto(app.url)
    wait_for_loads(page, loads, 2)
    visitor = Visitor(page)
    visitor.open_settings()
    expect(page.get_by_role("button", name="Box", exact=True)).to_be_visible()
    assert len(lost) == 1


def test_it_gives_up_in_time(app: Server, open_tab: OpenTab) -> None:
    page = open_tab(BLANK)
    loads = count_loads(page)
    breaks(page, r"/js/ButtonGroup\.", times=1000)
    page.goto(app.url)
    wait_for_loads(page, loads, MOST_LOADS)
    expect(page.get_by_text("Settings", exact=True)).to_be_visible()
    page.wait_for_timeout(2000)  # no further one comes
    assert len(loads) == MOST_LOADS


def test_a_live_stream_goes_on(app: Server, open_tab: OpenTab) -> None:
    page = open_tab(BLANK)
    page.goto(app.url)
    visitor = Visitor(page)
    visitor.start()
    loads = count_loads(page)
    page.evaluate("dispatchEvent(new Event('vite:preloadError'))")
    page.wait_for_timeout(1500)
    assert loads == []
    visitor.stop()
