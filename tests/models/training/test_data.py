from pathlib import Path

import numpy as np
import pytest

from models.labels import Expression
from models.training.data import (
    DataError,
    expression_votes,
    majorities,
    read_fer2013,
    read_rows_to_drop,
    read_votes,
)
from tests.models.training.drawn_faces import VOTE_HEADER, write_fer2013

FLAT = " ".join(["7"] * 48 * 48)


@pytest.mark.parametrize("name", ["fer2013.csv", "fer2013.csv.gz"])
def test_a_split_is_read(tmp_path: Path, name: str) -> None:
    write_fer2013(tmp_path / name, training=14, test=7)
    faces = read_fer2013(tmp_path / name, "PublicTest")
    assert faces.images.shape == (7, 48, 48)
    assert faces.images.dtype == np.uint8
    assert faces.labels.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert faces.rows.tolist() == list(range(14, 21))


def test_rows_are_left_out_by_their_place_in_the_file(tmp_path: Path) -> None:
    write_fer2013(tmp_path / "fer2013.csv", training=14, test=7)
    (tmp_path / "drop.txt").write_text("0\n3\n20\n")
    rows = read_rows_to_drop(tmp_path / "drop.txt")
    faces = read_fer2013(tmp_path / "fer2013.csv", "Training").without(rows)
    assert len(faces) == 12
    assert not {0, 3} & set(faces.rows.tolist())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("3,1 2 3,Training", "row 1: expected 2304 pixels, got 3"),
        (f"3,{FLAT[:-1]}256,Training", "row 1: expected pixels of 0 to 255, got 7 to 256"),
        (f"3,{FLAT[:-1]}x,Training", "row 1: a pixel is no whole number"),
        (f"7,{FLAT},Training", "row 1: expected an emotion of 0 to 6, got '7'"),
        (f"3,{FLAT},Tuesday", "row 1: unknown Usage 'Tuesday'"),
        ("3", "row 1: unknown Usage ''"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text(f"emotion,pixels,Usage\n0,{FLAT},Training\n{row}\n")
    with pytest.raises(DataError, match=message):
        read_fer2013(path, "Training")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text("emotion,Usage\n")
    with pytest.raises(DataError, match="missing column pixels"):
        read_fer2013(path, "Training")


def test_an_empty_split_is_named(tmp_path: Path) -> None:
    write_fer2013(tmp_path / "fer2013.csv", training=7, test=7)
    with pytest.raises(DataError, match="no PrivateTest rows"):
        read_fer2013(tmp_path / "fer2013.csv", "PrivateTest")


def test_a_text_that_is_no_gzip_is_named(tmp_path: Path) -> None:
    (tmp_path / "fer2013.csv.gz").write_text("emotion,pixels,Usage\n")
    with pytest.raises(DataError, match="cannot be read"):
        read_fer2013(tmp_path / "fer2013.csv.gz", "Training")


def test_votes_follow_our_order_and_leave_out_what_is_no_face(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(
        f"{VOTE_HEADER}\n"
        "Training,fer0.png,1,2,3,4,0,0,0,0,0,0\n"
        "Training,fer1.png,0,0,0,0,5,1,2,1,1,0\n"
        "Training,,0,0,0,0,0,0,0,0,0,10\n"
    )
    votes = read_votes(path)
    assert votes.shape == (3, 10)
    assert votes[0, Expression.NEUTRAL] == 1
    assert votes[0, Expression.HAPPY] == 2
    assert votes[0, Expression.SURPRISE] == 3
    assert votes[0, Expression.SAD] == 4
    assert votes[1, [Expression.ANGRY, Expression.DISGUST, Expression.FEAR]].tolist() == [5, 1, 2]
    assert votes[2].sum() == 0
    assert expression_votes(votes)[1].sum() == 8


def test_a_majority_stands_alone_and_is_one_of_ours() -> None:
    votes = np.zeros((4, 10), dtype=np.float32)
    votes[0, Expression.FEAR], votes[0, 7] = 6, 4
    votes[1, Expression.FEAR], votes[1, Expression.SAD] = 5, 5
    votes[2, 7] = 10  # contempt
    assert majorities(votes).tolist() == [Expression.FEAR, -1, -1, -1]


def test_a_vote_that_is_no_number_is_named(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(f"{VOTE_HEADER}\nTraining,fer0.png,many,0,0,0,0,0,0,0,0,0\n")
    with pytest.raises(DataError, match=r"row 0.*neutral.*'many'"):
        read_votes(path)


def test_a_row_number_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drop.txt").write_text("12\nthirteen\n")
    with pytest.raises(DataError, match=r"drop\.txt"):
        read_rows_to_drop(tmp_path / "drop.txt")
