"""What a page takes back from its tab, whatever the tab sends."""

from typing import Any

import pytest
import streamlit as st

from models.labels import Expression
from recordings.packing import pack
from tests.recordings.people import face, record
from views.parts import kept_results
from views.parts.kept_results import MOST
from views.state import Visit

RECORDING = record((2, [face(Expression.HAPPY)])).recording()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Visit:
    known = Visit()
    monkeypatch.setattr(kept_results, "visit", lambda: known)
    return known


def send(monkeypatch: pytest.MonkeyPatch, sent: Any) -> None:
    monkeypatch.setattr(st, "session_state", {"kept_results": {"kept": sent}})
    kept_results._take_back()


def test_no_more_is_taken_than_a_tab_keeps(known: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(MOST + 3):
        send(monkeypatch, pack(RECORDING))
    assert len(known.recordings) == known.taken_back == MOST


def test_a_visit_that_has_recorded_takes_none(
    known: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, pack(RECORDING))
    known.recordings.append(RECORDING)
    send(monkeypatch, pack(RECORDING))
    assert len(known.recordings) == 2
    assert known.taken_back == 1


@pytest.mark.parametrize("sent", [None, 7, ["a"], "hostile", ""])
def test_anything_else_is_left(known: Visit, monkeypatch: pytest.MonkeyPatch, sent: Any) -> None:
    send(monkeypatch, sent)
    assert known.recordings == []
    assert known.taken_back == 0
