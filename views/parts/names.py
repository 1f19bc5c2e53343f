"""Names of visitors' files, and whatever else they wrote, where the pages show or use it."""

import re

LONGEST = 80  # signs of a name
# What Markdown takes for nothing but text: words with one blank, dot or hyphen between them.
PLAIN = re.compile(r"(?!.*www\.)[^\W_]+(?:[ _.-][^\W_]+)*", re.IGNORECASE)
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


def as_text(name: str) -> str:
    """``name`` for Streamlit's Markdown, which shows it and does nothing else with it.

    It has links, pictures, icons, colours and formulas, some of which no backslash stops. In a code
    span there are none of them.

    >>> as_text("me.jpg"), as_text("[me](https://x.example).jpg")
    ('me.jpg', '`[me](https://x.example).jpg`')
    """
    line = _on_one_line(name)
    return line if PLAIN.fullmatch(line) else f"`{line.replace('`', chr(39)) or ' '}`"


def download_name(name: str, suffix: str) -> str:
    """What the labelled form of the file ``name`` is called; ``suffix`` comes without a dot.

    >>> download_name("holiday.heic", "jpg")
    'facecue-holiday.jpg'
    """
    stem = name.rpartition(".")[0] or name
    return f"facecue-{NOT_IN_FILE_NAMES.sub('_', _on_one_line(stem))}.{suffix}"


def _on_one_line(name: str) -> str:
    """Without line breaks, control signs and those that turn the direction of writing."""
    signs = (sign if sign.isprintable() else " " if sign.isspace() else "" for sign in name)
    line = "".join(signs).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
