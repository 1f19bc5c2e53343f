"""A table as escaped HTML: Streamlit's own loads pandas and pyarrow, 75 MB."""

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
<style>
.fc-scroll {overflow-x: auto}
.fc-table {border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums}
.fc-table :is(th, td) {padding: .35rem .75rem; text-align: end; white-space: nowrap;
  border-bottom: 1px solid rgba(128, 128, 128, .3)}
.fc-table :is(th, td):first-child {text-align: start}
</style>
"""


def table_html(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """``name`` is a class by which it is found."""
    body = "".join(_row(row) for row in rows)
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    return (
        f'{STYLE}<div class="fc-scroll" tabindex="0"><table class="fc-table {escape(name)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
