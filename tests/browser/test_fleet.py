"""Several replicas as one house, with real nginx, Redis and Chromium: one place in each."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import pytest
import redis
import requests
from playwright.sync_api import Page, expect

from testkit.fleet import COOKIE, Fleet, running_fleet
from testkit.patience import PATIENCE, wait_until
from testkit.pictures import astronaut
from testkit.visitor import Visitor, choose_language
from tests.browser.conftest import DESKTOP, OpenTab
from tests.fleet.needs import fleet_tools
from views.words.german import German

SECRET = secrets.token_hex()

Come = Callable[..., Visitor]


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    fleet_tools()
    with running_fleet(
        2,
        FACECUE_MOST_VISITORS="1",
        FACECUE_PLACES_PER_ADDRESS="0",
        FACECUE_OPERATOR_SECRET=SECRET,
    ) as running:
        yield running
        log = running.log.read_text()
        assert "Traceback" not in log
        assert " ERROR " not in log


@pytest.fixture
def come(fleet: Fleet, open_tab: OpenTab) -> Come:
    """Open the live page as a new visitor whom the proxy sends to a replica."""

    def open_at(replica: str, device: dict[str, Any] = DESKTOP, path: str = "/") -> Visitor:
        page = open_tab("about:blank", device)
        page.context.add_cookies([{"name": COOKIE, "value": replica, "url": fleet.url}])
        page.goto(fleet.url + path)
        return Visitor(page)

    return open_at


def replica_of(page: Page) -> str:
    """By the cookie."""
    (name,) = (one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    return name


def wait_in_line(visitor: Visitor, before: int) -> None:
    visitor.page.get_by_role("button", name="Wait in line").click()
    expect(visitor.page.get_by_text(f"Before you: {before}")).to_be_visible()


def health(fleet: Fleet, replica: str) -> tuple[int, str]:
    """The status, and what is said of Redis."""
    answer = requests.get(f"{fleet.url}/health", cookies={COOKIE: replica}, timeout=PATIENCE)
    assert answer.json()["replica"] == replica
    return answer.status_code, answer.json()["redis"]


def is_seen(visitor: Visitor) -> None:
    visitor.wait_for_state("live")
    visitor.wait_for_picture(drawn=True)


def test_who_comes_to_a_full_replica_is_moved_to_one_with_room(fleet: Fleet, come: Come) -> None:
    one, other = fleet.names()
    first = come(one)
    first.start()
    second = come(one)
    expect(second.button("Start")).to_be_enabled()
    assert replica_of(second.page) == other
    expect(second.page).to_have_url(f"{fleet.url}/")
    assert second.page.evaluate("history.length") <= 2  # the blank page before it
    second.start()
    is_seen(second)
    is_seen(first)
    second.screenshot("fleet-moved")


@pytest.mark.long
def test_one_line_for_all_whose_turns_come_in_order_wherever_a_place_is_free(
    fleet: Fleet, come: Come
) -> None:
    one, other = fleet.names()
    first, second = come(one), come(other)
    first.start()
    second.start()
    third, fourth = come(one), come(other)
    wait_in_line(third, 0)
    wait_in_line(fourth, 1)
    third.screenshot("fleet-waiting")
    second.stop()
    is_seen(third)
    assert replica_of(third.page) == other
    expect(third.page).to_have_url(f"{fleet.url}/")
    expect(fourth.page.get_by_text("Before you: 0")).to_be_visible()
    first.page.close()  # no Stop: the tab is gone
    is_seen(fourth)
    assert replica_of(fourth.page) == one


def test_who_was_live_on_a_replica_that_is_killed_goes_on_at_another(
    fleet: Fleet, come: Come
) -> None:
    one, other = fleet.names()
    visitor = come(one)
    choose_language(visitor.page, "Deutsch")
    visitor.button("Start").click()
    is_seen(visitor)
    visitor.button(German.RECORD).click()
    visitor.wait_for_clock(1)
    visitor.button(German.STOP_RECORDING).click()
    results = visitor.page.get_by_role("heading", name=German.RESULTS)
    expect(results).to_be_visible()
    fleet.kill(one)
    told = visitor.page.get_by_text(German.SERVER_STOPPED)
    expect(told).to_be_in_viewport()
    assert replica_of(visitor.page) in (one, other)
    expect(visitor.button("Start")).to_be_enabled()
    expect(results).to_be_visible()
    visitor.screenshot("fleet-killed")
    visitor.button("Start").click()
    is_seen(visitor)
    expect(told).not_to_be_visible()


@pytest.mark.long
def test_a_replica_that_stops_is_gone_at_once_and_those_in_line_keep_their_turn(
    fleet: Fleet, come: Come
) -> None:
    one, other = fleet.names()
    first, second = come(one), come(other)
    first.start()
    second.start()
    third, fourth = come(one), come(other)
    wait_in_line(third, 0)
    wait_in_line(fourth, 1)
    store: Any = redis.Redis.from_url(fleet.redis_url, decode_responses=True)
    fleet.stop(one)
    try:
        with store:
            assert store.zrange("{facecue}:replicas", 0, -1) == [other]
            assert all(place.endswith(f":{other}") for place in store.hvals("{facecue}:places"))
        expect(first.page.get_by_text("The server that served you had to stop")).to_be_visible()
        expect(first.page.get_by_text("All places are taken just now")).to_be_visible()
        expect(third.page.get_by_text("The server that served you had to stop")).to_be_visible()
        expect(third.page.get_by_text("Before you: 0")).to_be_visible()
        expect(fourth.page.get_by_text("Before you: 1")).to_be_visible()
        second.stop()
        is_seen(third)
        third.stop()
        is_seen(fourth)
    finally:
        fleet.start(one)


@pytest.mark.long
def test_without_redis_the_streams_go_on_and_the_operator_is_told(fleet: Fleet, come: Come) -> None:
    one, other = fleet.names()
    visitor, operator = come(one), come(other, path="/operator").page
    visitor.start()
    operator.get_by_label("Secret").fill(SECRET)
    operator.get_by_label("Secret").press("Enter")
    expect(operator.get_by_text("In step with the other servers")).to_be_visible()
    expect(operator.get_by_text("1 / 2")).to_be_visible()
    servers = operator.locator(".fc-replicas tbody tr")
    expect(servers).to_have_count(2)
    expect(servers.filter(has_text=one)).to_contain_text("1 / 1")
    Visitor(operator).screenshot("fleet-operator")
    fleet.stop_redis()
    try:
        expect(operator.get_by_text("Redis does not answer")).to_be_visible()
        Visitor(operator).screenshot("fleet-operator-alone")
        assert health(fleet, other) == (503, "away")
        assert visitor.frames_per_second() > 0
        alone = come(other)
        alone.start()
        is_seen(alone)
    finally:
        fleet.start_redis()
    expect(operator.get_by_text("In step with the other servers")).to_be_visible()
    expect(operator.get_by_text("2 / 2")).to_be_visible()
    assert health(fleet, other) == (200, "ok")
    is_seen(visitor)
    is_seen(alone)


def test_two_tabs_of_one_browser_are_each_at_their_own_replica(
    fleet: Fleet, come: Come, tmp_path: Path
) -> None:
    one, other = fleet.names()
    first = come(one)
    first.start()
    second = Visitor(first.page.context.new_page())
    second.page.goto(fleet.url)
    expect(second.button("Start")).to_be_enabled()
    assert replica_of(second.page) == other
    photo = tmp_path / "portrait.jpg"
    cv2.imwrite(str(photo), astronaut())
    for tab in (first.page, second.page, first.page):
        tab.get_by_role("link", name="Photos").first.click()
        tab.locator('input[type="file"]').first.set_input_files(str(photo))
        expect(tab.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()
        picture = tab.get_by_role("img", name="portrait.jpg: 1: Happy")
        wait_until(lambda: bool(picture.evaluate("image => image.naturalWidth")))  # noqa: B023
        tab.get_by_role("button", name="Remove all photos").click()


def test_where_the_proxy_goes_its_own_ways_one_move_is_tried_and_then_they_wait(
    fleet: Fleet, come: Come, open_tab: OpenTab
) -> None:
    one, other = fleet.names()
    first = come(one)
    first.start()
    url = f"http://127.0.0.1:{one.rpartition('-')[2]}"  # the replica itself: no cookie leads away
    page = open_tab("about:blank")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.goto(url)
    expect(page.get_by_text("All places are taken just now")).to_be_visible()
    assert len(loads) == 2
    assert f"to={other}" in loads[1]
    expect(page).to_have_url(f"{url}/")
    stuck = Visitor(page)
    wait_in_line(stuck, 0)
    second = come(other)  # whom the line of the stuck does not keep from the free place
    second.start()
    first.stop()
    is_seen(stuck)
