"""Every language says everything, with the same gaps to fill in, in its own plural forms."""

import gettext
import re
import unicodedata
from collections.abc import Iterator, Mapping

import pytest

from models.labels import Expression
from recordings.words import ReportWords
from transformers.drawing.lettering import text_size
from views.brand import HEADS
from views.words.english import ENGLISH, Words
from views.words.language import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
# Names, a file's kind, and a title of the model card, which is in English.
MAY_BE_SHARED = {"TITLE", "ABOUT_CARD_OPEN", "DIRECTION", "PLURAL_FORMS"}
# Words that are the same in two languages.
SHARED = {
    "de": {"VIDEO_PAGE", "VIDEO_TITLE", "LIVE_PAGE", "START", "MINUTES"},
    "ar": {"DRAWN_EXPRESSIONS"},  # there are Latin letters only on the picture
}


def names() -> list[str]:
    return [name for name in vars(Words) if name.isupper()]


def gaps(value: object) -> set[str]:
    return {gap for text in texts(value) for gap in re.findall(r"\{[a-z]+\}", text)}


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", names())
def test_no_sentence_is_missing(language: str, name: str) -> None:
    said = type(LANGUAGES[language])
    assert name in vars(said) or name in MAY_BE_SHARED | SHARED.get(language, set())
    english, other = getattr(Words, name), getattr(said, name)
    assert gaps(english) == gaps(other)
    if isinstance(english, Mapping):
        assert set(english) == set(other)
        for key in english:
            assert gaps(english[key]) == gaps(other[key])


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("field", ReportWords.__dataclass_fields__)
def test_the_report_fills_in_the_same(language: str, field: str) -> None:
    english, other = getattr(ENGLISH, field), getattr(LANGUAGES[language].REPORT_WORDS, field)
    assert gaps(english) == gaps(other)
    if isinstance(english, Mapping):
        assert set(english) == set(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_its_form(language: str) -> None:
    said = LANGUAGES[language]
    rule = gettext.c2py(said.PLURAL_FORMS)
    needed = {int(rule(number)) for number in range(1000)}
    for forms in (said.FACES, said.ERRORS, said.PHOTO_COUNT):
        assert needed == set(range(len(forms)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_can_be_drawn(language: str) -> None:
    drawn = LANGUAGES[language].DRAWN_EXPRESSIONS
    assert set(drawn) == {*Expression, None}
    for name in drawn.values():
        letters = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
        assert text_size(name, 1, 1) == text_size(letters, 1, 1)  # without a question mark


def test_every_language_has_a_head() -> None:
    assert set(HEADS) == set(LANGUAGES)
