import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.backend import WEIGHTS_FOLDER
from models.classifier import load_classifier
from models.errors import ModelError
from models.manifest import MANIFEST_NAME, read_weights

NAME = "expression.tflite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights, to break."""
    for name in (NAME, MANIFEST_NAME):
        shutil.copyfile(WEIGHTS_FOLDER / name, tmp_path / name)
    return tmp_path


def edit_manifest(folder: Path, **changes: Any) -> None:
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_the_shipped_weights_are_vouched_for(folder: Path) -> None:
    assert read_weights(folder, NAME) == (WEIGHTS_FOLDER / NAME).read_bytes()


def test_the_shipped_weights_are_small() -> None:
    assert (WEIGHTS_FOLDER / NAME).stat().st_size <= 2_000_000


def test_missing_weights_are_named(folder: Path) -> None:
    (folder / NAME).unlink()
    with pytest.raises(ModelError, match=r"expression\.tflite cannot be read"):
        load_classifier(folder=folder)


def test_truncated_weights_are_refused_before_the_runtime_sees_them(folder: Path) -> None:
    (folder / NAME).write_bytes((folder / NAME).read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"5000 bytes.*truncated"):
        load_classifier(folder=folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": ["Happy", "Sad"]},
        {"input_size": 64},
        {"preprocessing": "divided by 255"},
        {"sha256": {}},
        {"more": 1},
    ],
)
def test_weights_for_something_else_are_refused(folder: Path, changes: dict[str, Any]) -> None:
    edit_manifest(folder, **changes)
    with pytest.raises(ModelError, match=MANIFEST_NAME):
        read_weights(folder, NAME)


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json"])
def test_a_broken_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / MANIFEST_NAME).write_text(content)
    with pytest.raises(ModelError, match=MANIFEST_NAME):
        read_weights(folder, NAME)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_weights(tmp_path, NAME)
