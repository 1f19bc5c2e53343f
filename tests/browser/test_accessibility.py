"""What axe-core finds on the pages, in both colour schemes, at a desk and on a phone."""

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import cv2
import pytest
from playwright.sync_api import Page, expect

from testkit.clips import write_clip
from testkit.pictures import astronaut, coffee_table
from testkit.visitor import wait_until_true
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
# What axe would load first is for rules on sound that plays by itself, which no page has.
FIND = """async (rules) => {
  const { violations } = await axe.run({ runOnly: rules, preload: false });
  return violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
    impact,
    told: `${impact}, ${id}: ${node.html} at ${node.target.flat().pop().slice(-80)}
      ${node.failureSummary}`,
  })));
}"""

Scheme = Literal["light", "dark"]
SCHEME = "getComputedStyle(document.querySelector('.stApp')).colorScheme"
# axe passes over what is scrolled out of view: the window is so high that nothing is.
HEIGHT = 9000
ALL_IN_VIEW = f"document.querySelector('.stMain').scrollHeight <= {HEIGHT}"
OPEN_ALL = "() => document.querySelectorAll('details').forEach(part => part.open = true)"
# Colours change at once; and nothing fades that is yet to be drawn anew while a page's script runs.
STEADY = """
* {transition: none !important}
:is([data-stale="true"], .stExpander summary) {opacity: 1 !important}
"""

# Into the page, into a shadow root and into a frame.
SPOIL = """() => {
  const stage = document.querySelector(".st-key-stage");
  const { shadowRoot } = [...stage.querySelectorAll("*")].find((part) => part.shadowRoot);
  const { body } = stage.querySelector("iframe").contentDocument;
  const faint = '<p style="color: #999; background: #fff">faint</p>';
  document.querySelector(".fc-state").innerHTML += faint;
  shadowRoot.querySelector(".problem").outerHTML = '<img src="data:," data-in="shadow">';
  body.insertAdjacentHTML("beforeend", '<img src="data:," data-in="frame">');
}"""


def tall(device: dict[str, Any]) -> dict[str, Any]:
    return device | {"viewport": device["viewport"] | {"height": HEIGHT}}


def findings(page: Page) -> list[str]:
    """What is grave on the page as it is now, in its frames and shadow roots too."""
    for frame in page.frames:
        # By the debugger's protocol: the page's policy lets no script in.
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(AXE)
    return [one["told"] for one in page.evaluate(FIND, RULES) if one["impact"] in GRAVE]


@dataclass
class Inspection:
    """Goes over the states of a page, and notes what is grave in them."""

    page: Page
    noted: list[str] = field(default_factory=list)
    schemes: list[Scheme] = field(default_factory=lambda: ["light", "dark"])

    def look(self, state: str) -> None:
        """At all of the page as it is now, in both colour schemes."""
        self.page.locator('[data-test-script-state="notRunning"]').wait_for()
        self.page.evaluate(OPEN_ALL)
        for scheme in self.schemes:
            self.page.emulate_media(color_scheme=scheme)
            wait_until_true(self.page, f"{SCHEME} === '{scheme}' && {ALL_IN_VIEW}")
            self.noted += [f"{state}, {scheme}: {told}" for told in findings(self.page)]
        self.schemes.reverse()  # the page has the last one already

    def go(self, link: str, heading: str) -> None:
        """To another page."""
        self.page.get_by_role("link", name=link).first.click()
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()

    def upload(self, *paths: Path) -> None:
        self.page.locator('input[type="file"]').set_input_files([str(path) for path in paths])


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_has_what_keeps_a_person_out(
    visit: OpenPage, tmp_path: Path, device: dict[str, Any]
) -> None:
    visitor = visit(tall(device))
    page = visitor.page
    page.add_style_tag(content=STEADY)
    inspection = Inspection(page)
    inspection.look("before Start")
    visitor.start()
    visitor.wait_for_label("Happy")
    visitor.record(1)
    inspection.look("live, recording")
    visitor.stop()
    expect(page.locator(".fc-seek")).to_be_visible()
    inspection.look("result")

    inspection.go("Photos", "Photos")
    portrait, table, torn = (tmp_path / name for name in ("portrait.jpg", "table.png", "torn.jpg"))
    cv2.imwrite(str(portrait), astronaut())
    cv2.imwrite(str(table), coffee_table(480, 640))
    torn.write_bytes(portrait.read_bytes()[:3000])
    inspection.upload(portrait, table, torn)
    expect(page.get_by_role("button", name="Table (CSV)")).to_be_visible()
    inspection.look("photos")

    inspection.go("Videos", "Videos")
    clip = tmp_path / "talk.mp4"
    clip.write_bytes(write_clip(seconds=1))
    inspection.upload(clip)
    expect(page.get_by_role("button", name="Label this clip")).to_be_visible()
    inspection.look("clip")
    page.get_by_role("button", name="Label this clip").click()
    expect(page.locator(".fc-seek")).to_be_visible()
    inspection.look("labelled clip")

    inspection.go("About", "About FaceCue")
    inspection.look("about")
    if inspection.noted:
        pytest.fail("\n".join(inspection.noted), pytrace=False)


def test_what_is_wrong_is_found_in_frames_and_shadow_roots_too(visit: OpenPage) -> None:
    page = visit(tall(DESKTOP)).page
    assert findings(page) == []
    page.evaluate(SPOIL)
    found = sorted(findings(page))
    assert len(found) == 3
    assert found[0].startswith('critical, image-alt: <img src="data:," data-in="frame">')
    assert found[1].startswith('critical, image-alt: <img src="data:," data-in="shadow">')
    assert found[2].startswith("serious, color-contrast: <p")
