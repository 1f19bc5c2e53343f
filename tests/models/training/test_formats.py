import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.labels import LABELS
from models.training.__main__ import main
from models.training.data import read_fer2013
from tests.models.training.drawn_faces import VOTE_HEADER, write_fer2013

FLAT = " ".join(["7"] * 48 * 48)


def prepare(*arguments: object) -> int:
    return main(["prepare", *map(str, arguments)])


@pytest.mark.parametrize("test_folder", ["test", "validation"])
def test_kaggles_folders_become_its_csv(tmp_path: Path, test_folder: str) -> None:
    random = np.random.default_rng(0)
    for name, count in (("train", 3), (test_folder, 2)):
        for label in LABELS:
            folder = tmp_path / "faces" / name / label.lower()
            folder.mkdir(parents=True)
            for number in range(count):
                face = random.integers(0, 256, (48, 48), dtype=np.uint8)
                cv2.imwrite(str(folder / f"{number}.jpg"), face)
    output = tmp_path / "fer2013.csv.gz"
    assert prepare("--input", tmp_path / "faces", "--output", output) == 0
    assert np.bincount(read_fer2013(output, "Training").labels).tolist() == [3] * 7
    assert np.bincount(read_fer2013(output, "PublicTest").labels).tolist() == [2] * 7


def test_to_images_and_back_changes_nothing(tmp_path: Path) -> None:
    write_fer2013(tmp_path / "a.csv", training=14, test=7)
    assert prepare("--input", tmp_path / "a.csv", "--to-images", tmp_path / "faces") == 0
    assert prepare("--input", tmp_path / "faces", "--output", tmp_path / "b.csv") == 0
    before, after = (read_fer2013(tmp_path / name, "Training") for name in ("a.csv", "b.csv"))
    assert len(after) == 14
    pictures = {
        image.tobytes(): label for image, label in zip(before.images, before.labels, strict=True)
    }
    for image, label in zip(after.images, after.labels, strict=True):
        assert pictures[image.tobytes()] == label


def test_bad_rows_stop_it_or_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "fer2013.csv"
    good = f"0,{FLAT},Training"
    bad = ["3,1 2 3,Training", f"9,{FLAT},Training", f"3,{FLAT},Tuesday", "3"]
    source.write_text("\n".join(["emotion,pixels,Usage", good, *bad, good]))
    assert prepare("--input", source) == 2
    assert "row 1: expected 2304 pixels, got 3" in capsys.readouterr().err
    output = tmp_path / "good.csv"
    assert prepare("--input", source, "--skip-bad", "--output", output, "--report", tmp_path) == 0
    report = json.loads((tmp_path / "prepare.json").read_text())
    assert report["counts"]["Training"]["Angry"] == report["rows"] == 2
    assert len(report["left_out"]) == 4
    assert cv2.imread(str(tmp_path / "prepare.png")) is not None
    told = capsys.readouterr().out
    assert "2 rows are good, 4 were left out" in told
    assert "row 2: expected an emotion of 0 to 6, got '9'" in told
    assert len(read_fer2013(output, "Training")) == 2


def test_bad_pictures_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for label in ("happy", "puzzled"):
        (tmp_path / "train" / label).mkdir(parents=True)
    face = np.zeros((48, 48), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "train" / "happy" / "good.png"), face)
    cv2.imwrite(str(tmp_path / "train" / "happy" / "wide.png"), face[:40])
    (tmp_path / "train" / "happy" / "empty.jpg").touch()
    cv2.imwrite(str(tmp_path / "train" / "puzzled" / "a.png"), face)
    assert prepare("--input", tmp_path, "--skip-bad") == 0
    told = capsys.readouterr().out
    assert "1 rows are good, 3 were left out" in told
    assert "wide.png: expected 48x48 pixels, got (48, 40)" in told
    assert "empty.jpg cannot be read" in told
    assert "unknown expression 'puzzled'" in told


def test_votes_must_stand_row_for_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_fer2013(tmp_path / "fer2013.csv", training=2, test=1)
    votes = tmp_path / "votes.csv"
    rows = [
        f"{split},a.png,1,0,0,0,0,0,0,0,0,0" for split in ("Training", "Training", "PublicTest")
    ]
    votes.write_text("\n".join([VOTE_HEADER, *rows]))
    assert prepare("--input", tmp_path / "fer2013.csv", "--votes", votes) == 0
    votes.write_text("\n".join([VOTE_HEADER, *rows[::-1]]))
    assert prepare("--input", tmp_path / "fer2013.csv", "--votes", votes) == 2
    assert "row 0: expected Training, got PublicTest" in capsys.readouterr().err


def test_a_folder_of_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prepare("--input", tmp_path) == 2
    assert "none of the folders" in capsys.readouterr().err
