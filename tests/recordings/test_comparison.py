from html.parser import HTMLParser

import pytest

from models.labels import Expression
from recordings.comparison import comparison_html
from recordings.recording import Recording
from tests.recordings.people import face, record
from views.words.english import ENGLISH

HAPPY, SAD = face(Expression.HAPPY), face(Expression.SAD)
GOOD = record((4, [HAPPY])).recording()
MIXED = record((1, [HAPPY]), (3, [SAD])).recording()
EMPTY = record((2, [])).recording()


class Cards(HTMLParser):
    """The texts of each card, and which is marked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cards: list[str] = []
        self.marked: list[bool] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.cards.append("")
            self.marked.append("data-chosen" in dict(attrs))

    def handle_data(self, data: str) -> None:
        if self.cards:
            self.cards[-1] += data + " "


def cards(chosen: int = 0) -> Cards:
    recordings = [GOOD, MIXED, EMPTY]
    return Cards(comparison_html(recordings, ["one", "two <b>", "three"], chosen, ENGLISH))


def test_the_newest_comes_first_and_the_one_on_the_page_is_marked() -> None:
    drawn = cards(chosen=1)
    assert [card.split()[0] for card in drawn.cards] == ["three", "two", "one"]
    assert drawn.marked == [False, True, False]


def test_each_tells_its_score_the_change_and_what_was_shown() -> None:
    empty, mixed, good = cards().cards
    assert "93" in good
    assert "Happy 100%" in good
    assert "Sad 76%, Happy 24%" in mixed
    assert "two <b>" in mixed  # as text
    assert "(\N{MINUS SIGN}" in mixed
    assert "(" not in good
    assert ENGLISH.no_score in empty


@pytest.mark.parametrize("recordings", [[GOOD, GOOD], [EMPTY, GOOD]])
def test_no_change_is_told_where_there_is_none(recordings: list[Recording]) -> None:
    assert "(" not in comparison_html(recordings, ["one", "two"], 0, ENGLISH).partition("<ul")[2]
