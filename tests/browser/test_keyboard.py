"""The whole way from Start to a result without a mouse."""

from pathlib import Path

import cv2
from playwright.sync_api import Locator, Page, expect

from testkit.pictures import astronaut
from tests.browser.conftest import OpenPage

MOST_STOPS = 40  # presses of Tab through a page


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(MOST_STOPS):
        if target.evaluate("element => element === element.getRootNode().activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {target}")


def test_start_record_and_stop_by_keyboard(visit: OpenPage) -> None:
    visitor = visit()
    page = visitor.page
    tab_to(page, visitor.button("Start"))
    page.keyboard.press("Enter")
    visitor.wait_for_state("live")
    expect(visitor.button("Stop")).to_be_focused()
    tab_to(page, visitor.button("Record"))
    page.keyboard.press("Enter")
    visitor.wait_for_clock(2)
    expect(visitor.button("Stop recording")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-results]")).to_be_focused()
    tab_to(page, page.locator("summary", has_text="Settings"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("switch", name="Mirror the picture"))
    page.keyboard.press("Space")
    expect(page.get_by_role("switch", name="Mirror the picture")).not_to_be_checked()
    tab_to(page, visitor.button("Stop"))
    page.keyboard.press("Enter")
    visitor.wait_for_state("ready")
    expect(visitor.button("Start")).to_be_focused()


def test_a_photo_is_uploaded_by_keyboard(visit: OpenPage, tmp_path: Path) -> None:
    page = visit().page
    # Chromium is told to hand file dialogs over when the first listener comes, and is not waited
    # for: a dialog that opens at once would be cancelled, as no person sits before it.
    page.on("filechooser", lambda _: None)
    tab_to(page, page.get_by_role("link", name="Photos").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    tab_to(page, page.get_by_test_id("stFileUploader").locator("button"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    photo = tmp_path / "me.png"
    cv2.imwrite(str(photo), astronaut())
    chooser.value.set_files(photo)
    download = page.get_by_role("button", name="Annotated photo")
    expect(download).to_be_visible()
    tab_to(page, download)
    with page.expect_download():
        page.keyboard.press("Enter")
