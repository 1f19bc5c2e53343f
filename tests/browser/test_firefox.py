"""The main way in Firefox: open the page, Start, a labelled picture comes back, Stop."""

import base64
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from testkit.firefox import Firefox, find_firefox, running_firefox
from testkit.patience import wait_until
from testkit.pictures import Picture
from testkit.server import Server
from testkit.visitor import GRAB, SCREENSHOTS, WATCH_CAMERA, happy_pixels

FRAME = """document.querySelector('iframe[title*="webrtc"]').contentWindow"""
VIDEO = f"{FRAME}.document.querySelector('video')"
# The stage's stand in its shadow root.
BUTTONS = """[...document.querySelectorAll(".st-key-stage *")].flatMap(
  (one) => [...(one.shadowRoot?.querySelectorAll("button") ?? [])])"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    path = find_firefox()
    if path is None:
        pytest.skip("no Firefox: install Debian's firefox-esr, or name one in FIREFOX")
    with running_firefox(path, tmp_path_factory.mktemp("firefox")) as running:
        running.before_each_page(WATCH_CAMERA)
        yield running


def test_the_camera_comes_back_moving_and_stop_frees_the_server(
    firefox: Firefox, app: Server
) -> None:
    firefox.open(app.url)
    press(firefox, "Start")
    wait_for(firefox, "data-state", "no_face")
    before = picture(firefox)
    assert before.shape == (480, 640, 3)
    wait_until(lambda: differs(picture(firefox), before))
    assert app.udp_sockets() > 0
    stop(firefox)
    tracks = f"{FRAME}.cameraTracks"
    assert firefox.evaluate(f"{tracks}.map((track) => track.readyState).join()") == "ended"
    wait_until(lambda: app.udp_sockets() == 0)


def test_the_example_comes_back_labelled(firefox: Firefox, app: Server) -> None:
    firefox.open(app.url)
    press(firefox, "No camera here? Play the example")
    wait_for(firefox, "data-state", "live")
    wait_for(firefox, "data-label", "Happy")
    wait_until(lambda: bool(happy_pixels(picture(firefox)).sum() > 500))
    firefox.screenshot(SCREENSHOTS / "firefox.png")
    assert firefox.evaluate(f"{FRAME}.cameraRequests.length") == 0
    stop(firefox)
    wait_until(lambda: app.udp_sockets() == 0)


def press(firefox: Firefox, name: str) -> None:
    """One of the stage's buttons, as soon as it can be pressed."""
    able = f"one.textContent === {name!r} && one.checkVisibility() && !one.disabled"
    button = f"{BUTTONS}.find((one) => {able})"
    wait_until(lambda: bool(firefox.evaluate(f"{button} !== undefined")))
    firefox.click(button)


def stop(firefox: Firefox) -> None:
    press(firefox, "Stop")
    wait_for(firefox, "data-state", "ready")


def wait_for(firefox: Firefox, attribute: str, value: str) -> None:
    """Until something on the page has the attribute with this value."""
    there = f"""document.querySelector('[{attribute}="{value}"]') !== null"""
    wait_until(lambda: bool(firefox.evaluate(there)))


def picture(firefox: Firefox) -> Picture:
    """What the video shows now, BGR."""
    wait_until(lambda: bool(firefox.evaluate(f"{VIDEO}.videoWidth > 0")))
    png = base64.b64decode(firefox.evaluate(f"({GRAB})({VIDEO})"))
    decoded = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, dtype=np.uint8)


def differs(one: Picture, other: Picture) -> bool:
    """As only the camera's next colours do."""
    return bool(np.abs(one.astype(int) - other).mean() > 10)
