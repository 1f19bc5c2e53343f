"""One event as one line of the log, whatever it holds, with nothing in it that a visitor wrote."""

import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import PurePath

OWN_PACKAGES = (
    "app",
    "hosting",
    "models",
    "recordings",
    "rooms",
    "transformers",
    "uploads",
    "views",
)
FORMAT = "%(asctime)s %(levelname)s{replica} %(name)s: %(message)s"
LONGEST = 2000  # signs of a line
LONGEST_REASON = 300  # signs of what an exception says
MOST_PLACES = 8  # of a traceback, counted from where the exception was raised
MOST_CAUSES = 3
# asyncio writes the arguments of a callback, a task's exception and a transport into the message.
ASYNCIO_DETAILS = re.compile(r"[\n(]|\.?<")


class LineFormatter(logging.Formatter):
    """Our own events as they are; of a library's only what no visitor can have written.

    That is its sentence with the numbers in it, and the kind of whatever else is filled in; of an
    exception its kind and the places that it went through.
    """

    def __init__(self, replica: str = "") -> None:
        """``replica`` is told in each line, where there are several."""
        super().__init__(FORMAT.format(replica=f" [{replica}]" if replica else ""))

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        # A record of its own: other handlers may use the given one, and keep a traceback in it.
        line = logging.makeLogRecord(record.__dict__)
        line.msg, line.args = self.sentence(record), None
        line.exc_info = line.exc_text = line.stack_info = None
        return printable(super().format(line))

    def sentence(self, record: logging.LogRecord) -> str:
        """What it tells, without time, level and name."""
        own = is_own(record)
        sentence = record.getMessage() if own else _their_sentence(record)
        if record.exc_info and record.exc_info[1] is not None:
            sentence = f"{sentence.strip()} [{exception_line(record.exc_info[1], reasons=own)}]"
        more = getattr(record, "more", 0)
        return f"{sentence.strip()} ({more} more like this)" if more else sentence.strip()


def is_own(record: logging.LogRecord) -> bool:
    """Whether the event is of this project's own packages."""
    return record.name.partition(".")[0] in OWN_PACKAGES


def printable(text: str) -> str:
    r"""``text`` with line breaks, control signs and those that turn the writing as escapes.

    >>> printable("one\n2026-01-01 ERROR two\x1b[2J")
    'one\\n2026-01-01 ERROR two\\x1b[2J'
    """
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]} ... ({len(text)} signs)"
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in cut
    )


def short_path(path: str) -> str:
    """A file with its folder."""
    return "/".join(PurePath(path).parts[-2:])


def exception_line(error: BaseException, *, reasons: bool) -> str:
    """Its kind, where it was raised and what led to it; what it says only with ``reasons``."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < MOST_CAUSES:
        told.append(_one_exception(cause, reasons=reasons))
        cause = _cause(cause)
    return "; from ".join(told)


def _one_exception(error: BaseException, *, reasons: bool) -> str:
    said = str(error)[:LONGEST_REASON] if reasons else ""
    places = [
        f"{short_path(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    where = f" at {' < '.join(places[::-1][:MOST_PLACES])}" if places else ""
    return f"{type(error).__name__}{f': {said}' if said else ''}{where}"


def _cause(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _their_sentence(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return _kind(record.msg)
    if record.name == "asyncio":
        return ASYNCIO_DETAILS.split(record.msg)[0]
    if not record.args:
        return record.msg
    given = record.args
    try:
        if isinstance(given, Mapping):
            return record.msg % {name: _number_or_kind(value) for name, value in given.items()}
        return record.msg % tuple(_number_or_kind(value) for value in given)
    except (TypeError, ValueError, KeyError):
        return record.msg


def _number_or_kind(value: object) -> object:
    return value if isinstance(value, int | float) else _kind(value)


def _kind(value: object) -> str:
    return f"<{type(value).__name__}>"
