"""A table is HTML of ours, with nothing in it that is not text."""

from views.parts.table import table_html


def test_what_stands_in_it_is_only_text() -> None:
    html = table_html("fc-x", ["<i>"], [["<b>&"]])
    assert '<th scope="col">&lt;i&gt;</th>' in html
    assert "<td>&lt;b&gt;&amp;</td>" in html
