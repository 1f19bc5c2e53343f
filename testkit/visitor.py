"""A visitor's browser tab, and what a person does in it."""

import base64
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from playwright.sync_api import FrameLocator, Locator, Page, TimeoutError, expect

from models.labels import Expression
from testkit.patience import PATIENCE, wait_until
from testkit.pictures import Picture
from transformers.drawing.palette import bgr

SCREENSHOTS = Path(tempfile.gettempdir()) / "facecue-screenshots"
COLOUR_TOLERANCE = 45  # levels that VP8 may move a drawn colour

# Keeps what the page asked of the camera where a test can look at it.
WATCH_CAMERA = """
window.cameraRequests = [];
window.cameraTracks = [];
const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
if (open) navigator.mediaDevices.getUserMedia = async (constraints) => {
  window.cameraRequests.push(constraints);
  const stream = await open(constraints);
  window.cameraTracks.push(...stream.getTracks());
  return stream;
};
"""

# A network that lets only a relay through, for a site that has none; until networkOpens is set.
RELAY_ONLY = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) {
    const policy = window.top.networkOpens ? "all" : "relay";
    super({ ...configuration, iceTransportPolicy: policy });
  }
};
"""

GRAB = """video => {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}"""

COUNT_FRAMES = """video => new Promise((done) => {
  const frames = () => video.getVideoPlaybackQuality().totalVideoFrames;
  const [before, began] = [frames(), performance.now()];
  setTimeout(() => done((1000 * (frames() - before)) / (performance.now() - began)), 2000);
})"""

IS_UNFOLDED = "details => details.open && details.clientHeight >= details.scrollHeight"


@dataclass(frozen=True)
class Visitor:
    """One tab with the live page open."""

    page: Page

    @property
    def frame(self) -> Locator:
        """The frame of streamlit-webrtc's component."""
        return self.page.locator('iframe[title*="webrtc"]')

    @property
    def video_frame(self) -> FrameLocator:
        """What stands in it."""
        return self.frame.content_frame

    @property
    def video(self) -> Locator:
        return self.video_frame.locator("video")

    @property
    def stage(self) -> Locator:
        """What stands over the picture."""
        return self.page.locator(".st-key-stage")

    def button(self, name: str) -> Locator:
        """One of the stage's."""
        return self.stage.get_by_role("button", name=name, exact=True)

    def open_settings(self) -> None:
        """And wait until they are unfolded: a press on what moves away under it is none."""
        summary = self.page.get_by_text("Settings", exact=True)
        summary.click()
        unfolding = self.page.locator("details").filter(has=summary)
        wait_until(lambda: bool(unfolding.evaluate(IS_UNFOLDED)))

    def open_details(self) -> None:
        """Figures of the stream, which few ask for."""
        self.page.get_by_text("Details", exact=True).click()

    def record(self, seconds: int) -> None:
        """Press Record, and wait until so much is recorded."""
        self.button("Record").click()
        self.wait_for_clock(seconds)

    def wait_for_clock(self, seconds: int) -> None:
        """Until the stage's clock, which has started, has come so far."""
        told = re.compile("|".join(f"0:{second:02}" for second in range(seconds, seconds + 10)))
        expect(self.stage.locator("time")).to_have_text(told)

    def start(self) -> None:
        """Press Start and wait for the first labelled picture."""
        self.button("Start").click()
        self.wait_for_state("live")

    def stop(self) -> None:
        """Press Stop and wait until the page is as before Start."""
        self.button("Stop").click()
        self.wait_for_state("ready")
        expect(self.button("Start")).to_be_enabled()

    def wait_for_state(self, state: str) -> None:
        self.page.locator(f'[data-state="{state}"]').wait_for(timeout=1000 * PATIENCE)

    def picture(self) -> Picture:
        """What the video shows now, BGR."""
        png = base64.b64decode(self.video.evaluate(GRAB))
        decoded = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_COLOR)
        assert decoded is not None
        return np.asarray(decoded, dtype=np.uint8)

    def frames_per_second(self) -> float:
        """How many pictures came back, counted by the browser over two seconds."""
        return float(self.video.evaluate(COUNT_FRAMES))

    def wait_for_picture(self, drawn: bool) -> Picture:
        """A picture with, or without, the colour of a happy face's box."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            picture = self.picture()
            if bool(happy_pixels(picture).sum() > 500) == drawn:
                return picture
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no picture came in which the drawing is {drawn}")

    def wait_for_label(self, label: str) -> None:
        """Until the panel beside the picture tells it of the main face."""
        expect(self.page.locator("[data-label]")).to_have_attribute("data-label", label)

    def in_video_frame(self, expression: str) -> Any:
        """Evaluate JavaScript in the component's window."""
        return self.video_frame.locator("body").evaluate(f"() => {expression}")

    def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def choose_language(page: Page, name: str) -> None:
    """In the page's header; the list closes where the page is drawn anew meanwhile."""
    option = page.get_by_role("option", name=name, exact=True)

    def choose() -> bool:
        page.locator(".st-key-language").get_by_role("combobox").click()
        with suppress(TimeoutError):
            option.click(timeout=2000)
            return True
        page.keyboard.press("Escape")
        return False

    wait_until(choose)


def wait_until_true(page: Page, expression: str) -> None:
    """Until the JavaScript ``expression`` is true.

    Playwright's own ``wait_for_function`` evaluates a string in the page, which the page's policy
    forbids.
    """
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(f"() => Boolean({expression})"):
        assert time.monotonic() < deadline, f"waited in vain for {expression}"
        page.wait_for_timeout(100)


def happy_pixels(picture: Picture) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where a picture has the colour of a happy face, ``bool[H, W]``."""
    distance = np.abs(picture.astype(int) - np.array(bgr(Expression.HAPPY)))
    return np.asarray(distance.max(axis=2) < COLOUR_TOLERANCE)
