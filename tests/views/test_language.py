"""Every language says everything, with the same gaps to fill in."""

import re
from collections.abc import Iterator, Mapping

import pytest

from recordings.words import ReportWords
from views.words.english import Words
from views.words.german import German
from views.words.report import ENGLISH, GERMAN

# The same in both languages.
SHARED = {"TITLE", "LANGUAGE", "VIDEO_PAGE", "VIDEO_TITLE", "LIVE_PAGE", "START", "MINUTES"}
SHARED |= {"ABOUT_CARD_OPEN"}  # a title of the card, which is in English


def names() -> list[str]:
    return [name for name in vars(Words) if name.isupper()]


def gaps(value: object) -> list[str]:
    return [gap for text in texts(value) for gap in re.findall(r"\{[a-z]+\}", text)]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("name", names())
def test_german_says_it_too(name: str) -> None:
    assert name in vars(German) or name in SHARED
    english, german = getattr(Words, name), getattr(German, name)
    assert gaps(english) == gaps(german)
    if isinstance(english, Mapping):
        assert set(english) == set(german)


def test_the_report_fills_in_the_same() -> None:
    for field in ReportWords.__dataclass_fields__:
        assert gaps(getattr(ENGLISH, field)) == gaps(getattr(GERMAN, field))
        assert getattr(ENGLISH, field) != getattr(GERMAN, field)
