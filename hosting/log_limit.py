"""Lines of the log that a stranger can cause again and again: so many a minute, and a count."""

import logging
import threading
import time
from collections.abc import Hashable

from hosting.log_line import ASYNCIO_DETAILS, LineFormatter

MINUTE = 60.0  # seconds
# Lines of one kind in a minute. Information is the usual course of things: a stream began.
MAX_INFORMATION, MAX_WARNINGS = 60, 1


class LimitedHandler(logging.StreamHandler):  # type: ignore[type-arg]  # of the error stream
    """Writes the first events of a kind; of the others, once a minute, how many they were.

    Events are of one kind where the same line of code told them, with an exception of the same
    type. Code that tells of several things may tell them apart by ``extra={"kind": ...}``.
    """

    def __init__(self, formatter: LineFormatter, minute: float = MINUTE) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self._lines = formatter
        self._minute = minute  # seconds
        self._kinds: dict[Hashable, _Kind] = {}
        self._timer: threading.Timer | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write it or count it. ``handle`` calls this, and holds the lock."""
        try:
            kind = self._kind(record)
        except Exception:  # as the class above does: who logs is never the one to fail
            self.handleError(record)
            return
        if kind.left:
            kind.left -= 1
            super().emit(record)
        else:
            kind.untold += 1

    def _kind(self, record: logging.LogRecord) -> "_Kind":
        key = _key(record)
        kind = self._kinds.get(key)
        if kind is None:
            summary = _without_what_it_holds(record, self._lines.sentence(record))
            kind = self._kinds[key] = _Kind(summary, time.monotonic() + self._minute)
            self._look_later()
        return kind

    def _look_later(self) -> None:
        if self._timer is None and self._kinds:
            first = min(kind.until for kind in self._kinds.values())
            timer = threading.Timer(max(0.0, first - time.monotonic()), self._tell)
            timer.daemon = True
            timer.start()
            self._timer = timer

    def _tell(self) -> None:
        """What was counted of the kinds whose minute is over."""
        self.acquire()
        try:
            now = time.monotonic()
            for key, kind in list(self._kinds.items()):
                if kind.until > now:
                    continue
                if not kind.untold:
                    del self._kinds[key]
                    continue
                kind.summary.created = time.time()
                kind.summary.more = kind.untold
                super().emit(kind.summary)
                kind.until, kind.untold = now + self._minute, 0
            self._timer = None
            self._look_later()
        finally:
            self.release()


class _Kind:
    """Events of one kind, in a minute."""

    def __init__(self, summary: logging.LogRecord, until: float) -> None:
        self.summary = summary
        self.until = until  # seconds of the clock
        self.left = MAX_WARNINGS if summary.levelno >= logging.WARNING else MAX_INFORMATION
        self.untold = 0  # events since the last line


def _key(record: logging.LogRecord) -> Hashable:
    error = record.exc_info[0] if record.exc_info else None
    told = getattr(record, "kind", None)
    if record.name == "asyncio":  # one line of code tells all that happens on the loop
        told = ASYNCIO_DETAILS.split(str(record.msg))[0]
    return record.name, record.pathname, record.lineno, record.levelno, error, told


def _without_what_it_holds(record: logging.LogRecord, sentence: str) -> logging.LogRecord:
    """An event's record outlives it here: no exception, whose frames hold a visitor's data."""
    kept = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname}
    return logging.makeLogRecord({**kept, "msg": sentence, "args": None})
