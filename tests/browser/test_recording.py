"""Recording, practising and taking the result along, in a real browser."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage


def download(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_text()


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_recording_has_a_result_to_take_along_and_a_second_one_to_compare(
    visit: OpenPage, device: dict[str, object]
) -> None:
    visitor = visit(device)
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
    drawing = page.locator("svg.fc-timeline")
    expect(drawing).to_be_visible()
    assert drawing.bounding_box()["width"] > 300  # type: ignore[index]
    page.locator("[data-results]").scroll_into_view_if_needed()
    visitor.screenshot(f"results-{page.viewport_size['width']}")  # type: ignore[index]

    timeline = list(csv.DictReader(io.StringIO(download(page, "Timeline"))))
    assert {row["label"] for row in timeline if row["face"] == "all"} <= {"Happy", ""}
    assert 5 <= sum(row["face"] == "all" for row in timeline) <= 12
    told = json.loads(download(page, "All of it"))
    assert told["faces"][0]["summary"]["score"] == pytest.approx(score, abs=0.1)
    report = download(page, "Report")
    opened = page.context.new_page()
    opened.set_content(report)
    expect(opened.get_by_role("heading", name="What the camera saw")).to_be_visible()
    assert f'data-score="{score:.1f}"' in report
    opened.close()

    visitor.record(2)
    visitor.stop()  # which ends the recording too
    expect(page.locator('[data-results="1"]')).to_be_visible()
    expect(page.get_by_role("heading", name="Recordings of this visit")).to_be_visible()
    expect(page.get_by_role("cell", name="Recording 1 (0:0")).to_be_visible()
