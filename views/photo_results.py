"""The results of a visit's photos, which outlive the files themselves, as far as there is room."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from transformers.faults import FileError
    from transformers.types import Face

# Bytes of results whose files the page has no longer: no quota of uploads counts them any more.
MOST_OF_ONE = 16_000_000
MOST_IN_ALL = 48_000_000


@dataclass(frozen=True)
class Result:
    """What is kept of a photo until it is removed."""

    name: str
    faces: list[Face]
    tuned: bool  # the largest face is the visitor's own
    preview: bytes  # JPEG
    annotated: bytes  # JPEG, full size

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.preview) + len(self.annotated)


class PhotoResults:
    """Those of one visit, by file, the first photo first."""

    def __init__(self) -> None:
        self.by_file: dict[str, Result | FileError] = {}
        self.clears = 0  # how often all of them were removed
        self._uploaded: set[str] = set()  # of them, whose files are on the page
        self._left_bytes = 0
        _all.add(self)

    def clear(self) -> None:
        """Remove all of them."""
        self.by_file.clear()
        self.clears += 1

    def arrange(self, uploaded: set[str], *, came_back: bool) -> None:
        """Let go of what was removed from the page, which has the files ``uploaded`` now.

        Where the visitor ``came_back`` from another page, Streamlit has forgotten the files: then
        the results stay, but not what was wrong with a file. For want of room the oldest of this
        visit go.
        """
        removed = set() if came_back else self._uploaded - uploaded
        self._uploaded = uploaded
        self.by_file = {
            one: result
            for one, result in self.by_file.items()
            if one in uploaded or (isinstance(result, Result) and one not in removed)
        }
        left = {
            one: result.size
            for one, result in self.by_file.items()
            if one not in uploaded and isinstance(result, Result)
        }
        with _lock:
            self._left_bytes = sum(left.values())
            while left and self._is_too_much():
                oldest = next(iter(left))
                self._left_bytes -= left.pop(oldest)
                del self.by_file[oldest]

    def _is_too_much(self) -> bool:
        in_all = sum(visit._left_bytes for visit in _all)
        return self._left_bytes > MOST_OF_ONE or in_all > MOST_IN_ALL


_all: WeakSet[PhotoResults] = WeakSet()  # of the visits that go on
_lock = threading.Lock()
