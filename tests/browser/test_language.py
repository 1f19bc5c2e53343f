"""The page speaks the browser's language, or the one that the visitor chooses."""

from pathlib import Path

from playwright.sync_api import expect

from models.labels import Expression
from testkit.server import Server
from testkit.visitor import Visitor, choose_language
from tests.browser.conftest import DESKTOP, PHONE, OpenTab
from views.words.language import LANGUAGES


def test_a_german_browser_gets_german_and_may_choose_english(
    open_tab: OpenTab, app: Server
) -> None:
    page = open_tab(app.url, DESKTOP | {"locale": "de-DE"})
    visitor = Visitor(page)
    expect(page.get_by_text("welchen Ausdruck jedes Gesicht zeigt")).to_be_visible()
    visitor.start()
    visitor.wait_for_picture(drawn=True)
    expect(page.locator("[data-label]")).to_contain_text("Fröhlich")
    visitor.screenshot("german")
    visitor.button("Aufzeichnen").click()
    visitor.wait_for_clock(2)
    visitor.button("Stopp").click()
    visitor.wait_for_state("ready")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bericht (HTML)").click()
    report = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert '<html lang="de" dir="ltr">' in report
    assert LANGUAGES["de"].REPORT_WORDS.of_hundred in report
    choose_language(page, "English")
    expect(page.get_by_text("which expression each face shows")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Photos").click()
    expect(page.get_by_role("heading", name="Photos")).to_be_visible()


def test_arabic_is_read_from_the_right_with_latin_labels_on_the_picture(
    open_tab: OpenTab, app: Server
) -> None:
    said = LANGUAGES["ar"]
    page = open_tab(app.url, PHONE | {"locale": "ar-EG"})
    visitor = Visitor(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    visitor.button(said.START).click()
    visitor.wait_for_state("live")
    visitor.wait_for_picture(drawn=True)
    expect(page.locator("[data-label]")).to_contain_text(said.EXPRESSIONS[Expression.HAPPY])
    visitor.screenshot("arabic")
    logo, first = (page.locator(one).first.bounding_box() for one in (".fc-brand", ".stPageLink a"))
    assert logo is not None
    assert first is not None
    assert first["x"] < logo["x"]
    visitor.button(said.STOP).click()
    visitor.wait_for_state("ready")
    choose_language(page, "Français")
    expect(page.get_by_text(LANGUAGES["fr"].PROMISE)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    choose_language(page, "Español")
    expect(page.get_by_text(LANGUAGES["es"].PROMISE)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "es")
