"""Recording, practising and taking the result along, in a real browser."""

import csv
import io
import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import av
import pytest
from playwright.sync_api import Dialog, Page, expect

from testkit.patience import wait_until
from testkit.visitor import SCREENSHOTS, wait_until_true
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

VISITORS_ZONE = timezone(timedelta(hours=5, minutes=30))  # Asia/Kolkata, all the year


def download(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def go_along_the_timeline(page: Page) -> None:
    moment = page.get_by_role("slider", name="Moment on the timeline")
    moment.press("ArrowRight")
    readout = page.locator(".fc-readout")
    expect(readout).to_have_text(re.compile("^0:01 · Happy .*% · score "))
    expect(moment).to_have_attribute("aria-valuetext", readout.inner_text())
    page.locator(".fc-plot").hover()  # in its middle
    expect(readout).not_to_have_text(re.compile("^0:01"))


def take_along(page: Page, score: float) -> None:
    timeline = list(csv.DictReader(io.StringIO(download(page, "Timeline"))))
    assert {row["label"] for row in timeline if row["face"] == "all"} <= {"Happy", ""}
    assert 5 <= sum(row["face"] == "all" for row in timeline) <= 12
    told = json.loads(download(page, "All of it"))
    assert told["faces"][0]["summary"]["score"] == pytest.approx(score, abs=0.1)
    with page.expect_download() as card:
        page.get_by_role("button", name="Score card").click()
    assert Path(card.value.path()).read_bytes().startswith(b"\x89PNG")
    assert card.value.suggested_filename == "facecue-score.png"
    card.value.save_as(SCREENSHOTS / "score-card.png")
    page.get_by_label("Title of the report").fill("My pitch")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    report = download(page, "Report (HTML)")
    opened = page.context.new_page()
    opened.set_content(report)
    expect(opened.get_by_role("heading", name="My pitch")).to_be_visible()
    opened.get_by_role("slider").first.press("End")  # a face that was lost counts as two
    expect(opened.locator(".fc-readout").first).to_have_text(re.compile("^0:0[5-9]|^0:1"))
    assert f'data-score="{score:.1f}"' in report
    (made,) = re.findall(r"Made on ([-\d]+ [:\d]+)", report)
    now = datetime.now(VISITORS_ZONE).replace(tzinfo=None)
    assert timedelta() <= now - datetime.fromisoformat(made) < timedelta(minutes=30)
    opened.close()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_recording_has_a_result_to_take_along_and_a_second_one_to_compare(
    visit: OpenPage, device: dict[str, object]
) -> None:
    visitor = visit(device | {"timezone_id": "Asia/Kolkata"})
    page = visitor.page
    expect(visitor.button("Record")).to_be_hidden()
    visitor.start()
    visitor.record(3)
    visitor.open_settings()
    page.get_by_text("Mirror the picture").click()  # a change of settings does not end it
    visitor.wait_for_clock(6)
    visitor.button("Stop recording").click()
    result = page.locator("[data-results]")
    expect(result).to_be_focused()
    expect(result.locator("[data-score]")).to_be_in_viewport(ratio=1)
    visitor.wait_for_state("live")  # the stream goes on

    score = float(page.locator("[data-score]").get_attribute("data-score") or "nan")
    assert score > 80  # the astronaut smiles all the time
    drawing = page.locator("svg.fc-timeline").locator("visible=true")
    expect(drawing).to_be_visible()
    assert drawing.bounding_box()["width"] > 300  # type: ignore[index]
    page.locator("[data-results]").scroll_into_view_if_needed()
    visitor.screenshot(f"results-{page.viewport_size['width']}")  # type: ignore[index]

    go_along_the_timeline(page)
    take_along(page, score)

    visitor.record(2)
    visitor.stop()  # which ends the recording too
    expect(page.locator('[data-results="1"]')).to_be_visible()
    expect(page.get_by_role("heading", name="Recordings of this visit")).to_be_visible()
    expect(page.locator(".fc-takes")).to_contain_text("Recording 1 (0:0")


def test_the_browser_keeps_a_clip_with_sound_where_that_is_wanted(visit: OpenPage) -> None:
    visitor = visit()
    page = visitor.page
    visitor.start()
    page.get_by_text("Keep the picture to see it again").click()
    page.get_by_text("with sound", exact=True).click()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    visitor.record(4)
    visitor.button("Stop recording").click()
    clip = page.locator(".st-key-own-clip-0 video")
    expect(clip).to_be_visible()
    wait_until(lambda: clip.evaluate("clip => clip.duration > 2 && clip.duration < 60"))
    assert clip.evaluate("clip => clip.videoWidth") == 640
    assert page.evaluate("window.cameraRequests") == [{"audio": True}]
    ended = "window.cameraTracks.every(track => track.readyState === 'ended')"
    assert page.evaluate(ended)  # the microphone's
    moment = page.get_by_role("slider", name="Moment on the timeline")
    moment.press("ArrowRight")
    moment.press("ArrowRight")
    wait_until(lambda: clip.evaluate("clip => clip.currentTime > 1"))
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the clip").click()
    with av.open(saved.value.path()) as content:
        assert content.streams.video[0].codec_context.width == 640
        assert len(content.streams.audio) == 1
    visitor.screenshot("own-clip")


def test_leaving_while_something_is_recorded_is_asked_about(visit: OpenPage) -> None:
    visitor = visit()
    visitor.start()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    visitor.page.on("dialog", stay)
    visitor.record(1)
    visitor.page.evaluate("location.reload()")
    wait_until(lambda: asked == ["beforeunload"])
    visitor.wait_for_clock(3)  # it goes on
    visitor.button("Stop recording").click()
    expect(visitor.page.locator("[data-results]")).to_be_visible()


def test_a_reload_loses_no_recording(visit: OpenPage) -> None:
    visitor = visit()
    page = visitor.page
    visitor.start()
    scores: list[str | None] = []
    for seconds in (2, 3):
        visitor.record(seconds)
        visitor.button("Stop recording").click()
        result = page.locator(f'[data-results="{len(scores)}"] [data-score]')
        scores.append(result.get_attribute("data-score"))
    kept = "JSON.parse(sessionStorage.getItem('facecue-recordings') ?? '[]')"
    wait_until_true(page, f"{kept}.length === 2")  # as soon as the result has been painted
    page.reload()
    expect(result).to_have_attribute("data-score", scores[1] or "")
    cards = page.locator(".fc-takes li")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("Recording 2 (0:0")
    visitor.screenshot("after-reload")
    page.evaluate("sessionStorage.setItem('facecue-recordings', '[\"hostile\", 7]')")
    page.reload()
    visitor.start()  # nothing came back, and nothing broke
    expect(page.locator("[data-results]")).to_have_count(0)
