"""The picture of what a room looked like over time."""

import re
from xml.etree import ElementTree

import pytest

from models.labels import Expression
from rooms.band import band_html, by_share, mean_shares
from tests.rooms.test_summary import HAPPY, SAD, view
from transformers.drawing.palette import COLOURS

NAMES: dict[Expression | None, str] = {**{one: one.label for one in Expression}, None: "Unsure"}


def drawings(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", html)]  # noqa: S314


@pytest.mark.parametrize("count", [1, 12, 1440])
def test_it_has_an_area_for_each_expression_that_was_shown(count: int) -> None:
    seen = view({number: HAPPY if number % 2 else SAD for number in range(count)})
    html = band_html(seen, NAMES, "Title", "Described & told")
    for drawn in drawings(html):
        left, _, _, _ = map(float, drawn.attrib["viewBox"].split())
        fills = {path.attrib.get("fill") for path in drawn.iter()} - {None, "currentColor"}
        assert fills == {COLOURS[one] for one in by_share(seen.windows)}
        places = [float(x) for x in re.findall(r"[MH](-?[\d.]+)", html)]
        assert left <= min(places)
        assert max(places) <= 800
        assert drawn[1].text == "Described & told"
    assert len(html) < 120_000


def test_what_was_left_out_is_a_gap() -> None:
    whole = band_html(view(dict.fromkeys(range(20), HAPPY)), NAMES, "", "")
    holed = band_html(view(dict.fromkeys([*range(5), *range(15, 20)], HAPPY)), NAMES, "", "")
    assert holed.count("z") < whole.count("z")


def test_marks_stand_by_number_and_within() -> None:
    seen = view({0: HAPPY, 1: SAD}, (-50.0, "<b>early</b>"), (7.0, "then"), (900.0, "late"))
    for drawn in drawings(band_html(seen, NAMES, "", "")):
        written = [one for one in drawn.iter() if one.tag.endswith("text")]
        assert [one.text for one in written][-3:] == ["1", "2", "3"]


def test_means_and_their_order() -> None:
    windows = view({0: HAPPY, 1: SAD, 2: SAD}).windows
    assert sum(mean_shares(windows)) == 100
    assert by_share(windows)[:2] == [Expression.SAD, Expression.HAPPY]
