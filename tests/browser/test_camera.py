"""Cameras that do not open, or go away, in a real browser."""

from playwright.sync_api import expect

from testkit.visitor import Visitor
from tests.browser.conftest import OpenPage

# A camera that fails as ``window.top.cameraError`` says, as long as it says something.
FAILING_CAMERA = """
if (navigator.mediaDevices) {
  const openAtOnce = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const name = window.top.cameraError;
    (window.askedFor ??= []).push(constraints);
    if (!name) return openAtOnce(constraints);
    throw name === "TypeError" ? new TypeError("made") : new DOMException("made", name);
  };
}
"""
# One that has nothing within the bounds that are asked for.
NARROW_CAMERA = """
if (navigator.mediaDevices) {
  const openWide = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (constraints.video?.width?.max) throw new DOMException("width", "OverconstrainedError");
    return openWide(constraints);
  };
}
"""
# What a browser does where a camera is unplugged.
UNPLUG = """{
  const track = window.cameraTracks.at(-1);
  track.stop();
  track.dispatchEvent(new Event("ended"));
}"""
# One whose pictures the device keeps back as long as ``window.top.cameraIsSilent``.
SILENT_CAMERA = """
if (navigator.mediaDevices) {
  const openLoud = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const source = document.createElement("video");
    source.srcObject = await openLoud(constraints);
    await source.play();
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const stream = canvas.captureStream();
    const [track] = stream.getTracks();
    Object.defineProperty(track, "muted", { get: () => Boolean(window.top.cameraIsSilent) });
    setInterval(() => {
      if (!window.top.cameraIsSilent) canvas.getContext("2d").drawImage(source, 0, 0);
    }, 50);
    return stream;
  };
}
"""
ERRORS = (
    "NotAllowedError",
    "NotFoundError",
    "NotReadableError",
    "OverconstrainedError",
    "AbortError",
    "SecurityError",
    "TypeError",
)
ASKED = "window.askedFor?.length ?? 0"


def press_start(visitor: Visitor) -> int:
    """Press it; returns how many cameras were asked for before."""
    before = int(visitor.in_video_frame(ASKED))
    expect(visitor.button("Start")).to_be_enabled()
    visitor.button("Start").click()
    return before


def test_the_press_after_an_error_asks_for_the_camera_at_once(visit: OpenPage) -> None:
    visitor = visit(script=FAILING_CAMERA)
    alert = visitor.stage.get_by_role("alert")
    for name in ERRORS:
        visitor.page.evaluate("name => { window.cameraError = name; }", name)
        for _ in range(2):
            before = press_start(visitor)
            visitor.page.wait_for_timeout(1000)
            assert visitor.in_video_frame(ASKED) > before, name
            expect(alert).to_be_visible()
    visitor.page.evaluate("window.cameraError = null")
    visitor.start()
    visitor.stop()


def test_a_camera_within_no_bounds_is_tried_without_them(visit: OpenPage) -> None:
    visitor = visit(script=NARROW_CAMERA)
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    assert visitor.in_video_frame("window.cameraRequests.length") == 1
    visitor.stop()


def test_a_camera_that_goes_away_is_told_as_that(visit: OpenPage) -> None:
    visitor = visit()
    visitor.start()
    visitor.record(2)
    visitor.in_video_frame(UNPLUG)
    visitor.wait_for_state("blocked")
    expect(visitor.stage.get_by_role("alert")).to_contain_text("The camera went off")
    expect(visitor.page.locator("[data-results]")).to_be_visible()  # what was recorded is kept
    visitor.screenshot("camera-unplugged")
    visitor.start()
    expect(visitor.stage.get_by_role("alert")).to_be_hidden()
    visitor.stop()


def test_a_camera_that_is_muted_is_told_as_off(visit: OpenPage) -> None:
    visitor = visit(script=SILENT_CAMERA)
    visitor.start()
    visitor.page.evaluate("window.cameraIsSilent = true")
    visitor.wait_for_state("camera_off")
    visitor.page.evaluate("window.cameraIsSilent = false")
    visitor.wait_for_state("live")
    visitor.stop()
