import csv
import io
import json
from dataclasses import fields, replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from models.labels import LABELS, Expression
from recordings.chart import timeline_svg
from recordings.files import recording_json, summary_csv, timeline_csv
from recordings.recorder import Recorder
from recordings.recording import Recording
from recordings.report import report_html
from tests.recordings.people import face, record
from views.words.english import ENGLISH


@pytest.fixture
def talk() -> Recording:
    happy, sad = face(Expression.HAPPY), face(Expression.SAD, track_id=2)
    return record((4, [happy]), (3, []), (5, [happy, sad])).recording()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_a_second(talk: Recording) -> None:
    timeline = rows(timeline_csv(talk))
    together = [row for row in timeline if row["face"] == "all"]
    assert [float(row["second"]) for row in together] == list(range(12))
    assert together[0]["label"] == "Happy"
    assert float(together[0]["happy"]) == pytest.approx(0.9)
    assert together[5]["label"] == together[5]["happy"] == together[5]["left"] == ""
    assert float(together[5]["seconds_in_view"]) == 0
    assert {row["face"] for row in timeline} == {"all", "1", "2"}


def test_the_summary(talk: Recording) -> None:
    figures = {(row["face"], row["figure"]): row["value"] for row in rows(summary_csv(talk))}
    assert 60 < float(figures["all", "score"]) < 90
    assert float(figures["1", "seconds_by_label.happy"]) == pytest.approx(9, abs=0.1)
    assert float(figures["2", "score"]) < 10


def test_all_of_it_as_json(talk: Recording) -> None:
    told = json.loads(recording_json(talk))
    assert told["seconds"] == pytest.approx(12, abs=0.1)
    assert [one["face"] for one in told["faces"]] == ["all", 1, 2]
    assert len(told["faces"][0]["steps"]) == 12
    assert told["faces"][0]["steps"][5]["label"] is None


def test_a_tuned_recording_says_so(talk: Recording) -> None:
    tuned = replace(talk, tuned=True)
    when = datetime(2026, 1, 2, 3, 4)  # as on the clock
    assert ENGLISH.tuned in report_html(tuned, ENGLISH, when)
    assert ENGLISH.tuned not in report_html(talk, ENGLISH, when)
    assert [json.loads(recording_json(one))["tuned"] for one in (tuned, talk)] == [True, False]


def test_the_report_has_the_title_that_was_typed(talk: Recording) -> None:
    when = datetime(2026, 1, 2, 3, 4)  # as on the clock
    html = report_html(talk, ENGLISH, when, " My <b>pitch</b> ")
    assert "<h1>My &lt;b&gt;pitch&lt;/b&gt;</h1>" in html
    assert "<title>My &lt;b&gt;pitch&lt;/b&gt; - FaceCue</title>" in html
    assert f"<h1>{ENGLISH.report}</h1>" in report_html(talk, ENGLISH, when, "  ")


def test_the_report_stands_alone(talk: Recording) -> None:
    html = report_html(talk, ENGLISH, datetime(2026, 1, 2, 3, 4))  # as on the clock
    for outside in ("http:", "https:", "<link", "src=", "import(", "fetch(", "url("):
        assert outside not in html.replace("http://www.w3.org/2000/svg", "")
    assert "2026-01-02 03:04" in html
    assert html.count('class="fc-chart"') == 3  # together and two faces
    for label in LABELS:
        assert label in html


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title></style><script>alert(1)</script>",
    "]]></desc><a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;",
]


class Tags(HTMLParser):
    """What elements a page is made of, with the names of their attributes, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_word_becomes_an_element(talk: Recording, hostile: str) -> None:
    made = datetime(2026, 1, 2)
    said: dict[str, Any] = {
        field.name: value + hostile
        for field in fields(ENGLISH)
        if isinstance(value := getattr(ENGLISH, field.name), str)
    }
    said["columns"] = tuple(column + hostile for column in ENGLISH.columns)
    said["expressions"] = {
        expression: name + hostile for expression, name in ENGLISH.expressions.items()
    }
    page = Tags(report_html(talk, replace(ENGLISH, **said), made))
    assert page.tags == Tags(report_html(talk, ENGLISH, made)).tags
    assert page.text.count(hostile) > 20  # it is told as it is


def test_the_chart_is_a_picture_with_a_text(talk: Recording) -> None:
    svg = timeline_svg(talk, talk.together, "Over time", "Mostly <happy>")
    tree = ElementTree.fromstring(svg)  # noqa: S314  # our own
    assert tree.attrib["role"] == "img"
    assert "Mostly <happy>" in (tree.findtext("{http://www.w3.org/2000/svg}desc") or "")
    assert "0:10" in svg


def test_without_a_face_all_of_it_says_so() -> None:
    for recording in (Recorder().recording(), record((3, [])).recording()):
        assert "no score" in report_html(recording, ENGLISH, datetime(2026, 1, 2))
        assert json.loads(recording_json(recording))["faces"][0]["summary"]["score"] is None
        assert rows(summary_csv(recording))[0]["value"] == ""
        assert timeline_csv(recording).startswith("face,second")
