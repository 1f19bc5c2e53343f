"""All pages live under the Content-Security-Policy that is sent with them, in a real browser."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from testkit.clips import write_clip
from testkit.patience import PATIENCE
from testkit.pictures import astronaut
from testkit.server import Server
from testkit.visitor import Visitor, choose_language, wait_until_true
from tests.browser.conftest import DESKTOP

# In every frame of the page, those of components too.
REPORT = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  reportViolation(`${effectiveDirective} forbids ${blockedURI} in ${location}`));
"""
LIGHT = """video => {
  if (!video.videoWidth) return false;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data[1] > 40;
}"""
TOLD = re.compile("Content Security Policy|[Pp]ermissions[- ][Pp]olicy")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**DESKTOP)
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Those of this page from now on; the list grows."""
    seen: list[str] = []
    page.context.expose_binding("reportViolation", lambda _source, told: seen.append(told))
    page.context.add_init_script(REPORT)
    page.on("console", lambda line: seen.append(line.text) if TOLD.search(line.text) else None)
    return seen


def open_page(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.click()
    expect(page.get_by_role("heading", name=link).first).to_be_visible()


def wait_for_light(video: Locator) -> None:
    """Until the camera's picture is there: a photo that is taken before is black."""
    video.wait_for()
    deadline = time.monotonic() + PATIENCE
    while not video.evaluate(LIGHT):
        assert time.monotonic() < deadline, "the camera stays dark"
        video.page.wait_for_timeout(100)


def take_photos_until(page: Page, result: Locator) -> None:
    """As a person would: press again where nothing was taken, or the head swayed just then."""
    deadline = time.monotonic() + PATIENCE
    clear = page.get_by_role("button", name="Clear photo")
    while True:
        if clear.is_visible():
            clear.click()
        wait_for_light(page.locator("video"))
        page.get_by_role("button", name="Take Photo").click()
        try:
            return result.wait_for(timeout=10_000)
        except TimeoutError:
            assert time.monotonic() < deadline, "no photo shows what it should"


def test_no_page_breaks_the_policy(page: Page, app: Server, tmp_path: Path) -> None:
    seen = violations(page)
    page.goto(app.url)
    visitor = Visitor(page)
    visitor.button("Start").wait_for()
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    page.get_by_text("Keep the picture to see it again").click()
    page.get_by_text("with sound", exact=True).click()
    visitor.record(2)
    visitor.button("Stop recording").click()
    expect(page.locator(".fc-seek")).to_be_visible()
    expect(page.locator(".st-key-own-clip-0 video")).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="Score card").click()
    with page.expect_download():
        page.get_by_role("button", name="Timeline").click()
    visitor.stop()

    open_page(page, "Photos")
    cv2.imwrite(str(tmp_path / "portrait.jpg"), astronaut())
    page.locator('input[type="file"]').set_input_files(str(tmp_path / "portrait.jpg"))
    expect(page.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()
    page.get_by_role("tab", name="Take one").click()
    take_photos_until(page, page.get_by_text("1: Happy").nth(1))
    with page.expect_download():
        page.get_by_role("button", name="Table (CSV)").click()

    open_page(page, "Videos")
    (tmp_path / "talk.mp4").write_bytes(write_clip(seconds=1))
    page.locator('input[type="file"]').set_input_files(str(tmp_path / "talk.mp4"))
    page.get_by_role("button", name="Label this clip").click()
    expect(page.get_by_text("Done: 24 frames")).to_be_visible()
    wait_until_true(page, "document.querySelector('video').readyState >= 1")

    open_page(page, "About")
    expect(page.get_by_role("heading", name="About FaceCue")).to_be_visible()
    choose_language(page, "Deutsch")
    expect(page.get_by_role("link", name="Über")).to_be_visible()
    assert seen == []


def test_a_script_that_a_stranger_puts_into_the_page_does_not_run(page: Page, app: Server) -> None:
    seen = violations(page)
    page.goto(app.url)
    Visitor(page).button("Start").wait_for()
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.strange = true";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.strange") is None
    ask = "fetch('https://strange.example/').then(() => 'answered', error => error.name)"
    assert page.evaluate(f"() => {ask}") == "TypeError"
    assert any("script-src" in told for told in seen)
    assert any("connect-src" in told for told in seen)
