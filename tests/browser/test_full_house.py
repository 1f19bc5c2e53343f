"""More visitors than places: polite, in order, and quick when a place is free."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.server import Server, running_app
from tests.browser.visitor import PATIENCE, Visitor

SECRET = "open sesame"  # noqa: S105


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[Server]:
    with running_app(tmp_path, FACECUE_MOST_VISITORS="1", FACECUE_OPERATOR_SECRET=SECRET) as server:
        yield server


def test_the_next_visitor_waits_and_gets_in_by_itself(small_app: Server, visit: OpenPage) -> None:
    first = visit(url=small_app.url)
    faster = visit(url=small_app.url)  # both see a free place
    first.start()
    faster.button("Start").click()
    page = faster.page
    expect(page.get_by_text("All places are taken just now")).to_be_visible()
    expect(page.get_by_text("Before you: 0")).to_be_visible()
    page.get_by_role("link", name="Photos").last.wait_for()
    faster.screenshot("full-house")

    first.page.close()  # no Stop: the tab is gone
    faster.wait_for_state("live")
    faster.wait_for_picture(drawn=True)
    expect(faster.button("Stop")).to_be_visible()
    faster.stop()


def test_who_comes_to_a_full_house_may_stand_in_line(small_app: Server, visit: OpenPage) -> None:
    first = visit(url=small_app.url)
    first.start()
    page = first.page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    page.goto(small_app.url)
    expect(page.get_by_text("All places are taken just now")).to_be_visible()
    page.get_by_role("button", name="Wait in line").click()
    expect(page.get_by_text("Before you: 0")).to_be_visible()
    first.stop()
    page.locator('[data-state="live"]').wait_for(timeout=PATIENCE)
    page.context.close()


def test_the_operator_sees_figures_and_nobody_else(small_app: Server, visit: OpenPage) -> None:
    visitor = visit(url=small_app.url)
    visitor.start()
    page = visitor.page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    page.goto(f"{small_app.url}/operator")
    secret = page.get_by_label("Secret")
    secret.fill("open barley")
    secret.press("Enter")
    expect(page.get_by_text("That is not it")).to_be_visible()
    expect(page.get_by_text("1 / 1")).not_to_be_visible()
    secret.fill(SECRET)
    secret.press("Enter")
    expect(page.get_by_text("1 / 1")).to_be_visible()
    expect(page.get_by_role("cell", name="30")).to_be_visible()
    Visitor(page).screenshot("operator")
    page.context.close()
    assert SECRET not in small_app.log.read_text()


def test_without_a_secret_there_is_no_operator_page(visit: OpenPage, app: Server) -> None:
    page = visit().page
    page.goto(f"{app.url}/operator")
    expect(page.get_by_text("which expression each face shows")).to_be_visible()
    expect(page.get_by_label("Secret")).not_to_be_visible()
