"""The pages' logic, without a browser."""

from streamlit.testing.v1 import AppTest

from models.labels import LABELS
from testkit.patience import PATIENCE
from views.pages.about import CARD, card_sections


def test_the_about_page_has_the_card_and_the_versions() -> None:
    page = AppTest.from_function(_about, default_timeout=PATIENCE).run()
    assert not page.exception
    text = " ".join(str(part.value) for part in page.markdown)
    assert "AI Act" in text
    assert "streamlit-webrtc 0." in text
    assert "balanced accuracy" in text


def test_the_card_is_split_at_its_titles() -> None:
    sections = dict(card_sections(CARD.read_text()))
    assert "How good it is" in sections
    assert all(label in sections["How good it is"] for label in LABELS)
    assert not any(text.startswith("#") for text in sections.values())


def test_the_photo_page_waits_for_a_photo() -> None:
    page = AppTest.from_function(_photo, default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.title[0].value == "Photos"
    assert not page.error


def _about() -> None:
    from views.pages import about

    about.render()


def _photo() -> None:
    from views.pages import photo

    photo.render()
