"""Within a minute of a page's closing nothing of its visitor is in the process."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import requests
from playwright.sync_api import FilePayload, expect

from testkit.clips import write_clip
from testkit.patience import PATIENCE, wait_until
from testkit.pictures import astronaut
from testkit.process_memory import count_in_memory, marks_of
from testkit.server import Server, running_app
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.slow


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[Server]:
    kept = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "6"}  # seconds, instead of 42
    with running_app(tmp_path, "tests/browser/counting_app.py", **kept) as server:
        yield server


def objects(server: Server) -> dict[str, int]:
    counted: dict[str, int] = requests.get(f"{server.url}/objects", timeout=PATIENCE).json()
    return counted


def noisy_portrait() -> bytes:
    """A JPEG like no other, but the same each time: its face has to look happy."""
    noise = np.random.default_rng(1).integers(-20, 20, astronaut().shape)
    picture = np.clip(astronaut() + noise, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", picture)[1].tobytes()


def test_nothing_of_a_visitor_is_left_after_they_closed_the_page(
    counting: Server, visit: OpenPage, tmp_path: Path
) -> None:
    """Photo, clip and live stream with a recording: all in one visit, whose page then closes."""
    visitor = visit(url=counting.url)
    page = visitor.page
    files: list[bytes] = []

    def download(name: str) -> None:
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        files.append(Path(waiting.value.path()).read_bytes())

    page.get_by_role("link", name="Photos").click()
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()
    files.append(noisy_portrait())
    photo = FilePayload(name="me.jpg", mimeType="image/jpeg", buffer=files[-1])
    page.locator('input[type="file"]').set_input_files(photo)
    expect(page.get_by_text("me.jpg: 1: Happy")).to_be_visible()
    download("Annotated photo")

    page.get_by_role("link", name="Videos").click()
    expect(page.get_by_role("heading", name="Videos")).to_be_visible()
    files.append(write_clip(seconds=4))
    clip = FilePayload(name="talk.mp4", mimeType="video/mp4", buffer=files[-1])
    page.locator('input[type="file"]').set_input_files(clip)
    page.get_by_role("button", name="Label this clip").click()
    expect(page.get_by_text("Done: 96 frames")).to_be_visible()
    download("Labelled clip")

    page.get_by_role("link", name="Live").click()
    visitor.start()
    visitor.record(1)
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("[data-score]")).to_be_visible()
    download("Report (HTML)")
    visitor.button("Record").click()
    expect(page.get_by_role("button", name="Stop recording")).to_be_visible()
    visitor.wait_for_clock(1)

    here = objects(counting)
    for kind in (
        "Visit",
        "Result",
        "ClipJob",
        "Recorder",
        "ClipRecorder",
        "Recording",
        "FacePipeline",
        "Worker",
    ):
        assert here[kind]
    pictures = [*marks_of(files[1]), *marks_of(files[2]), *marks_of(files[3])]
    assert count_in_memory(counting.pid, pictures) > len(pictures) / 2

    page.close()
    wait_until(lambda: not objects(counting))
    every = [mark for content in files[:4] for mark in marks_of(content)]  # a report is mostly ours
    wait_until(lambda: count_in_memory(counting.pid, every) == 0)
