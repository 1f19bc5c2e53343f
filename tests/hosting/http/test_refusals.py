"""Who is refused by the network reads why, in their own language."""

from html import escape

import pytest
from starlette.datastructures import Headers

from hosting.http.refusals import (
    MANY_PAGES,
    MANY_REQUESTS,
    MANY_STARTS,
    too_busy,
    too_many,
)
from views.words.language import LANGUAGES


@pytest.mark.parametrize("sentences", [MANY_PAGES, MANY_REQUESTS, MANY_STARTS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_each_language(sentences: dict[str, str], language: str) -> None:
    asked = Headers({"accept": "text/html", "accept-language": f"{language}-XX, en;q=0.5"})
    page = bytes(too_many(3.2, sentences, asked).body).decode()
    assert f">{escape(sentences[language])}</p>" in page
    assert f'<html lang="{language}" dir="{LANGUAGES[language].DIRECTION}">' in page
    assert len(set(sentences.values())) == len(LANGUAGES)


def test_a_program_gets_plain_english() -> None:
    answer = too_many(3.2, MANY_REQUESTS, Headers({}))
    assert bytes(answer.body).decode() == MANY_REQUESTS["en"]
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "4")


def test_a_page_for_which_there_is_no_room_yet_asks_again_by_itself() -> None:
    person = Headers({"accept": "text/html"})
    answer = too_busy(7, MANY_STARTS, person)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert 'http-equiv="refresh" content="7"' in bytes(answer.body).decode()
    assert "refresh" not in bytes(too_many(7, MANY_PAGES, person).body).decode()
