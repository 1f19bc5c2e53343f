"""What a visitor does on the live page, in a real browser."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.camera_video import film
from tests.browser.chromium import ALLOW_CAMERA, FAKE_CAMERA
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.server import Server, running_app
from tests.browser.visitor import RELAY_ONLY, Visitor, happy_pixels
from transformers.cropping import as_grey
from transformers.detection import FaceDetector
from transformers.face import Box

LINE = 60  # pixels in a row: more than the codec turns into the colour here and there

SIZES = pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


@SIZES
def test_before_start_the_page_explains_and_asks_for_nothing(
    visit: OpenPage, device: dict[str, Any]
) -> None:
    visitor = visit(device)
    page = visitor.page
    expect(page.get_by_text("which expression each face shows")).to_be_visible()
    expect(page.get_by_text("No picture is stored")).to_be_visible()
    expect(page.get_by_text("cannot tell what a person feels")).to_be_visible()
    expect(page.get_by_text("Not for judging other people")).to_be_visible()
    expect(page.locator('[data-state="ready"]')).to_be_visible()
    expect(visitor.button("Start")).to_be_in_viewport()
    assert visitor.in_video_frame("window.cameraRequests") == []
    visitor.screenshot(f"before-start-{page.viewport_size['width']}")  # type: ignore[index]


@SIZES
def test_start_shows_a_moving_picture_with_the_face_labelled(
    visit: OpenPage, device: dict[str, Any]
) -> None:
    visitor = visit(device)
    visitor.start()
    (request,) = visitor.in_video_frame("window.cameraRequests")
    assert request["audio"] is False

    picture = visitor.wait_for_picture(drawn=True)
    assert picture.shape == (480, 640, 3)
    assert_box_stands_around_the_face(picture)
    visitor.page.wait_for_timeout(500)
    assert np.abs(visitor.picture().astype(int) - picture).max() > 60

    assert visitor.main_face_label() == "Happy"
    page = visitor.page
    expect(page.get_by_text("1 face")).to_be_visible()
    expect(page.get_by_text("frames a second")).to_be_visible()
    expect(page.get_by_text("The video comes directly")).to_be_visible()
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]  # nothing stands out sideways
    visitor.screenshot(f"live-{page.viewport_size['width']}")  # type: ignore[index]


def test_stop_is_in_view_on_a_small_laptop(visit: OpenPage) -> None:
    visitor = visit({"viewport": {"width": 1366, "height": 650}})
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    # The component is a fraction of a pixel shorter than what it holds.
    expect(visitor.button("Stop")).to_be_in_viewport(ratio=0.99)


def test_a_phone_tells_the_state_right_under_the_picture(visit: OpenPage) -> None:
    visitor = visit(PHONE)
    page, state = visitor.page, visitor.page.locator("[data-state]")
    record = page.get_by_role("button", name="Record", exact=True)
    boxes = [locator.bounding_box() for locator in (visitor.button("Start"), state, record)]
    tops = [box["y"] for box in boxes if box is not None]
    assert len(tops) == 3
    assert tops == sorted(tops)
    expect(state).to_be_in_viewport(ratio=1)


def assert_box_stands_around_the_face(picture: np.ndarray) -> None:
    """The drawn box is where the cascade finds the face in the same frame of the mirrored film."""
    frame = min((frame[:, ::-1] for frame in film()), key=partial(distance, picture))
    detector = FaceDetector()
    view = detector.view(as_grey(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)))
    drawn, face = drawn_box(picture), detector.detect(view)[0].box
    assert abs(drawn.x + drawn.w / 2 - face.x - face.w / 2) < face.w / 8
    assert abs(drawn.y + drawn.h / 2 - face.y - face.h / 2) < face.h / 8
    assert 0.8 < drawn.w / face.w < 1.3
    assert drawn.overlap(face) > 0.65


def drawn_box(picture: np.ndarray) -> Box:
    """The square that stands on the lowest line of the colour."""
    coloured = happy_pixels(picture)
    bottom = int(np.flatnonzero(coloured.sum(axis=1) > LINE).max())
    line = np.flatnonzero(coloured[bottom - 3 : bottom + 1].any(axis=0))
    left, side = int(line.min()), int(line.max() - line.min() + 1)
    return Box(left, bottom - side + 1, side, side)


def distance(picture: np.ndarray, frame: np.ndarray) -> float:
    """Mean difference of two pictures' levels."""
    return float(np.abs(picture.astype(int) - frame).mean())


def test_a_control_changes_the_picture_and_the_stream_goes_on(visit: OpenPage) -> None:
    visitor = visit()
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    stream = visitor.video.evaluate("video => video.srcObject.id")
    requests = visitor.in_video_frame("window.cameraRequests.length")

    for part in ("Box", "Label"):
        visitor.page.get_by_role("button", name=part, exact=True).click()
    assert is_mirrored(visitor.wait_for_picture(drawn=False))
    visitor.page.get_by_text("Mirror the picture").click()
    wait_until(lambda: not is_mirrored(visitor.picture()))

    visitor.page.get_by_role("button", name="Bars", exact=True).click()
    visitor.page.get_by_role("radio", name="More", exact=True).click()
    visitor.wait_for_picture(drawn=True)
    visitor.screenshot("controls")

    assert visitor.video.evaluate("video => video.srcObject.id") == stream
    assert visitor.in_video_frame("window.cameraRequests.length") == requests
    before = visitor.video.evaluate("video => video.currentTime")
    wait_until(lambda: visitor.video.evaluate("video => video.currentTime") > before + 0.5)


