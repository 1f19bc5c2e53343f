"""The results of a visit's photos, which outlive the files themselves, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transformers.faults import Fault, FileError

if TYPE_CHECKING:
    from transformers.types import Face


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

    def clear(self) -> None:
        """Remove all of them."""
        self.by_file.clear()
        self.clears += 1

    def arrange(self, uploaded: set[str], *, came_back: bool) -> None:
        """Let go of what was removed from the page, which has the files ``uploaded`` now.

        Where the visitor ``came_back`` from another page, Streamlit has forgotten the files: then
        the results stay, but not what was wrong with a file.
        """
        removed = set() if came_back else self._uploaded - uploaded
        self._uploaded = uploaded
        self.by_file = {
            one: result
            for one, result in self.by_file.items()
            if one in uploaded or (isinstance(result, Result) and one not in removed)
        }

    def make_room(self, is_too_much: Callable[[int], bool]) -> None:
        """Let go of the oldest results for as long as the bytes of all ``is_too_much``.

        Of a photo that is still on the page, it is told.
        """
        while is_too_much(self.size):
            results = (one for one, result in self.by_file.items() if isinstance(result, Result))
            oldest = next(results, None)
            if oldest is None:
                return
            if oldest in self._uploaded:
                self.by_file[oldest] = FileError(Fault.PHOTO_ROOM)
            else:
                del self.by_file[oldest]

    @property
    def size(self) -> int:
        """Of all results, in bytes."""
        return sum(one.size for one in self.by_file.values() if isinstance(one, Result))
