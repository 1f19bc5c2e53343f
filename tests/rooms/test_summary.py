"""What is left of a room is a recording like any other."""

import re
from datetime import datetime
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from models.labels import Expression
from recordings.packing import pack, unpack
from recordings.report import report_html
from recordings.score import summarise
from recordings.sentences import sentences
from rooms.qr import qr_svg
from rooms.room import HostView, Mark, Window
from rooms.summary import summarise_room
from views.words.english import ENGLISH as REPORT

HAPPY, SAD = (0, 0, 0, 80, 0, 0, 20), (0, 0, 0, 10, 90, 0, 0)
BEGIN = 1_000_000_000.0


def view(shares: dict[int, tuple[int, ...]], *marks: tuple[float, str]) -> HostView:
    windows = [Window(BEGIN + 5 * number, one) for number, one in shares.items()]
    named = [Mark(BEGIN + at, text) for at, text in marks]
    return HostView(
        BEGIN + 999, BEGIN - 99, BEGIN + 9999, 5.0, 5, 7, BEGIN, False, tuple(windows), tuple(named)
    )


def test_it_is_a_recording() -> None:
    told = summarise_room(view({0: HAPPY, 1: HAPPY, 2: HAPPY, 4: SAD}))
    assert told is not None
    recording = told.recording
    assert recording.step == 5
    assert recording.seconds == 25
    assert recording.in_view == pytest.approx(0.8)
    np.testing.assert_allclose(
        recording.together.probabilities[[0, 4]], np.array([HAPPY, SAD]) / 100
    )
    assert np.isnan(recording.together.probabilities[3]).all()
    summary = summarise(recording, recording.together)
    assert summary.score == pytest.approx((3 * 100 + 10) / 4)
    assert summary.seconds_by_label["Happy"] == pytest.approx(5 * (3 * 0.8 + 0.1))
    assert summary.longest_negative is not None
    assert (summary.longest_negative.start, summary.longest_negative.end) == (20, 25)
    assert sentences(recording, recording.together, REPORT)
    back = unpack(pack(recording))
    np.testing.assert_allclose(back.together.rows, recording.together.rows, rtol=1e-6)


def test_chapters_are_from_mark_to_mark() -> None:
    marks = [(-50, "before"), (11, "slide <5>"), (15, "gap"), (20, "end"), (999, "after")]
    told = summarise_room(view({0: HAPPY, 1: HAPPY, 2: SAD, 4: SAD}, *marks))
    assert told is not None
    assert [(one.title, one.start, one.end) for one in told.chapters] == [
        ("before", 0, 11),
        ("slide <5>", 11, 15),
        ("gap", 15, 20),
        ("end", 20, 25),
        ("after", 25, 25),
    ]
    shares = [one.shares for one in told.chapters]
    assert shares == [(0, 0, 0, 55, 30, 0, 15), None, None, SAD, None]
    assert told.marks[1] == (11, "slide <5>")


def test_without_a_mark_at_the_start_there_is_a_chapter_before() -> None:
    told = summarise_room(view({0: HAPPY, 1: SAD}, (5, "slide 2")))
    assert told is not None
    assert [(one.title, one.shares) for one in told.chapters] == [("", HAPPY), ("slide 2", SAD)]
    assert told.marks == [(5, "slide 2")]


def test_no_figures_no_summary() -> None:
    assert summarise_room(view({}, (5, "slide 2"))) is None


def test_the_report_has_the_marks() -> None:
    told = summarise_room(view({0: HAPPY, 13: SAD}, (63, "slide <5>")))
    assert told is not None
    page = report_html(told.recording, REPORT, datetime(2030, 1, 1), marks=told.marks)
    assert re.search(r"<li>1:03 slide &lt;5&gt;</li>", page)
    assert "slide" not in report_html(told.recording, REPORT, datetime(2030, 1, 1))


def test_the_mood_in_one_line() -> None:
    assert Window(0, HAPPY).looks == (Expression.HAPPY, Expression.NEUTRAL)
    assert Window(0, SAD).looks == (Expression.SAD,)
    assert Window(0, (15, 15, 15, 15, 15, 15, 10)).looks == (Expression.ANGRY,)


def test_a_camera_reads_the_qr_code() -> None:
    link = "https://facecue.example.org/?room=BCDF2345.23456789BCDFGHJK"
    root = ElementTree.fromstring(qr_svg(link, "To the <room>"))  # noqa: S314  # our own
    side = int(root.attrib["viewBox"].split()[2])
    picture = np.full((side, side), 255, np.uint8)
    dark = root.findall("{*}path")[1].attrib["d"]
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", dark):
        picture[int(y), int(x)] = 0
    large = cv2.resize(picture, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(large)[0] == link
    assert root[0].text == "To the <room>"
    with pytest.raises(ValueError, match="at most"):
        qr_svg("x" * 601, "")
