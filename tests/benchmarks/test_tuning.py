from pathlib import Path

import cv2
import pytest

from benchmarks.tuning import main, read_people, rest_of
from testkit.pictures import place_head, plain
from transformers.types import Box

REST, SMILE = 14, 0  # pixels by which the portrait's mouth is blurred


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One person; two of their pictures are the same, and one shows nobody."""
    conditions = [("normal", REST, 0), ("noglasses", REST, 0), ("glasses", REST, 2)]
    for name, blur, shift in [*conditions, ("leftlight", REST, -2), ("happy", SMILE, 0)]:
        picture = plain(240, 320, level=170)
        place_head(picture, Box(110 + shift, 70, 100, 100), mouth_blur=blur)
        cv2.imwrite(str(tmp_path / f"01_{name}.png"), picture)
    cv2.imwrite(str(tmp_path / "01_sad.png"), plain(240, 320))
    return tmp_path


def test_a_row_for_each_expression_that_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--pictures", str(folder)]) == 0
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [row[:2] for row in rows] == [["Neutral", "1"], ["Happy", "1"], ["all", "2"]]
    assert rows[-1][3] == "100%"


def test_no_picture_that_is_measured_on_is_learned_from(folder: Path) -> None:
    assert len(rest_of(read_people(folder)["01"])) == 2  # of three, as one is there twice


def test_a_folder_without_faces_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pictures", str(tmp_path)]) == 2
    assert "no picture with a face" in capsys.readouterr().err
