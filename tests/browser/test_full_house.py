"""More visitors than places: polite, in order, and quick when a place is free."""

import secrets
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from testkit.patience import PATIENCE
from testkit.server import Server, running_app
from testkit.visitor import Visitor
from tests.browser.conftest import OpenPage, OpenTab
from views.words.english import Words

# As when the visitor looks at another tab; a browser without a window hides none.
SHOW = """seen => {
  Object.defineProperty(document, "hidden", { value: !seen, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
RATE_TOLERANCE = 0.25  # of what the browser counts over two seconds
SECRET = secrets.token_hex()


@pytest.fixture(scope="module")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With one place. Each test leaves it free."""
    folder = tmp_path_factory.mktemp("small")
    with running_app(folder, FACECUE_MOST_VISITORS="1", FACECUE_OPERATOR_SECRET=SECRET) as server:
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


def test_who_comes_to_a_full_house_may_stand_in_line(
    small_app: Server, visit: OpenPage, open_tab: OpenTab
) -> None:
    first = visit(url=small_app.url)
    first.start()
    page = open_tab(small_app.url)
    expect(page.get_by_text("All places are taken just now")).to_be_visible()
    page.get_by_role("button", name="Wait in line").click()
    expect(page.get_by_text("Before you: 0")).to_be_visible()
    first.stop()
    Visitor(page).wait_for_state("live")


def test_a_hidden_tab_keeps_its_turn_and_opens_no_camera_unseen(
    small_app: Server, visit: OpenPage, open_tab: OpenTab
) -> None:
    first = visit(url=small_app.url)
    first.start()
    page = open_tab(small_app.url)
    waiting = Visitor(page)
    page.get_by_role("button", name="Wait in line").click()
    expect(page.get_by_text("Before you: 0")).to_be_visible()
    page.evaluate(SHOW, False)
    first.stop()
    expect(page).to_have_title("It is your turn")
    assert waiting.in_video_frame("window.cameraRequests") == []
    page.evaluate(SHOW, True)
    waiting.wait_for_state("live")
    expect(page).not_to_have_title("It is your turn")


# The name and the first value of each column.
CELLS = """table => {
  const texts = (row) => [...row.cells].map((cell) => cell.innerText);
  const [names, first] = ["thead tr", "tbody tr"].map((row) => texts(table.querySelector(row)));
  return names.map((name, place) => [name, first[place]]);
}"""


def wait_for_rates(operator: Page, visitor: Visitor) -> tuple[float, float]:
    """Frames a second, as the operator's page tells and as the visitor's browser counts them.

    A machine that is short of time gives each second another rate: the first pair that agrees, or
    the last one.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        seen = visitor.frames_per_second()
        # In one step, as the table is drawn anew twice a second.
        cells = operator.locator("table").evaluate(CELLS)
        told = float(dict(cells)[Words.OPERATOR_COLUMNS[1]])
        if abs(told - seen) < RATE_TOLERANCE * seen or time.monotonic() > deadline:
            return told, seen


def test_the_operator_sees_figures_and_nobody_else(
    small_app: Server, visit: OpenPage, open_tab: OpenTab
) -> None:
    visitor = visit(url=small_app.url)
    visitor.start()
    page = open_tab(f"{small_app.url}/operator")
    secret = page.get_by_label("Secret")
    secret.fill("open barley")
    secret.press("Enter")
    expect(page.get_by_text("That is not it")).to_be_visible()
    expect(page.get_by_text("1 / 1")).not_to_be_visible()
    secret.fill(SECRET)
    secret.press("Enter")
    expect(page.get_by_text("1 / 1")).to_be_visible()
    told, seen = wait_for_rates(page, visitor)
    assert told == pytest.approx(seen, rel=RATE_TOLERANCE)
    Visitor(page).screenshot("operator")
    assert SECRET not in small_app.log.read_text()


def test_without_a_secret_there_is_no_operator_page(visit: OpenPage, app: Server) -> None:
    page = visit().page
    page.goto(f"{app.url}/operator")
    expect(page.get_by_text("which expression each face shows")).to_be_visible()
    expect(page.get_by_label("Secret")).not_to_be_visible()
