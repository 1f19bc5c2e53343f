"""What a browser kept comes back as it was; whatever else it sends is refused."""

import base64
import json
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.labels import Expression
from recordings.packing import LONGEST_TEXT, MOST_ROWS, PackingError, pack, unpack
from recordings.recorder import Recorder
from recordings.recording import (
    BOX,
    LABELLED,
    PROBABILITIES,
    SEEN,
    WIDTH,
    Recording,
    Track,
)
from recordings.score import summarise
from tests.recordings.people import face, record

HAPPY, SAD = face(Expression.HAPPY), face(Expression.SAD, track_id=2)
HEAD: dict[str, Any] = {"step": 1.0, "count": 1, "faces": [], "tuned": False}


def packed(head: object, *rows: float) -> str:
    content = json.dumps(head).encode() + b"\n" + np.array(rows, dtype="<f4").tobytes()
    return base64.b64encode(zlib.compress(content)).decode()


def row(**values: float) -> list[float]:
    """Half a second of a face that is shown as happy, with some of its figures changed."""
    figures = np.zeros(WIDTH)
    figures[[0, 1 + Expression.HAPPY, 8 + Expression.HAPPY]] = 0.5
    for place, value in values.items():
        figures[int(place.removeprefix("at"))] = value
    return [1.0, *figures]


def assert_alike(one: Recording, other: Recording) -> None:
    assert one.seconds == pytest.approx(other.seconds, rel=1e-6)
    assert list(one.faces) == list(other.faces)
    for (_, track), (_, its) in zip(one.tracks(), other.tracks(), strict=True):
        mine, same = summarise(one, track), summarise(other, its)
        assert mine.score == pytest.approx(same.score, abs=1e-4)
        assert mine.seconds_by_label == pytest.approx(same.seconds_by_label, abs=1e-3)


@pytest.mark.parametrize("tuned", [True, False])
def test_it_comes_back_as_it_was(tuned: bool) -> None:
    recorder = record((4, [HAPPY]), (2, []), (3, [HAPPY, SAD]))
    recorder.tuned = tuned
    recording = recorder.recording()
    back = unpack(pack(recording))
    np.testing.assert_allclose(back.together.rows, recording.together.rows, rtol=1e-6)
    assert_alike(back, recording)
    assert back.tuned is tuned


def test_nothing_seen_comes_back_too() -> None:
    assert unpack(pack(Recorder().recording())).seconds == 0
    assert unpack(pack(record((2, [])).recording())).in_view == 0


def test_a_long_one_gets_longer_steps_and_keeps_its_figures() -> None:
    draw = np.random.default_rng(3)
    recorder = Recorder()
    for moment in range(2 * 3000):  # real answers do not repeat, and cannot be packed well
        seen = [face(Expression.HAPPY, number, float(draw.uniform(0.3, 1))) for number in (1, 2, 3)]
        recorder.add(seen, moment / 2)
    recording = recorder.recording()
    text = pack(recording)
    back = unpack(text)
    assert len(text) <= LONGEST_TEXT
    assert back.step > recording.step
    assert_alike(back, recording)


def test_what_fits_nowhere_loses_the_faces_that_were_seen_least() -> None:
    tracks = {number: record((1, [HAPPY])).recording().together for number in range(12)}
    whole = record((1, [HAPPY])).recording()
    many = Recording(
        64.0, np.ones(900), type(whole.together)(np.zeros((900, WIDTH))),
        {number: type(track)(np.zeros((900, WIDTH))) for number, track in tracks.items()},
    )  # fmt: skip
    assert len(unpack(pack(many)).faces) == 2


@pytest.mark.parametrize("rows", [2250, 3599])
def test_two_days_fit_too(rows: int) -> None:
    draw = np.random.default_rng(3)
    table = np.zeros((rows, WIDTH))
    table[:, SEEN] = draw.uniform(1, 64, rows)
    table[:, PROBABILITIES] = draw.dirichlet(np.ones(7), rows) * table[:, [SEEN]]
    table[:, LABELLED] = draw.dirichlet(np.ones(8), rows) * table[:, [SEEN]]
    table[:, BOX] = draw.uniform(100, 1280, (rows, 4)) * table[:, [SEEN]]
    recording = Recording(64.0, np.full(rows, 64.0), Track(table), {1: Track(table)})
    back = unpack(pack(recording))
    assert not back.faces
    assert back.seconds == pytest.approx(rows * 64)
    assert back.together.seen.sum() == pytest.approx(table[:, SEEN].sum(), rel=1e-5)


def test_the_text_of_the_test_itself_is_one() -> None:
    assert unpack(packed(HEAD, *row())).together.seen.sum() == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not base64!",
        base64.b64encode(b"not packed").decode(),
        "A" * (LONGEST_TEXT + 4),
        base64.b64encode(zlib.compress(b"0" * 500_000_000)).decode(),  # which would be 500 MB
        packed([1], *row()),
        packed({"step": 1.0}, *row()),
        packed(HEAD),
        packed(HEAD, *row(), 1.0),
        packed(HEAD | {"step": float("nan")}, *row()),
        packed(HEAD | {"step": 0.001}, *row()),
        packed(HEAD | {"count": -1}, *row()),
        packed(HEAD | {"count": 10**9}, *row()),
        packed(HEAD | {"count": MOST_ROWS, "faces": list(range(12))}, *row()),
        packed(HEAD | {"faces": ["<script>"]}, *row(), *row()[1:]),
        packed(HEAD | {"faces": [1, 1]}, *row(), *row()[1:], *row()[1:]),
        packed(HEAD | {"faces": list(range(13))}, *row()),
        packed(HEAD, *row(at0=2.0)),  # in view for longer than the step
        packed(HEAD, *row(at0=-0.5)),
        packed(HEAD, *row(at1=0.5)),  # probabilities above 1
        packed(HEAD, *row(at8=0.5)),  # two labels at once
        packed(HEAD, *row(at17=float("inf"))),
        packed(HEAD, *row(at17=float("nan"))),
        packed(HEAD, *row(at17=1e9)),
        packed(HEAD, 100.0, *row()[1:]),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(PackingError, match="expected"):
        unpack(text)


@given(st.text(), st.binary(), st.dictionaries(st.text(), st.integers() | st.text()))
def test_no_text_does_more_than_be_refused(text: str, content: bytes, head: dict[str, Any]) -> None:
    texts = [text, base64.b64encode(zlib.compress(content)).decode(), packed(HEAD | head, *row())]
    for one in texts:
        try:
            unpack(one)
        except PackingError:
            continue


def test_what_is_told_of_it_has_no_word_of_the_sender() -> None:
    with pytest.raises(PackingError) as refused:
        unpack(packed(HEAD | {"step": "a stranger's"}, *row()))
    assert "stranger" not in str(refused.value)
