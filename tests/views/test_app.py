"""The page where it cannot serve: one clear sentence, no stack trace."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models.manifest import MANIFEST_NAME, WEIGHTS_FOLDER

APP = str(Path(__file__).parents[2] / "app.py")


def page_error() -> str:
    page = AppTest.from_file(APP, default_timeout=20).run()
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
