"""The script of the pages; where it cannot serve: one clear sentence, no stack trace."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models.backend import WEIGHTS_FOLDER
from models.manifest import MANIFEST_NAME
from testkit.patience import PATIENCE
from tests.views.visits import visit_of
from views.words.language import CHOICE

SCRIPT = str(Path(__file__).parents[2] / "views" / "pages" / "navigation.py")


def page_error() -> str:
    page = AppTest.from_file(SCRIPT, default_timeout=PATIENCE).run()
    assert not page.exception
    (error,) = page.error
    return str(error.value)


def test_truncated_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(WEIGHTS_FOLDER / MANIFEST_NAME, tmp_path / MANIFEST_NAME)
    (tmp_path / "expression.tflite").write_bytes(b"half a file")
    monkeypatch.setenv("FACECUE_WEIGHTS", str(tmp_path))
    assert "expression.tflite (11 bytes)" in page_error()


def test_missing_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACECUE_WEIGHTS", str(tmp_path))
    assert "expression.json cannot be read" in page_error()


def test_half_a_relay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURN_URLS", "turn:relay.example:3478")
    assert "TURN_USERNAME and TURN_CREDENTIAL" in page_error()


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_are_told_apart_by_their_path_whatever_they_are_called(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURN_URLS", "turn:relay.example:3478")  # no stream, which needs a server
    page = AppTest.from_file(SCRIPT, default_timeout=PATIENCE)
    page.session_state[CHOICE] = language
    page.run()
    assert not page.exception
    assert visit_of(page).page == ""
