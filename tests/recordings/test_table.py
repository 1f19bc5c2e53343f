"""Whatever a file is called, a spreadsheet that opens the CSV reads a name."""

import csv
import io
from dataclasses import replace

import pytest

from models.labels import Expression
from recordings.photos import photos_csv
from recordings.table import csv_text, plain_cell
from tests.recordings.people import face
from transformers.types import Box

FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    '"=1+1',
    '";=1+1',
    "me.jpg;=1+1",
    "me.jpg, =1+1",
    "me.jpg\t=1+1",
    "me.jpg\n=1+1",
    "me.jpg|@x",
    "＝1+1",  # noqa: RUF001
    "＋1+1",  # noqa: RUF001
    "－1+1",  # noqa: RUF001
    "＠x",  # noqa: RUF001
]


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_begins_a_formula(name: str, delimiter: str) -> None:
    text = csv_text([["file", "face"], [name, 1]])
    table = rows(text, delimiter)
    assert len(table) == 2  # no row of its own
    for cell in table[1]:
        assert cell.lstrip(' "')[:1] not in set("=+-@＝＋－＠")  # noqa: RUF001


def test_our_own_numbers_stay_numbers() -> None:
    text = csv_text([[-0.5, -3, 1e-7, 0, None]])
    assert [float(cell) if cell else None for cell in rows(text)[0]] == [-0.5, -3, 1e-7, 0, None]


@pytest.mark.parametrize("name", ["me.jpg", "a-b (2) + c.png", "Müller_2026-01-02.heic", "日.webp"])
def test_a_polite_name_stays_as_it_is(name: str) -> None:
    assert plain_cell(name) == name


def test_a_photo_that_is_called_like_a_formula() -> None:
    beyond = replace(face(Expression.SAD), box=Box(-12, -3, 40, 50))  # over the picture's edge
    text = photos_csv([('=HYPERLINK("https://x.example").jpg', [beyond])])
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["file"] == '\'=HYPERLINK("https://x.example").jpg'
    assert (row["left"], row["top"], row["label"]) == ("-12", "-3", "Sad")
    assert float(row["sad"]) == pytest.approx(float(beyond.probabilities[Expression.SAD]), abs=1e-4)
