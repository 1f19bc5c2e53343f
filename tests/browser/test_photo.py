"""Photos, in a real browser."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from testkit.pictures import astronaut, coffee_table
from testkit.server import Server, running_app
from testkit.visitor import Visitor
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, OpenTab


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cv2.imwrite(str(tmp_path / "portrait.jpg"), astronaut())
    cv2.imwrite(str(tmp_path / "table.png"), coffee_table(480, 640))
    (tmp_path / "torn.jpg").write_bytes((tmp_path / "portrait.jpg").read_bytes()[:3000])
    return tmp_path


def upload(page: Page, *paths: Path) -> None:
    page.locator('input[type="file"]').set_input_files([str(path) for path in paths])


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_photos_come_back_with_their_faces(
    open_tab: OpenTab, app: Server, folder: Path, device: dict[str, Any]
) -> None:
    page = open_tab(f"{app.url}/photo", device)
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()
    upload(page, *(folder / name for name in ("portrait.jpg", "table.png", "torn.jpg")))
    expect(page.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()
    expect(page.get_by_text("No face was found")).to_be_visible()
    expect(page.get_by_text("is damaged and cannot be read")).to_be_visible()
    Visitor(page).screenshot(f"photos-{page.viewport_size['width']}")  # type: ignore[index]

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Table (CSV)").click()
    (row,) = csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8")))
    assert (row["file"], row["label"]) == ("portrait.jpg", "Happy")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Annotated photo").click()
    annotated = cv2.imread(str(waiting.value.path()))
    assert annotated is not None
    assert annotated.shape == (512, 512, 3)
    assert np.abs(annotated.astype(int) - astronaut()).max() > 100  # something is drawn on it


def test_many_photos_are_a_grid_that_outlives_a_look_at_another_page(
    open_tab: OpenTab, app: Server, tmp_path: Path
) -> None:
    for number in range(4):
        cv2.imwrite(str(tmp_path / f"{number}.jpg"), astronaut()[:, number:])
    page = open_tab(f"{app.url}/photo")
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()
    upload(page, *(tmp_path / f"{number}.jpg" for number in range(4)))
    summary = page.get_by_role("heading", name="4 photos, 4 faces: Happy 4")
    expect(summary).to_be_visible()
    Visitor(page).screenshot("photos-grid")
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", name="About FaceCue")).to_be_visible()
    page.get_by_role("link", name="Photos").click()
    expect(summary).to_be_visible()
    upload(page, tmp_path / "0.jpg")
    expect(page.get_by_role("heading", name="5 photos, 5 faces: Happy 5")).to_be_visible()
    page.get_by_role("button", name="Remove 0.jpg").click()
    expect(summary).to_be_visible()
    page.get_by_role("button", name="Remove all photos").click()
    expect(summary).to_have_count(0)
    expect(page.get_by_text("0.jpg")).to_have_count(0)


@pytest.mark.parametrize("kept", [True, False], ids=["visit-kept", "visit-lost"])
def test_a_photo_chosen_while_the_page_is_away_arrives(
    open_tab: OpenTab, folder: Path, tmp_path: Path, kept: bool
) -> None:
    seconds = "60" if kept else "1"
    with running_app(tmp_path, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL=seconds) as server:
        page = open_tab("data:text/html,")
        line = PhoneLine(page)
        page.goto(f"{server.url}/photo")
        expect(page.get_by_role("heading", name="Photos")).to_be_visible()
        upload(page, folder / "table.png")
        expect(page.get_by_text("No face was found")).to_be_visible()
        with line.cut():
            expect(page.locator("[aria-disabled=true] input[type=file]")).to_have_count(1)
            page.wait_for_timeout(4000)
            upload(page, folder / "portrait.jpg")
        expect(page.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()
        expect(page.get_by_text("No face was found")).to_have_count(1 if kept else 0)


class PhoneLine:
    """The connection of a page that is opened afterwards."""

    def __init__(self, page: Page) -> None:
        self._is_cut = False
        self._sockets: list[WebSocketRoute] = []
        page.route_web_socket("**/_stcore/stream", self._open)

    @contextmanager
    def cut(self) -> Iterator[None]:
        """No connection meanwhile."""
        self._is_cut = True
        for socket in self._sockets:
            socket.close()
        yield
        self._is_cut = False

    def _open(self, socket: WebSocketRoute) -> None:
        if self._is_cut:
            socket.close()
        else:
            socket.connect_to_server()
            self._sockets.append(socket)


def test_the_live_page_works_again_after_a_look_at_another(visit: OpenPage) -> None:
    visitor = visit()
    page = visitor.page
    visitor.start()
    visitor.open_settings()
    page.get_by_text("Mirror the picture").click()
    expect(page.get_by_role("switch", name="Mirror the picture")).not_to_be_checked()
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", name="About FaceCue")).to_be_visible()
    visitor.screenshot("about")
    page.get_by_role("link", name="Live").click()
    visitor.wait_for_state("ready")
    expect(page.get_by_text("The camera went off as you looked at another page")).to_be_visible()
    visitor.open_settings()
    expect(page.get_by_role("switch", name="Mirror the picture")).not_to_be_checked()
    visitor.button("Go on").click()
    visitor.wait_for_state("live")
    visitor.wait_for_label("Happy")
