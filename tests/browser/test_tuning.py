"""Tuning to one's own face, in a real browser."""

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, expect

from models.labels import LABELS
from testkit.camera_video import write_y4m
from testkit.chromium import camera_flags
from testkit.pictures import place_head, plain
from testkit.visitor import Visitor
from tests.browser.conftest import PHONE, OpenPage
from transformers.types import Box

PICTURE = plain(480, 640, level=170)
place_head(PICTURE, Box(220, 150, 190, 190), mouth_blur=14)


@pytest.fixture
def at_rest(tmp_path: Path, launch: Callable[..., Browser]) -> Browser:
    """Its camera shows a face that does not smile."""
    write_y4m(tmp_path / "rest.y4m", [PICTURE])
    return launch(*camera_flags(tmp_path / "rest.y4m"))


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=False).click()


def is_tuned(visitor: Visitor, tuned: bool = True) -> None:
    expect(visitor.page.get_by_text("Tuned to your face")).to_have_count(int(tuned))


def test_tune_undo_and_take_it_along(visit: OpenPage, at_rest: Browser, tmp_path: Path) -> None:
    visitor = visit(in_browser=at_rest)
    tune = visitor.page.get_by_role("button", name="Tune to my face")
    expect(tune).to_be_disabled()
    visitor.start()
    tune.click()
    expect(visitor.page.get_by_text("Look at the camera, relaxed")).to_be_visible()
    is_tuned(visitor)
    visitor.wait_for_label("Neutral")
    visitor.screenshot("tuned")
    with visitor.page.expect_download() as download:
        press(visitor, "Take it along")
    taken = download.value.path()
    assert list(json.loads(taken.read_text())["shift"]) == list(LABELS)

    press(visitor, "Undo tuning")
    is_tuned(visitor, False)
    press(visitor, "From a file")
    chooser = visitor.page.locator('input[type="file"]')
    chooser.set_input_files({"name": "a.json", "mimeType": "", "buffer": b'{"shift": []}'})
    expect(visitor.page.get_by_text("This is no such file")).to_be_visible()
    chooser.set_input_files({"name": "b.json", "mimeType": "", "buffer": taken.read_bytes()})
    is_tuned(visitor)
    press(visitor, "Undo tuning")
    is_tuned(visitor, False)  # the file that is still known to the browser tunes nothing anew


def test_a_recording_and_photos_of_the_same_visit_are_read_as_tuned(
    visit: OpenPage, at_rest: Browser
) -> None:
    visitor = visit(in_browser=at_rest)
    page = visitor.page
    visitor.start()
    press(visitor, "Tune to my face")
    is_tuned(visitor)
    visitor.record(2)
    press(visitor, "Stop recording")
    expect(page.get_by_text("One face was read against itself at rest")).to_be_visible()

    page.get_by_role("link", name="Photos").first.click()
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()
    photo = cv2.imencode(".png", PICTURE)[1].tobytes()
    page.locator('input[type="file"]').set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": photo}
    )
    answer = page.locator(".fc-face", has_text="Face 1").locator("xpath=..")
    expect(answer).to_be_visible()
    before = answer.inner_text()
    page.get_by_text("The largest face is mine").click()
    expect(answer).not_to_have_text(before, use_inner_text=True)
    visitor.screenshot("tuned-photo")


def test_a_smile_is_told_and_tuning_can_be_cancelled(visit: OpenPage) -> None:
    visitor = visit(PHONE)
    visitor.start()
    press(visitor, "Tune to my face")
    expect(visitor.page.get_by_text("That was no face at rest")).to_be_visible()
    visitor.screenshot("tuning-smile")
    press(visitor, "Cancel tuning")
    expect(visitor.page.get_by_text("Look at the camera, relaxed")).to_have_count(0)
    is_tuned(visitor, False)