def is_mirrored(picture: np.ndarray) -> bool:
    """Whether the picture is nearer to the mirrored film than to the film."""
    frames = film()[::4]
    mirrored = min(distance(picture, frame[:, ::-1]) for frame in frames)
    return mirrored < min(distance(picture, frame) for frame in frames)


def test_two_visitors_at_once_get_the_same(visit: OpenPage, app: Server) -> None:
    first, second = visit(), visit(PHONE)
    first.start()
    second.start()
    for visitor in (first, second):
        visitor.wait_for_picture(drawn=True)
        assert visitor.main_face_label() == "Happy"
    first.stop()
    time.sleep(1)
    before = second.picture()
    second.page.wait_for_timeout(500)
    assert np.abs(second.picture().astype(int) - before).max() > 60
    second.stop()


def test_stop_closes_the_camera_and_frees_the_server(visit: OpenPage, app: Server) -> None:
    wait_until(lambda: app.udp_sockets() == 0)
    ended = app.log.read_text().count("A stream ended")
    visitor = visit()
    visitor.start()
    assert app.udp_sockets() > 0
    visitor.stop()
    states = "window.cameraTracks.map(track => track.readyState)"
    assert visitor.in_video_frame(states) == ["ended"]
    wait_until(lambda: app.udp_sockets() == 0)
    assert app.log.read_text().count("A stream ended") == ended + 1
    visitor.start()  # and again
    visitor.wait_for_picture(drawn=True)


def test_the_stream_survives_script_runs_that_are_counted_at_once(
    visit: OpenPage, tmp_path: Path
) -> None:
    with running_app(tmp_path, script="tests/browser/hasty_app.py") as server:
        visitor = visit(url=server.url)
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        visitor.stop()
        visitor.page.context.close()


def test_the_keras_model_can_serve_too(visit: OpenPage, tmp_path: Path) -> None:
    """TensorFlow and libsrtp in one process crash unless they are loaded in the right order."""
    pytest.importorskip("tensorflow", reason="tensorflow-cpu is not installed")
    with running_app(tmp_path, FACECUE_BACKEND="keras") as server:
        visitor = visit(url=server.url)
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        assert visitor.main_face_label() == "Happy"
        visitor.stop()
        visitor.page.context.close()


def test_a_closed_tab_frees_the_server(visit: OpenPage, app: Server) -> None:
    wait_until(lambda: app.udp_sockets() == 0)
    visitor = visit()
    visitor.start()
    visitor.page.close()
    wait_until(lambda: app.udp_sockets() == 0, seconds=60)


def test_camera_off_is_told_from_no_face(visit: OpenPage) -> None:
    visitor = visit()
    visitor.start()
    visitor.button("Turn camera off").click()
    visitor.wait_for_state("camera_off")
    visitor.screenshot("camera-off")
    visitor.button("Turn camera on").click()
    visitor.wait_for_state("live")


def test_the_camera_is_changed_while_live(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    two_cameras = launch(f"{FAKE_CAMERA}=device-count=2", ALLOW_CAMERA)
    visitor = visit(in_browser=two_cameras)
    visitor.button("Start").click()
    visitor.wait_for_state("no_face")  # Chromium's own test picture
    stream = visitor.video.evaluate("video => video.srcObject.id")
    chooser = visitor.video_frame.locator('select[aria-label="Choose camera"]')
    assert chooser.locator("option").count() == 2
    chooser.select_option(index=1)
    wait_until(lambda: visitor.in_video_frame("window.cameraTracks.length") == 2)
    states = "window.cameraTracks.map(track => track.readyState)"
    wait_until(lambda: visitor.in_video_frame(states) == ["ended", "live"])
    visitor.wait_for_state("no_face")
    assert visitor.video.evaluate("video => video.srcObject.id") == stream


def test_the_back_camera_is_asked_for_and_not_mirrored(visit: OpenPage) -> None:
    visitor = visit(PHONE)
    visitor.page.get_by_role("radio", name="Back", exact=True).click()
    expect(visitor.page.get_by_role("switch", name="Mirror the picture")).not_to_be_checked()
    visitor.start()
    (request,) = visitor.in_video_frame("window.cameraRequests")
    assert request["video"]["facingMode"] == {"ideal": "environment"}


def problem_of(visitor: Visitor, words: str, name: str) -> None:
    visitor.button("Start").click()
    expect(visitor.page.get_by_text(words)).to_be_visible()
    visitor.wait_for_state("ready")
    visitor.screenshot(name)


def test_a_denied_camera_is_explained(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    visitor = visit(in_browser=launch(FAKE_CAMERA, "--deny-permission-prompts"))
    problem_of(visitor, "The camera is blocked for this page", "denied")


def test_a_missing_camera_is_explained(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    visitor = visit(in_browser=launch(ALLOW_CAMERA))
    problem_of(visitor, "No camera was found", "no-camera")


def test_a_network_that_blocks_video_is_explained(visit: OpenPage) -> None:
    visitor = visit(script=RELAY_ONLY)
    visitor.button("Start").click()
    visitor.wait_for_state("connecting")
    visitor.wait_for_state("failed")
    expect(visitor.page.get_by_text("What to try")).to_be_visible()
    visitor.screenshot("connection-failed")
    visitor.page.evaluate("window.networkOpens = true")
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.wait_for_state("live")
    visitor.wait_for_picture(drawn=True)
    visitor.stop()
    visitor.button("Start").wait_for()


def test_the_photos_are_near_where_the_network_blocks_video(visit: OpenPage) -> None:
    visitor = visit(script=RELAY_ONLY)
    visitor.button("Start").click()
    visitor.wait_for_state("failed")
    visitor.page.get_by_test_id("stPageLink").get_by_role("link", name="Photos").click()
    expect(visitor.page.get_by_role("heading", name="Photos")).to_be_visible()
