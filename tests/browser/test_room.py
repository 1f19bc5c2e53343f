"""A room with its host and its members, in a real Chromium."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from testkit.fleet import COOKIE, Fleet, running_fleet
from testkit.server import Server, running_app
from testkit.visitor import Visitor
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, OpenTab
from tests.browser.test_accessibility import STEADY, findings
from tests.fleet.needs import fleet_tools

SETTINGS = {
    "FACECUE_ROOMS": "1",
    "FACECUE_ROOMS_LEAST": "3",
    "FACECUE_ROOMS_HASTE": "1",
    "FACECUE_PLACES_PER_ADDRESS": "0",
}
TWO_ROUNDS = 20_000  # milliseconds


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("rooms")
    with running_app(folder, FACECUE_MOST_VISITORS="4", **SETTINGS) as server:
        yield server
        assert_quiet(server.log)


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    fleet_tools()
    with running_fleet(2, FACECUE_MOST_VISITORS="2", **SETTINGS) as running:
        yield running
        assert_quiet(running.log)


def assert_quiet(log: Path) -> None:
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert " ERROR " not in log.read_text(encoding="utf-8")


class Host:
    """One tab with the room's page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> str:
        """A room; returns the link to it."""
        expect(self.button("Open a room")).to_be_disabled()
        self.page.get_by_text("I promise").click()
        self.button("Open a room").click()
        expect(self.now).to_contain_text("There are figures once 3 people")
        link = self.page.locator("[data-testid='stCode'] code").inner_text().strip()
        assert self.code().replace("-", "") in link
        return link

    def code(self) -> str:
        shown = self.page.locator(".fc-code")
        assert shown.evaluate("code => code.offsetWidth <= code.parentElement.clientWidth")
        return shown.inner_text()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def now(self) -> Locator:
        """What there is to see, in one line."""
        return self.page.locator(".st-key-room_now")

    @property
    def band(self) -> Locator:
        return self.page.locator(".band svg:visible")

    def mark(self, text: str) -> None:
        self.page.get_by_label("Name this moment").fill(text)
        self.button("Mark").click()
        expect(self.page.locator(".fc-marks")).to_contain_text(text)

    def end(self) -> None:
        """Asked once, and thought better of at first."""
        self.button("End the room").click()
        self.button("No, go on").click()
        self.button("End the room").click()
        self.button("Yes, end it").click()
        expect(self.page.get_by_text("The room has ended")).to_be_visible()

    def download(self, name: str) -> str:
        with self.page.expect_download() as download:
            self.button(name).click()
        return Path(download.value.path()).read_text(encoding="utf-8")


def badge(visitor: Visitor) -> Locator:
    return visitor.page.locator(".st-key-in_room")


def come(tab: Page) -> Visitor:
    """Who is asked joins, and starts."""
    visitor = Visitor(tab)
    visitor.page.get_by_role("button", name="Join", exact=True).click()
    expect(badge(visitor)).to_contain_text("nothing is shared before Start")
    visitor.start()
    expect(badge(visitor)).to_contain_text("sums are shared")
    return visitor


def look_for(tab: Page, code: str) -> None:
    tab.get_by_label("The code that the host tells you").fill(code)
    tab.get_by_role("button", name="Look for it").click()


def look_at(page: Page, name: str) -> None:
    """In both colour schemes: nothing keeps a person out."""
    page.add_style_tag(content=STEADY)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(500)
        assert findings(page) == []
        Visitor(page).screenshot(f"{name}-{scheme}")


