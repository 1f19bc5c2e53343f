import re
from pathlib import Path

import numpy as np
import pytest

from models.training.data import DataError, Faces
from models.training.teachers import add_teachers, read_answers

FACES = Faces(np.zeros((2, 48, 48), np.uint8), np.array([0, 1]), np.array([1, 3]))
EVEN = np.full((4, 7), 1 / 7, dtype=np.float32)


def test_the_answers_to_these_faces_are_read_by_their_rows(tmp_path: Path) -> None:
    answers = EVEN.copy()
    answers[[0, 2]] = np.nan  # other faces
    answers[3] = np.eye(7)[5]
    np.save(tmp_path / "a.npy", answers)
    np.testing.assert_array_equal(read_answers(tmp_path / "a.npy", FACES), answers[[1, 3]])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (EVEN[:, :6], "expected [rows of the data, 7], got [4, 6]"),
        (EVEN[:3], "expected [rows of the data, 7], got [3, 7]"),
        (2 * EVEN, "expected rows that sum to 1"),
        (np.full((4, 7), np.nan), "expected rows that sum to 1"),
    ],
)
def test_what_holds_no_answers_is_told(answers: np.ndarray, message: str, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", answers)
    with pytest.raises(DataError, match=re.escape(message)):
        read_answers(tmp_path / "a.npy", FACES)


def test_a_file_that_holds_no_numbers_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.npy").write_bytes(b"no numbers")
    with pytest.raises(DataError, match=r"a\.npy"):
        read_answers(tmp_path / "a.npy", FACES)


def test_teachers_have_their_share_of_the_targets() -> None:
    hard = np.eye(7, dtype=np.float32)[[0, 1]]
    mixed = add_teachers(hard, [EVEN[:2], hard], weight=0.5)
    np.testing.assert_allclose(mixed, 0.75 * hard + 0.25 * EVEN[:2], atol=1e-6)
