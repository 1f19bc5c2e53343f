import numpy as np
import pytest

from transformers.drawing.lettering import text_size, write


def drawn(text: str, scale: float = 1.0) -> np.ndarray:
    pixels = np.zeros((60, 300), dtype=np.uint8)
    write(pixels, text, (5, 45), scale=scale, tone=[255], stroke=1)
    return pixels


@pytest.mark.parametrize(
    ("accented", "plain"), [("Überrascht", "Uberrascht"), ("fröhlich", "frohlich"), ("é", "e")]
)
def test_an_accent_stands_above_its_letter_and_changes_nothing_else(
    accented: str, plain: str
) -> None:
    added = drawn(accented).astype(int) - drawn(plain)
    rows, columns = np.nonzero(added)
    assert len(rows) > 4
    assert added.min() >= 0
    assert rows.max() < 45 - 15
    assert text_size(accented, 1, 1) == text_size(plain, 1, 1)
    letter = next(
        i for i, (one, other) in enumerate(zip(accented, plain, strict=True)) if one != other
    )
    start, end = (5 + text_size(plain[:length], 1, 1)[0] for length in (letter, letter + 1))
    assert start - 2 <= columns.min() <= columns.max() <= end + 2


def test_what_the_font_lacks_is_a_question_mark() -> None:
    np.testing.assert_array_equal(drawn("喜"), drawn("?"))
    np.testing.assert_array_equal(drawn("groß"), drawn("gross"))
