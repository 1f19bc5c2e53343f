"""Labelled video through a relay, where there is no other way."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.chromium import QUIET, camera_flags
from tests.browser.closed_network import (
    APP,
    APP_ADDRESS,
    MEETING,
    NAME,
    PASSWORD,
    PLAIN,
    SECRET,
    TLS,
    VISITOR,
    NotPossibleError,
    closed_network,
    coturn,
    inside,
    make_certificate,
    nginx,
    no_udp,
    reaches,
)
from tests.browser.conftest import DESKTOP
from tests.browser.server import running_app
from tests.browser.visitor import WATCH_CAMERA, Visitor

UDP = f"turn:{MEETING}:{PLAIN}?transport=udp"
OVER_TLS = f"turns:{MEETING}:{TLS}?transport=tcp"
ACCOUNT = {"TURN_USERNAME": NAME, "TURN_CREDENTIAL": PASSWORD}

# The types of the two candidates in use, and how the visitor's own one reaches the relay.
WAY = """async () => {
  const report = await window.connections.at(-1).getStats();
  const all = [...report.values()];
  const pair = all.find(one => one.type === "candidate-pair" && one.nominated);
  const local = all.find(one => one.id === pair.localCandidateId);
  const remote = all.find(one => one.id === pair.remoteCandidateId);
  return [local.candidateType, remote.candidateType, local.relayProtocol];
}"""
WATCH_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration) { super(configuration); window.connections.push(this); }
};
"""

Stop = Callable[[], None]
Closed = Callable[..., tuple[Visitor, Stop]]


@pytest.fixture(scope="module")
def network() -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(closed_network())
        except NotPossibleError as error:
            pytest.skip(f"no closed network: {error}")
        yield


@pytest.fixture
def closed(
    network: None,
    tmp_path: Path,
    playwright: Playwright,
    chromium_path: str,
    camera_film: Path,
) -> Iterator[Closed]:
    """A visitor behind a closed network, and what stops the relay: ``closed(TURN_URLS=...)``."""
    with ExitStack() as stack:

        def start(*, shared_secret: bool = False, **environment: str) -> tuple[Visitor, Stop]:
            certificate = make_certificate(tmp_path)
            turn = coturn(tmp_path, certificate, shared_secret=shared_secret)
            process = stack.enter_context(turn)
            app = stack.enter_context(
                running_app(
                    tmp_path,
                    before=inside(APP),
                    address=APP_ADDRESS,
                    SSL_CERT_FILE=str(certificate.file),
                    **environment,
                )
            )
            url = stack.enter_context(nginx(tmp_path, certificate, app.url.removeprefix("http://")))
            chromium = tmp_path / "chromium"
            chromium.write_text(
                f'#!/bin/sh\nexec {" ".join(inside(VISITOR))} {chromium_path} "$@"\n'
            )
            chromium.chmod(0o755)
            browser = stack.enter_context(
                playwright.chromium.launch(
                    executable_path=chromium,
                    args=[*QUIET, *camera_flags(camera_film), "--ignore-certificate-errors"],
                    chromium_sandbox=False,
                )
            )
            context = browser.new_context(**DESKTOP, ignore_https_errors=True)
            context.add_init_script(WATCH_CAMERA + WATCH_CONNECTIONS)
            visitor = Visitor(context.new_page())
            visitor.page.goto(url)
            visitor.button("Start").wait_for()
            return visitor, process.terminate

        yield start


def test_there_is_no_other_way(network: None) -> None:
    assert not reaches(VISITOR, APP_ADDRESS)
    assert not reaches(APP, "10.77.2.2")
    assert reaches(VISITOR, MEETING)


def assert_labelled_over_a_relay(visitor: Visitor) -> list[str | None]:
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    assert visitor.main_face_label() == "Happy"
    expect(visitor.page.get_by_text("over a relay")).to_be_visible()
    way: list[str | None] = visitor.video_frame.locator("body").evaluate(WAY)
    assert "relay" in way[:2]
    return way


def test_labelled_video_over_udp(closed: Closed) -> None:
    visitor, _ = closed(TURN_URLS=UDP, **ACCOUNT)
    assert_labelled_over_a_relay(visitor)
    visitor.screenshot("relay")


def test_labelled_video_over_tls_where_no_udp_gets_through(closed: Closed) -> None:
    with no_udp(APP), no_udp(VISITOR):
        visitor, _ = closed(TURN_URLS=f"{UDP}, {OVER_TLS}", **ACCOUNT)
        assert assert_labelled_over_a_relay(visitor) == ["relay", "relay", "tls"]


def test_a_shared_secret_lets_a_visitor_in(closed: Closed) -> None:
    visitor, _ = closed(shared_secret=True, TURN_URLS=UDP, TURN_SECRET=SECRET)
    visitor.start()
    visitor.wait_for_picture(drawn=True)


def test_wrong_credentials_are_explained_and_not_shown(closed: Closed, tmp_path: Path) -> None:
    mistaken = "mistaken-credential"
    visitor, _ = closed(TURN_URLS=UDP, **ACCOUNT | {"TURN_CREDENTIAL": mistaken})
    visitor.button("Start").click()
    visitor.wait_for_state("failed")
    expect(visitor.page.get_by_text("whether name and password are right")).to_be_visible()
    assert mistaken not in visitor.page.content()
    assert mistaken not in (tmp_path / "app.log").read_text()
    visitor.screenshot("relay-wrong")


def test_a_relay_that_stops_in_mid_stream_is_told(closed: Closed) -> None:
    visitor, stop_relay = closed(TURN_URLS=UDP, **ACCOUNT)
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    stop_relay()
    visitor.wait_for_state("lost")
    expect(visitor.page.get_by_role("button", name="Try again")).to_be_visible()
    visitor.screenshot("relay-stopped")
