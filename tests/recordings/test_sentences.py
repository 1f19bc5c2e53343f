"""What is said of a recording, and which of its moments are pointed at."""

import json
import re

import pytest

from models.labels import Expression
from recordings.moments import best_and_weakest
from recordings.recording import Recording
from recordings.sentences import sentences
from recordings.timeline import timeline_html
from tests.recordings.people import face, record
from transformers.types import Face
from views.words.english import ENGLISH

HAPPY, SAD, CALM = ([face(one)] for one in (Expression.HAPPY, Expression.SAD, Expression.NEUTRAL))
UNSURE, NOBODY = [face(None)], list[Face]()


def recorded(*scenes: tuple[float, list[Face]]) -> Recording:
    return record(*scenes).recording()


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ([(10, HAPPY)], "The face looked friendly nearly all the time."),
        ([(6, CALM), (4, HAPPY)], "The face looked calm for most of it."),
        (
            [(4, HAPPY), (3.5, CALM), (3, [face(Expression.SURPRISE)])],
            "The face looked friendly and calm by turns.",
        ),
        (
            [(6, HAPPY), (4, SAD)],
            "The face looked friendly for most of it. From 0:06 to 0:10 it looked downcast.",
        ),
        # Too short to notice; and what was said already is not said again.
        ([(8, HAPPY), (2, SAD)], "The face looked friendly for most of it."),
        ([(10, SAD)], "The face looked downcast nearly all the time."),
        (
            [(6, HAPPY), (4, NOBODY)],
            "The face looked friendly nearly all the time. "
            "No face was in view for 40% of the time.",
        ),
        ([(5, UNSURE)], ""),
        ([(5, NOBODY)], ""),
    ],
)
def test_the_look_is_said_by_the_rules(
    scenes: list[tuple[float, list[Face]]], expected: str
) -> None:
    recording = recorded(*scenes)
    assert " ".join(sentences(recording, recording.together, ENGLISH)) == expected


def test_the_best_and_the_weakest_moment_are_where_they_were() -> None:
    recording = recorded((4, CALM), (6, SAD), (4, NOBODY), (6, HAPPY))
    found = best_and_weakest(recording, recording.together)
    assert found is not None
    best, weakest = found
    assert 14 < best.seconds < 20 or best.seconds < 4
    assert 4 < weakest.seconds < 10
    assert best.score > 80
    assert weakest.score < 40


@pytest.mark.parametrize("scenes", [[(20, HAPPY)], [(2, HAPPY), (2, SAD)], [(20, NOBODY)]])
def test_no_moment_is_pointed_at_where_none_stands_out(
    scenes: list[tuple[float, list[Face]]],
) -> None:
    recording = recorded(*scenes)
    assert best_and_weakest(recording, recording.together) is None


def test_the_timeline_holds_a_value_for_each_step_and_a_legend_of_what_is_seen() -> None:
    recording = recorded((5, HAPPY), (3, NOBODY), (5, SAD))
    html = timeline_html(recording, recording.together, ENGLISH, "")
    found = re.search(r'<script type="application/json">(.*)</script>', html)
    assert found is not None
    values = json.loads(found[1])
    assert len(values["shares"]) == len(values["scores"]) == 13
    assert values["shares"][6] is values["scores"][6] is None
    assert values["shares"][0][Expression.HAPPY] == pytest.approx(0.9, abs=0.02)
    assert html.count("<svg") == 2  # for wide and narrow pages
    legend = html[html.index("<ul") : html.index("</ul>")]
    assert legend.index("Happy") < legend.index("Angry")
    assert "data-at" in html
