"""The clip of a recording that the browser keeps, in a real browser."""

import av
from playwright.sync_api import expect

from testkit.patience import wait_until
from testkit.visitor import Visitor
from tests.browser.conftest import OpenPage

# A camera that is turned as ``window.top.cameraIsTurned`` says.
TURNING_CAMERA = """
if (navigator.mediaDevices) {
  const openUpright = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const source = document.createElement("video");
    source.srcObject = await openUpright(constraints);
    await source.play();
    const canvas = document.createElement("canvas");
    const draw = () => {
      const [width, height] = window.top.cameraIsTurned ? [480, 640] : [640, 480];
      if (canvas.width !== width) Object.assign(canvas, { width, height });
      canvas.getContext("2d").drawImage(source, 0, 0, width, height);
    };
    draw();
    setInterval(draw, 40);
    return canvas.captureStream();
  };
}
"""
PLAY_TO_THE_END = """clip => new Promise((done) => {
  clip.addEventListener("ended", () => done([null, clip.currentTime]));
  clip.addEventListener("error", () => done([clip.error.message, clip.currentTime]));
  clip.muted = true;
  clip.currentTime = 0;
  clip.playbackRate = 4;
  clip.play();
})"""
BROKEN_RECORDER = """
MediaRecorder.prototype.start = () => { throw new DOMException("made", "NotSupportedError"); };
"""


def keep_clip(visitor: Visitor) -> None:
    visitor.page.get_by_text("Keep the picture to see it again").click()
    visitor.page.locator('[data-test-script-state="notRunning"]').wait_for()


def test_a_clip_plays_whole_though_the_phone_was_turned(visit: OpenPage) -> None:
    visitor = visit(script=TURNING_CAMERA)
    page = visitor.page
    visitor.start()
    keep_clip(visitor)
    visitor.record(2)
    page.evaluate("window.cameraIsTurned = true")
    wait_until(
        lambda: bool(visitor.video.evaluate("video => video.videoHeight > video.videoWidth"))
    )
    visitor.wait_for_clock(6)
    page.evaluate("window.cameraIsTurned = false")
    wait_until(
        lambda: bool(visitor.video.evaluate("video => video.videoHeight < video.videoWidth"))
    )
    visitor.button("Stop recording").click()
    clip = page.locator(".st-key-own-clip-0 video")
    expect(clip).to_be_visible()
    wait_until(lambda: clip.evaluate("clip => clip.duration > 5 && clip.duration < 90"))
    error, seconds = clip.evaluate(PLAY_TO_THE_END)
    assert error is None
    assert seconds > 5
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the clip").click()
    with av.open(saved.value.path()) as content:
        frames = [(frame.time, frame.width) for frame in content.decode(video=0)]
    assert {width for _, width in frames} == {640}
    assert frames[-1][0] > 5
    visitor.stop()


def test_who_gets_no_clip_gets_a_result_and_a_word(visit: OpenPage) -> None:
    visitor = visit(script=BROKEN_RECORDER)
    visitor.start()
    keep_clip(visitor)
    visitor.record(2)
    visitor.button("Stop recording").click()
    expect(visitor.page.locator("[data-results] [data-score]")).to_be_visible()
    expect(visitor.page.get_by_text("could not keep a clip")).to_be_visible()
    visitor.stop()
