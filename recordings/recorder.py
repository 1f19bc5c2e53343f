"""Adds up what a stream shows, frame by frame."""

import math
import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recordings.recording import BOX, COUNT, LABELLED, PROBABILITIES, SEEN, WIDTH, Recording, Track
from transformers.types import Face

STEP = 1.0  # seconds, to begin with
MOST_STEPS = 3600  # after which each two become one, so that memory stays bounded
MOST_FACES = 12  # that are told apart; of more, those that were seen least are only added up
LONGEST_FRAME = 0.5  # seconds: a longer time without a frame is a gap, in which nothing was seen

Row = NDArray[np.float64]


class Recorder:
    """A recording in progress. Frames come from one thread; any thread may ask for a copy."""

    def __init__(self, longest_frame: float = LONGEST_FRAME) -> None:
        """What lasts longer than ``longest_frame`` seconds is no frame, but a gap."""
        self.tuned = False  # to be set where answers are read against somebody's own rest
        self._longest_frame = longest_frame
        self._lock = threading.Lock()
        self._step = STEP
        self._elapsed = 0.0  # seconds of video so far
        self._last: float | None = None  # when the last frame came
        self._watched: list[float] = []
        self._together: dict[int, Row] = {}
        self._faces: dict[int, dict[int, Row]] = {}

    def add(self, faces: Sequence[Face], now: float) -> None:
        """A frame showed ``faces`` at ``now`` seconds; each stood for the time since the last."""
        with self._lock:
            last, self._last = self._last, now
            if last is None or not 0 < now - last <= self._longest_frame:
                return
            end = self._elapsed + now - last
            while self._elapsed < end:
                index = int(self._elapsed / self._step)
                until = min((index + 1) * self._step, end)
                self._stand(faces, index, until - self._elapsed)
                self._elapsed = until

    @property
    def last(self) -> float:
        """When the last frame came, in seconds of the stream's clock; minus infinity before one."""
        return -math.inf if self._last is None else self._last

    @property
    def seconds(self) -> float:
        """Seconds of video so far."""
        return self._elapsed

    def recording(self) -> Recording:
        """A copy of all so far."""
        with self._lock:
            count = len(self._watched)
            tracks = {number: _track(rows, count) for number, rows in self._faces.items()}
            longest = sorted(tracks, key=lambda number: -float(tracks[number].seen.sum()))
            return Recording(
                step=self._step,
                watched=np.array(self._watched),
                together=_track(self._together, count),
                faces={number: tracks[number] for number in longest},
                tuned=self.tuned,
            )

    def _stand(self, faces: Sequence[Face], index: int, seconds: float) -> None:
        """``faces`` were there for so many seconds of one step."""
        self._watched.extend([0.0] * (index + 1 - len(self._watched)))
        self._watched[index] += seconds
        if faces:
            rows = [_row(face, seconds) for face in faces]
            _add(self._together, index, np.mean(rows, axis=0))
            for face, row in zip(faces, rows, strict=True):
                _add(self._faces.setdefault(face.track_id, {}), index, row)
            self._drop_the_least_seen({face.track_id for face in faces})
        if len(self._watched) >= MOST_STEPS:
            self._halve()

    def _drop_the_least_seen(self, in_view: set[int]) -> None:
        while len(self._faces) > MOST_FACES:
            gone = [number for number in self._faces if number not in in_view]
            del self._faces[min(gone or self._faces, key=self._seconds)]

    def _seconds(self, number: int) -> float:
        return float(sum(row[SEEN] for row in self._faces[number].values()))

    def _halve(self) -> None:
        """Half as many steps, each twice as long."""
        self._step *= 2
        pairs = [self._watched[index : index + 2] for index in range(0, len(self._watched), 2)]
        self._watched = [sum(pair) for pair in pairs]
        self._together = _merged(self._together)
        self._faces = {number: _merged(rows) for number, rows in self._faces.items()}


class ClipRecorder(Recorder):
    """Of a clip, whose times are known: what a picture shows stands until the next one.

    Slides and stills count for as long as they are shown, so the result is as long as the clip.
    """

    def __init__(self) -> None:
        super().__init__(longest_frame=math.inf)
        self._shown: Sequence[Face] = ()
        super().add((), 0.0)

    def add(self, faces: Sequence[Face], now: float) -> None:
        """A picture showed ``faces`` from ``now`` seconds on. At the clip's end there are none."""
        super().add(self._shown, now)
        self._shown = faces


def _row(face: Face, seconds: float) -> Row:
    row = np.zeros(WIDTH)
    row[SEEN] = 1.0
    row[PROBABILITIES] = face.probabilities
    row[LABELLED.start + (COUNT if face.expression is None else int(face.expression))] = 1.0
    row[BOX] = face.box
    return row * seconds


def _add(rows: dict[int, Row], index: int, row: Row) -> None:
    rows[index] = rows[index] + row if index in rows else row


def _merged(rows: dict[int, Row]) -> dict[int, Row]:
    merged: dict[int, Row] = {}
    for index, row in rows.items():
        _add(merged, index // 2, row)
    return merged


def _track(rows: dict[int, Row], count: int) -> Track:
    table = np.zeros((count, WIDTH))
    for index, row in rows.items():
        table[index] = row
    return Track(table)
