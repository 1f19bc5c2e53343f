"""Clips, in a real browser."""

import functools
import io
import re
from pathlib import Path

import av
from playwright.sync_api import Page, expect

from testkit.clips import write_clip
from testkit.server import Server, running_app
from testkit.visitor import Visitor, wait_until_true
from tests.browser.conftest import PHONE, OpenPage, OpenTab


@functools.cache
def long_clip() -> bytes:
    return write_clip(seconds=60)


def upload(page: Page, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    expect(page.get_by_role("heading", name="Videos")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(str(path))


def test_a_clip_comes_back_labelled_with_a_result(
    open_tab: OpenTab, app: Server, tmp_path: Path
) -> None:
    page = open_tab(f"{app.url}/video")
    expect(page.get_by_role("heading", name="Videos")).to_be_visible()
    upload(page, tmp_path / "talk.webm", write_clip("webm", "libvpx", "libopus", seconds=4))
    expect(page.get_by_text("talk.webm: 320 x 240 pixels, 0:04, with sound")).to_be_visible()
    page.get_by_role("button", name="Label this clip").click()
    expect(page.get_by_text("Done: 96 frames")).to_be_visible()
    score = page.locator("[data-score]").get_attribute("data-score")
    assert float(score or 0) > 80
    expect(page.locator("video")).to_be_visible()
    # The browser itself can play it.
    wait_until_true(page, "document.querySelector('video').readyState >= 1")
    assert page.evaluate("document.querySelector('video').videoWidth") == 320
    page.locator(".fc-plot").click(position={"x": 400, "y": 40})
    wait_until_true(page, "document.querySelector('video').currentTime > 1")
    expect(page.locator(".fc-readout")).to_have_text(re.compile("^0:0[1-3] · Happy"))
    Visitor(page).screenshot(f"video-{page.viewport_size['width']}")  # type: ignore[index]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Labelled clip").click()
    with av.open(io.BytesIO(Path(waiting.value.path()).read_bytes()), "r") as clip:
        assert clip.streams.video[0].codec_context.name == "h264"
        assert clip.streams.audio[0].codec_context.name == "aac"


def test_a_long_clip_can_be_cancelled_and_a_bad_one_is_told(
    open_tab: OpenTab, app: Server, tmp_path: Path
) -> None:
    page = open_tab(f"{app.url}/video", PHONE)
    upload(page, tmp_path / "letter.mp4", b"This is a letter. " * 100)
    expect(page.get_by_text("This is no clip that can be read")).to_be_visible()
    page.get_by_role("button", name="Remove").first.click()
    upload(page, tmp_path / "long.mp4", long_clip())
    page.get_by_role("button", name="Label this clip").click()
    expect(page.get_by_text("frames a second,")).to_be_visible()
    expect(page.get_by_text("The latest labelled frame")).to_be_visible()
    Visitor(page).screenshot(f"video-progress-{page.viewport_size['width']}")  # type: ignore[index]
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled. No result was kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Label this clip")).to_be_visible()
    Visitor(page).screenshot(f"video-cancelled-{page.viewport_size['width']}")  # type: ignore[index]
    page.get_by_role("button", name="Another clip").click()
    expect(page.get_by_text("MP4, MOV, WebM or MKV, up to 100 MB")).to_be_visible()


def test_work_goes_on_while_the_visitor_looks_at_another_page(
    visit: OpenPage, tmp_path: Path
) -> None:
    visitor = visit()
    page = visitor.page
    page.get_by_role("link", name="Videos").click()
    upload(page, tmp_path / "talk.mp4", write_clip(seconds=20))
    page.get_by_role("button", name="Label this clip").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", name="About FaceCue")).to_be_visible()
    page.get_by_role("link", name="Videos").click()
    expect(page.get_by_text("Done: 480 frames")).to_be_visible()
    page.get_by_role("link", name="Live").click()
    expect(visitor.button("Start")).to_be_enabled()
    page.get_by_role("link", name="Videos").click()
    expect(page.get_by_text("Done: 480 frames")).to_be_visible()


def test_an_upload_over_the_limit_is_refused(visit: OpenPage, tmp_path: Path) -> None:
    with running_app(tmp_path, STREAMLIT_SERVER_MAX_UPLOAD_SIZE="1") as small:
        page = visit(url=small.url).page
        page.get_by_role("link", name="Videos").click()
        expect(page.get_by_text("MP4, MOV, WebM or MKV, up to 1 MB")).to_be_visible()
        upload(page, tmp_path / "large.mp4", bytes(2_000_000))
        expect(page.get_by_text("must be 1.0MB or smaller")).to_be_visible()
        upload(page, tmp_path / "talk.mp4", write_clip(seconds=1))
        expect(page.get_by_text("talk.mp4: 320 x 240 pixels")).to_be_visible()
