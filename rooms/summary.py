"""What a room amounted to, once it has ended: a recording like any other, and the host's marks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recordings.recording import COUNT, LABELLED, PROBABILITIES, SEEN, WIDTH, Recording, Track
from rooms.privacy import shown_shares
from rooms.room import HostView, Window


@dataclass(frozen=True)
class Chapter:
    """What it looked like from one mark to the next. Times are in seconds of the recording."""

    title: str  # the mark's; empty for what was before the first one
    start: float
    end: float
    shares: tuple[int, ...] | None  # [7] per cent; None where there are no figures


@dataclass(frozen=True)
class Summary:
    """The recording begins with the first figures. What was left out has no face in view."""

    recording: Recording
    chapters: tuple[Chapter, ...]

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Each named moment, in seconds of the recording."""
        return [(chapter.start, chapter.title) for chapter in self.chapters if chapter.title]


def summarise_room(view: HostView) -> Summary | None:
    """Of all that the host has seen; None where there were no figures.

    ``view`` has all windows. Nothing goes in but what was shown.
    """
    if not view.windows:
        return None
    begin = view.windows[0].start
    count = 1 + max(_place(one, view) for one in view.windows)
    rows = np.zeros((count, WIDTH))
    for one in view.windows:
        shares = view.window * np.array(one.shares) / 100
        row = rows[_place(one, view)]
        row[SEEN] = view.window
        row[PROBABILITIES] = shares
        # Of a group there is no one label: it looked as each expression for its share of the time.
        row[LABELLED] = [*shares, 0.0]
    recording = Recording(view.window, np.full(count, view.window), Track(rows), {})
    return Summary(recording, _chapters(view, begin, count * view.window))


def _place(window: Window, view: HostView) -> int:
    return round((window.start - view.windows[0].start) / view.window)


def _chapters(view: HostView, begin: float, length: float) -> tuple[Chapter, ...]:
    """Marks from before the first figures, or after the last ones, are at that end."""
    named = [(min(max(one.at - begin, 0.0), length), one.text) for one in view.marks]
    starts = named if named and named[0][0] == 0 else [(0.0, ""), *named]
    ends = [start for start, _ in starts[1:]] + [length]
    return tuple(
        Chapter(title, start, end, _mean(view.windows, begin + start, begin + end))
        for (start, title), end in zip(starts, ends, strict=True)
    )


def _mean(windows: Sequence[Window], start: float, end: float) -> tuple[int, ...] | None:
    within = [one.shares for one in windows if start <= one.start < end]
    if not within:
        return None
    return shown_shares([sum(one[place] for one in within) for place in range(COUNT)])
