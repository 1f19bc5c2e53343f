"""Rows as CSV that a spreadsheet reads as data, never as formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), with the wide
# forms of East Asia, at the start of a cell or where another program may see one start: after a
# quote or a separator of another country.
FORMULA = re.compile(r"""(^|[;,|"'])(\s*[=+\-@＝＋－＠])""")  # noqa: RUF001  # the wide ones


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV. Numbers stay numbers, negative ones too; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def plain_cell(text: str) -> str:
    """``text`` on one line, with an apostrophe before what could be taken for a formula.

    >>> plain_cell("=1+1"), plain_cell("my photo-2.jpg")
    ("'=1+1", 'my photo-2.jpg')
    """
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return FORMULA.sub(r"\1'\2", line)
