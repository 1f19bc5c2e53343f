"""Pressing Start as people do: twice, or not to the end. One place, and another visitor waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from testkit.patience import wait_until
from testkit.server import Server, running_app
from testkit.visitor import RELAY_ONLY, Visitor, wait_until_true
from tests.browser.conftest import OpenPage, OpenTab

STAGE = Path(__file__).parents[2] / "views" / "parts" / "stage"
BETWEEN = (0, 60, 200, 500)  # milliseconds between two presses
FREE_AFTER = 3  # seconds

LIVE_TRACKS = "window.cameraTracks.filter(track => track.readyState === 'live').length"

# A camera that opens so late that there is time to think better of it.
SLOW_CAMERA = """
if (navigator.mediaDevices) {
  const openAtOnce = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    await new Promise((done) => setTimeout(done, 3000));
    return openAtOnce(constraints);
  };
}
"""

# The camera's last track, also once the window that opened it is gone.
KEEP_TRACK = """
setInterval(() => {
  if (window.cameraTracks.length) window.top.lastTrack = window.cameraTracks.at(-1);
}, 50);
"""


@pytest.fixture(scope="module")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(tmp_path_factory.mktemp("small"), FACECUE_MOST_VISITORS="1") as server:
        yield server


@pytest.fixture
def strict_app(tmp_path: Path) -> Iterator[Server]:
    """With one place, and the patience that a site has: other tests allow for slow machines."""
    limits = {"FACECUE_MOST_VISITORS": "1", "FACECUE_SECONDS_WITHOUT_FRAME": "15"}
    with running_app(tmp_path, **limits) as server:
        yield server


def press_twice(visitor: Visitor, pause: float) -> None:
    """Where Start stands, whatever stands there the second time."""
    expect(visitor.button("Start")).to_be_enabled()
    box = visitor.button("Start").bounding_box()
    assert box is not None
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.mouse.click(*place)
    visitor.page.wait_for_timeout(pause)
    visitor.page.mouse.click(*place)


def test_two_presses_are_one_start(small_app: Server, visit: OpenPage, open_tab: OpenTab) -> None:
    visitor = visit(url=small_app.url)
    for pause in BETWEEN:
        press_twice(visitor, pause)
        visitor.wait_for_state("live")
        visitor.wait_for_picture(drawn=True)
        assert visitor.in_video_frame(LIVE_TRACKS) == 1
        if pause != BETWEEN[-1]:
            visitor.stop()
            assert visitor.in_video_frame(LIVE_TRACKS) == 0
    waiting = open_tab(small_app.url)
    waiting.get_by_role("button", name="Wait in line").click()
    expect(waiting.get_by_text("Before you: 0")).to_be_visible()
    visitor.stop()
    Visitor(waiting).wait_for_state("live")


def test_a_press_before_the_component_comes_is_kept(small_app: Server, open_tab: OpenTab) -> None:
    visitor = Visitor(open_tab(f"{small_app.url}/about"))
    page = visitor.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/component/**", hold)
    page.get_by_role("link", name="Live").click()
    press_twice(visitor, 60)
    expect(visitor.button("Stop")).to_be_visible()
    expect(visitor.stage.get_by_text("Connecting")).to_be_visible()
    wait_until(lambda: bool(held))
    for route in held:
        route.continue_()
    page.unroute("**/component/**")
    visitor.wait_for_state("live")
    assert visitor.in_video_frame("Boolean(window.hasGuard)")
    assert visitor.in_video_frame(LIVE_TRACKS) == 1


def test_a_start_that_fails_closes_its_camera_and_frees_its_place(
    strict_app: Server, visit: OpenPage, open_tab: OpenTab
) -> None:
    visitor = visit(url=strict_app.url, script=RELAY_ONLY + KEEP_TRACK)
    visitor.button("Start").click()
    wait_until(lambda: strict_app.udp_sockets() > 0)
    waiting = open_tab(strict_app.url)
    waiting.get_by_role("button", name="Wait in line").click()
    visitor.wait_for_state("failed")
    Visitor(waiting).wait_for_state("live")
    wait_until_true(visitor.page, "window.lastTrack.readyState === 'ended'")
    expect(visitor.page.get_by_text("What to try")).to_be_visible()


def test_a_start_that_is_cancelled_leaves_nothing(small_app: Server, visit: OpenPage) -> None:
    visitor = visit(url=small_app.url, script=SLOW_CAMERA)
    visitor.button("Start").click()
    visitor.page.wait_for_timeout(1000)
    visitor.button("Stop").click()
    visitor.wait_for_state("ready")
    visitor.page.wait_for_timeout(1000 * FREE_AFTER)
    wait_until(lambda: visitor.in_video_frame("window.cameraTracks.length") == 1)
    assert visitor.in_video_frame(LIVE_TRACKS) == 0
    assert small_app.udp_sockets() == 0
    visitor.start()
    visitor.wait_for_picture(drawn=True)


def test_no_button_shows_before_it_has_words(browser: Browser) -> None:
    page = browser.new_page()
    markup, style = ((STAGE / f"stage.{kind}").read_text() for kind in ("html", "css"))
    page.set_content(f"<style>{style}</style>{markup}")
    for name in ("start", "try"):
        button = page.locator(f".{name}")
        assert not button.is_visible()
        button.evaluate("button => button.textContent = 'Words'")
        assert button.is_visible()
    page.close()