@pytest.mark.long
def test_a_room_shows_what_three_look_like_together(house: Server, open_tab: OpenTab) -> None:
    tab = open_tab(f"{house.url}/room")
    look_at(tab, "room-before")
    host = Host(tab)
    link = host.open()
    assert link.startswith(f"{house.url}/?room=")
    look_at(open_tab(link, PHONE), "room-invited")
    members = [come(open_tab(link, device)) for device in (DESKTOP, PHONE)]
    host.page.wait_for_timeout(TWO_ROUNDS)
    expect(host.page.get_by_text("Fewer than 3 people are in")).to_be_visible()
    expect(host.band).to_have_count(0)

    third = open_tab(house.url)
    third.get_by_text("Join a room", exact=True).click()
    look_for(third, "BCDF-2345")
    expect(third.get_by_text("There is no such room")).to_be_visible()
    look_for(third, host.code().lower())
    members.append(come(third))
    expect(host.now).to_contain_text("The faces look: Happy")
    expect(host.page.get_by_text("3 people are in")).to_be_visible()
    host.mark("The <b>joke</b>")
    look_at(host.page, "room-host")
    for number, member in enumerate(members):
        member.screenshot(f"room-member-{number}")
    host.page.set_viewport_size(PHONE["viewport"])
    look_at(host.page, "room-host-phone")

    host.page.reload()  # the tab has the key, and the address has not
    expect(host.band).to_have_count(1)
    assert host.page.url == f"{house.url}/room"
    pause_and_go_on(host, members[0])
    part(host, members)


def pause_and_go_on(host: Host, member: Visitor) -> None:
    host.button("Pause").click()
    expect(host.now).to_contain_text("Paused")
    expect(badge(member)).to_contain_text("paused, nothing is shared")
    host.button("Go on").click()
    expect(badge(member)).to_contain_text("sums are shared")


def part(host: Host, members: Sequence[Visitor]) -> None:
    """By Leave, by a reload, by the end of the room."""
    badge(members[0]).get_by_role("button", name="Leave the room").click()
    expect(badge(members[0])).to_have_count(0)
    members[0].wait_for_state("live")
    members[1].page.reload()  # whoever was in may join again, and does not by themselves
    expect(members[1].page.get_by_text("You are invited to a room")).to_be_visible()
    expect(badge(members[1])).to_have_count(0)
    host.end()
    expect(members[2].page.get_by_text("You are in the room no longer")).to_be_visible()
    expect(host.page.locator(".fc-seek")).to_be_visible()
    Visitor(host.page).screenshot("room-ended")
    assert "The &lt;b&gt;joke" in host.download("Report (HTML)")
    assert json.loads(host.download("All of it (JSON)"))


def test_members_on_two_replicas_are_in_one_room(fleet: Fleet, open_tab: OpenTab) -> None:
    def open_at(replica: str, path: str) -> Page:
        page = open_tab("about:blank")
        page.context.add_cookies([{"name": COOKIE, "value": replica, "url": fleet.url}])
        page.goto(fleet.url + path)
        return page

    one, other = fleet.names()
    host = Host(open_at(other, "/room"))
    path = host.open().removeprefix(fleet.url)
    members = [come(open_at(replica, path)) for replica in (one, one, other)]
    expect(host.now).to_contain_text("The faces look: Happy")
    fleet.stop_redis()
    try:
        expect(host.page.get_by_text("The rooms do not answer")).to_be_visible()
        expect(host.band).to_have_count(1)
        members[0].wait_for_state("live")
    finally:
        fleet.start_redis()
    expect(host.page.get_by_text("The room has ended")).to_be_visible()  # it was in Redis alone
    expect(members[2].page.get_by_text("You are in the room no longer")).to_be_visible()


def test_without_rooms_there_is_no_page_and_an_invitation_is_passed_over(visit: OpenPage) -> None:
    visitor = visit()
    address = f"{visitor.page.url}?room=BCDF2345.23456789BCDFGHJK"
    visitor.page.goto(address)
    expect(visitor.button("Start")).to_be_enabled()
    expect(visitor.page.get_by_role("link", name="Photos")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Room")).to_have_count(0)
    expect(visitor.page.get_by_text("Join a room")).to_have_count(0)
    expect(visitor.page.locator(".st-key-invited")).to_have_count(0)
