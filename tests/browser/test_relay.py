"""Labelled video through a relay, where there is no other way."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

import pytest
from aioice.turn import TurnClientProtocol
from playwright.sync_api import Playwright, expect

from hosting.relays import LIFE, own_relays
from hosting.settings import Turn
from testkit.chromium import QUIET, camera_flags
from testkit.patience import PATIENCE
from testkit.server import running_app
from testkit.visitor import WATCH_CAMERA, Visitor
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
    VISITOR_ADDRESS,
    coturn,
    inside,
    make_certificate,
    nginx,
    no_udp,
    reaches,
)
from tests.browser.conftest import DESKTOP, NO_NETWORK
from tests.browser.turn_client import Transport, refusal, tcp_allocation, turn_client

UDP = f"turn:{MEETING}:{PLAIN}?transport=udp"
OVER_TLS = f"turns:{MEETING}:{TLS}?transport=tcp"
ACCOUNT = {"TURN_USERNAME": NAME, "TURN_CREDENTIAL": PASSWORD}

# Private networks, where clouds keep secrets, the relay's own machine, and what no one is at.
NO_PEERS = ("10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "127.0.0.1")
USER_QUOTA = 12
# RFC 8656, 19: error codes.
UNAUTHORIZED, FORBIDDEN, UNSUPPORTED_TRANSPORT, QUOTA_REACHED = 401, 403, 442, 486

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
def network() -> None:
    """Two closed networks, which are there since before the first test of a browser."""
    if NO_NETWORK in os.environ:
        pytest.skip(f"no closed network: {os.environ[NO_NETWORK]}")


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
            context.set_default_timeout(1000 * PATIENCE)
            context.add_init_script(WATCH_CAMERA + WATCH_CONNECTIONS)
            visitor = Visitor(context.new_page())
            visitor.page.goto(url)
            visitor.button("Start").wait_for()
            return visitor, process.terminate

        yield start


def test_there_is_no_other_way(network: None) -> None:
    assert not reaches(VISITOR, APP_ADDRESS)
    assert not reaches(APP, VISITOR_ADDRESS)
    assert reaches(VISITOR, MEETING)


def assert_labelled_over_a_relay(visitor: Visitor) -> list[str | None]:
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    visitor.wait_for_label("Happy")
    visitor.open_details()
    expect(visitor.page.get_by_text("over a relay")).to_be_visible()
    way: list[str | None] = visitor.video_frame.locator("body").evaluate(WAY)
    assert "relay" in way[:2]
    return way


def test_labelled_video_over_udp_until_the_relay_stops(closed: Closed) -> None:
    visitor, stop_relay = closed(TURN_URLS=UDP, **ACCOUNT)
    assert_labelled_over_a_relay(visitor)
    visitor.screenshot("relay")
    stop_relay()  # in mid-stream
    visitor.wait_for_state("lost")
    expect(visitor.page.get_by_role("button", name="Try again")).to_be_visible()
    visitor.screenshot("relay-stopped")


def test_labelled_video_over_tls_where_no_udp_gets_through(closed: Closed) -> None:
    with no_udp(APP), no_udp(VISITOR):
        visitor, _ = closed(TURN_URLS=f"{UDP}, {OVER_TLS}", **ACCOUNT)
        assert assert_labelled_over_a_relay(visitor) == ["relay", "relay", "tls"]


def test_a_shared_secret_lets_a_visitor_in(closed: Closed) -> None:
    visitor, _ = closed(shared_secret=True, TURN_URLS=UDP, TURN_SECRET=SECRET)
    visitor.start()
    visitor.wait_for_picture(drawn=True)

    # The same relay, at the same time, is no door to anything else.
    within_patience(assert_no_door)
    visitor.wait_for_picture(drawn=True)


def test_an_account_that_is_over_opens_nothing_and_a_way_that_is_open_stays(
    network: None, tmp_path: Path
) -> None:
    async def outlive_the_account() -> None:
        name, credential = account("short", lived=LIFE - 2)
        async with turn_client(MEETING, PLAIN, name, credential) as client:
            await client.connect()
            await asyncio.sleep(3)
            await client.channel_bind(0x4000, (APP_ADDRESS, 5000))
        async with turn_client(MEETING, PLAIN, name, credential) as late:
            assert await refusal(late.connect()) == UNAUTHORIZED

    with coturn(tmp_path, make_certificate(tmp_path), shared_secret=True):
        within_patience(outlive_the_account)


def within_patience(tried: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it on a thread of its own: Playwright has a loop on this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asyncio.wait_for(tried(), PATIENCE))).result()


async def assert_no_door() -> None:
    name, credential = account("stranger")
    async with AsyncExitStack() as clients:

        async def client(transport: Transport = "udp") -> TurnClientProtocol:
            made = turn_client(MEETING, PLAIN, name, credential, transport)
            return await clients.enter_async_context(made)

        first = await client()
        await first.connect()
        await first.channel_bind(0x4000, (APP_ADDRESS, 5000))
        for number, peer in enumerate(NO_PEERS, start=0x4001):
            assert await refusal(first.channel_bind(number, (peer, 80))) == FORBIDDEN, peer

        by_tcp = await client("tcp")
        assert await refusal(tcp_allocation(by_tcp)) == UNSUPPORTED_TRANSPORT

        refused = [await refusal((await client()).connect()) for _ in range(USER_QUOTA)]
        assert refused == [None] * (USER_QUOTA - 1) + [QUOTA_REACHED]


def account(visitor: str, lived: float = 0.0) -> tuple[str, str]:
    """As the app makes it for a visitor, so many seconds ago."""
    turn = Turn((UDP,), None, SECRET)
    (relay,) = own_relays(turn, visitor, time.time() - lived)
    return str(relay["username"]), str(relay["credential"])


def test_wrong_credentials_are_explained_and_not_shown(closed: Closed, tmp_path: Path) -> None:
    mistaken = "mistaken-credential"
    visitor, _ = closed(TURN_URLS=UDP, **ACCOUNT | {"TURN_CREDENTIAL": mistaken})
    visitor.button("Start").click()
    visitor.wait_for_state("failed")
    expect(visitor.page.get_by_text("whether name and password are right")).to_be_visible()
    assert mistaken not in visitor.page.content()
    assert mistaken not in (tmp_path / "app.log").read_text()
    visitor.screenshot("relay-wrong")
