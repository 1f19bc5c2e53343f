"""What a visitor does on the live page, in a real browser."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from testkit.camera_video import film
from testkit.chromium import ALLOW_CAMERA, FAKE_CAMERA
from testkit.patience import wait_until
from testkit.pictures import Picture
from testkit.server import Server, running_app
from testkit.visitor import RELAY_ONLY, Visitor, happy_pixels
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, tabs
from transformers.cropping import as_grey
from transformers.detection.cascade import FaceDetector
from transformers.types import Box

MOST_SHIFT = 0.05  # of the window, as browsers count it
COUNT_SHIFTS = """
window.layoutShifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources, startTime } of list.getEntries()) {
    const nodes = sources.map(({ node }) => node?.className ?? node?.nodeName);
    if (!hadRecentInput) window.layoutShifts.push({ value, startTime, nodes });
  }
}).observe({ type: "layout-shift", buffered: true });
"""
FINGER = 44  # pixels that a finger hits
# Of what takes the press, with what is laid around it; 0 for what only a keyboard brings into view.
HEIGHT = """(one) => {
  if (one.dataset.testid === "stSkipToContent") return 0;
  const around = parseFloat(getComputedStyle(one, "::after").inset) || 0;
  const taker = one.closest("label, [role=group]") ?? one;
  return taker.getBoundingClientRect().height - 2 * Math.min(around, 0);
}"""
LINE = 60  # pixels in a row: more than the codec turns into the colour here and there


def test_before_start_the_page_explains_and_asks_for_nothing(visit: OpenPage) -> None:
    assert_the_page_explains_and_asks_for_nothing(visit())


def test_a_denied_camera_is_explained(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    visitor = visit(in_browser=launch(FAKE_CAMERA, "--deny-permission-prompts"))
    problem_of(visitor, "The camera is blocked for this page", "denied")


def test_a_missing_camera_is_explained(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    visitor = visit(in_browser=launch(ALLOW_CAMERA))
    problem_of(visitor, "No camera was found", "no-camera")


def test_who_has_no_camera_sees_the_example_labelled(
    visit: OpenPage, launch: Callable[..., Browser]
) -> None:
    visitor = visit(in_browser=launch(ALLOW_CAMERA))
    visitor.screenshot("without-camera")
    visitor.stage.get_by_role("button", name="Play the example").click()
    visitor.wait_for_state("live")
    visitor.wait_for_picture(drawn=True)
    visitor.wait_for_label("Happy")
    assert visitor.in_video_frame("window.cameraRequests.length") == 0
    visitor.stop()


def test_the_page_does_not_jump(visit: OpenPage) -> None:
    for device in (DESKTOP, PHONE):
        visitor = visit(device, script=COUNT_SHIFTS)
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        shifts = visitor.page.evaluate("window.layoutShifts")
        assert sum(shift["value"] for shift in shifts) <= MOST_SHIFT, shifts
        visitor.stop()


def test_the_camera_is_changed_while_live(visit: OpenPage, launch: Callable[..., Browser]) -> None:
    two_cameras = launch(f"{FAKE_CAMERA}=device-count=2", ALLOW_CAMERA)
    visitor = visit(in_browser=two_cameras)
    visitor.button("Start").click()
    visitor.wait_for_state("no_face")  # Chromium's own test picture
    stream = visitor.video.evaluate("video => video.srcObject.id")
    chooser = visitor.stage.get_by_role("combobox", name="Choose camera")
    expect(chooser.locator("option")).to_have_count(2)
    chooser.select_option(index=1)
    wait_until(lambda: visitor.in_video_frame("window.cameraTracks.length") == 2)
    states = "window.cameraTracks.map(track => track.readyState)"
    wait_until(lambda: visitor.in_video_frame(states) == ["ended", "live"])
    visitor.wait_for_state("no_face")
    assert visitor.video.evaluate("video => video.srcObject.id") == stream


def test_the_stream_survives_script_runs_that_are_counted_at_once(
    visit: OpenPage, tmp_path: Path
) -> None:
    with running_app(tmp_path, script="tests/browser/hasty_app.py") as server:
        visitor = visit(url=server.url)
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        visitor.stop()
        visitor.page.context.close()


def test_a_network_that_blocks_video_is_explained(visit: OpenPage) -> None:
    visitor = visit(script=RELAY_ONLY)
    visitor.button("Start").click()
    visitor.wait_for_state("connecting")
    visitor.wait_for_state("failed")
    expect(visitor.page.get_by_text("What to try")).to_be_visible()
    photos = visitor.page.get_by_test_id("stPageLink").get_by_role("link", name="Photos")
    expect(photos).to_have_count(2)  # in the header, and beside the advice
    expect(photos.last).to_have_attribute("href", re.compile("photo$"))
    visitor.screenshot("connection-failed")
    visitor.page.evaluate("window.networkOpens = true")
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.wait_for_state("live")
    visitor.wait_for_picture(drawn=True)
    visitor.stop()
    visitor.button("Start").wait_for()


@pytest.fixture(scope="module")
def live(browser: Browser, app: Server) -> Iterator[Visitor]:
    """A visitor at a desktop who is live, and still is after each test."""
    with tabs(browser) as open_tab:
        visitor = Visitor(open_tab(app.url))
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        yield visitor


def test_start_shows_a_moving_picture_with_the_face_labelled(live: Visitor) -> None:
    assert_a_moving_picture_with_the_face_labelled(live)


def test_stop_is_in_view_on_a_small_laptop(live: Visitor) -> None:
    live.page.set_viewport_size({"width": 1366, "height": 650})
    for name in ("Stop", "Record"):
        expect(live.button(name)).to_be_in_viewport(ratio=1)
    live.page.set_viewport_size(DESKTOP["viewport"])


def test_camera_off_is_told_from_no_face(live: Visitor) -> None:
    live.in_video_frame("window.cameraTracks.at(-1).enabled = false")  # black, as under a shutter
    live.wait_for_state("camera_off")
    live.screenshot("camera-off")
    live.in_video_frame("window.cameraTracks.at(-1).enabled = true")
    live.wait_for_state("live")


def test_a_control_changes_the_picture_and_the_stream_goes_on(live: Visitor) -> None:
    visitor = live
    stream = visitor.video.evaluate("video => video.srcObject.id")
    requests = visitor.in_video_frame("window.cameraRequests.length")

    visitor.open_settings()
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


def test_stop_closes_the_camera_and_frees_the_server(live: Visitor, app: Server) -> None:
    ended = app.log.read_text().count("A stream ended")
    assert app.udp_sockets() > 0
    live.stop()
    states = "window.cameraTracks.every(track => track.readyState === 'ended')"
    assert live.in_video_frame(states)
    wait_until(lambda: app.udp_sockets() == 0)
    assert app.log.read_text().count("A stream ended") == ended + 1
    live.start()  # and again
    live.wait_for_picture(drawn=True)


def test_two_visitors_at_once_get_the_same_and_a_closed_tab_frees_the_server(
    live: Visitor, visit: OpenPage, app: Server
) -> None:
    before = app.udp_sockets()
    visitor = visit()
    visitor.start()
    assert app.udp_sockets() > before
    for one in (live, visitor):
        one.wait_for_label("Happy")
    visitor.page.close()
    wait_until(lambda: app.udp_sockets() == before)
    picture = live.picture()
    wait_until(lambda: differs(live.picture(), picture))


def test_a_phone_gets_the_same_in_one_column(live: Visitor, visit: OpenPage) -> None:
    live.stop()  # a slow machine drops one stream for another
    visitor = visit(PHONE)
    assert_the_page_explains_and_asks_for_nothing(visitor)
    assert_the_state_is_right_under_the_picture(visitor)
    visitor.start()
    assert_a_moving_picture_with_the_face_labelled(visitor)
    visitor.stop()

    visitor.open_settings()
    assert_a_finger_hits_what_can_be_pressed(visitor.page)
    visitor.page.get_by_role("radio", name="Back", exact=True).click()
    expect(visitor.page.get_by_role("switch", name="Mirror the picture")).not_to_be_checked()
    visitor.start()
    request = visitor.in_video_frame("window.cameraRequests.at(-1)")
    assert request["video"]["facingMode"] == {"ideal": "environment"}


def assert_the_page_explains_and_asks_for_nothing(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.get_by_text("which expression each face shows")).to_be_visible()
    expect(visitor.stage.get_by_text("No picture is stored")).to_be_visible()
    expect(page.get_by_text("cannot tell what a person feels")).to_be_visible()
    expect(page.get_by_text("Not for judging other people")).to_be_visible()
    expect(page.locator('[data-state="ready"]')).to_be_visible()
    expect(visitor.button("Start")).to_be_in_viewport()
    assert visitor.in_video_frame("window.cameraRequests") == []
    visitor.screenshot(f"before-start-{page.viewport_size['width']}")  # type: ignore[index]


def assert_a_finger_hits_what_can_be_pressed(page: Page) -> None:
    pressed = page.locator("button, a, [role=switch], [role=radio], summary, [role=combobox]")
    small = [
        (one.get_attribute("aria-label") or one.inner_text(), height)
        for one in pressed.locator("visible=true").all()
        if 0 < (height := one.evaluate(HEIGHT)) < FINGER
    ]
    assert small == []


def assert_a_moving_picture_with_the_face_labelled(visitor: Visitor) -> None:
    (request,) = visitor.in_video_frame("window.cameraRequests")
    assert request["audio"] is False

    picture = visitor.wait_for_picture(drawn=True)
    assert picture.shape == (480, 640, 3)
    # The codec has few bits for the first pictures, in which a thin line may lose its colour.
    wait_until(lambda: all(box_stands_around_the_face(one) for one in three_pictures(visitor)))
    wait_until(lambda: differs(visitor.picture(), picture))

    visitor.wait_for_label("Happy")
    page = visitor.page
    visitor.open_details()
    expect(page.get_by_text("1 face")).to_be_visible()
    expect(page.get_by_text("frames a second")).to_be_visible()
    expect(page.get_by_text("The video comes directly")).to_be_visible()
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]  # nothing stands out sideways
    visitor.screenshot(f"live-{page.viewport_size['width']}")  # type: ignore[index]


def assert_the_state_is_right_under_the_picture(visitor: Visitor) -> None:
    state = visitor.page.locator("[data-state]")
    rehearse = visitor.page.get_by_text("Rehearse")
    boxes = [locator.bounding_box() for locator in (visitor.stage, state, rehearse)]
    tops = [box["y"] for box in boxes if box is not None]
    assert len(tops) == 3
    assert tops == sorted(tops)
    expect(state).to_be_in_viewport(ratio=1)


def differs(picture: Picture, other: Picture) -> bool:
    """As only another frame of the film does; a busy browser sends the next one smaller."""
    return picture.shape != other.shape or bool(np.abs(picture.astype(int) - other).max() > 60)


def three_pictures(visitor: Visitor) -> Iterator[Picture]:
    """That are labelled, as the stream goes on."""
    for _ in range(3):
        yield visitor.wait_for_picture(drawn=True)


def box_stands_around_the_face(picture: np.ndarray) -> bool:
    """Whether the drawn box is where the cascade finds the face in the same frame, mirrored."""
    frame = min((frame[:, ::-1] for frame in film()), key=partial(distance, picture))
    detector = FaceDetector()
    view = detector.view(as_grey(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)))
    drawn, face = drawn_box(picture), detector.detect(view)[0].box
    return (
        drawn is not None
        and abs(drawn.x + drawn.w / 2 - face.x - face.w / 2) < face.w / 8
        and abs(drawn.y + drawn.h / 2 - face.y - face.h / 2) < face.h / 8
        and 0.8 < drawn.w / face.w < 1.3
        and drawn.iou(face) > 0.65
    )


def drawn_box(picture: np.ndarray) -> Box | None:
    """The square that stands on the lowest line of the colour, where there is one."""
    coloured = happy_pixels(picture)
    lines = np.flatnonzero(coloured.sum(axis=1) > LINE)
    if not lines.size:
        return None
    bottom = int(lines.max())
    line = np.flatnonzero(coloured[max(0, bottom - 3) : bottom + 1].any(axis=0))
    left, side = int(line.min()), int(line.max() - line.min() + 1)
    return Box(left, bottom - side + 1, side, side)


def distance(picture: np.ndarray, frame: np.ndarray) -> float:
    """Mean difference of two pictures' levels; a busy browser sends smaller ones."""
    height, width = frame.shape[:2]
    same_size = cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR)
    return float(np.abs(same_size.astype(int) - frame).mean())


def is_mirrored(picture: np.ndarray) -> bool:
    """Whether the picture is nearer to the mirrored film than to the film."""
    frames = film()[::4]
    mirrored = min(distance(picture, frame[:, ::-1]) for frame in frames)
    return mirrored < min(distance(picture, frame) for frame in frames)


def problem_of(visitor: Visitor, words: str, name: str) -> None:
    visitor.button("Start").click()
    expect(visitor.stage.get_by_role("alert")).to_contain_text(words)
    visitor.wait_for_state("blocked")
    expect(visitor.button("Start")).to_be_enabled()
    visitor.screenshot(name)
