"""Faces over time: who is who, and a label that does not flicker."""

import math
from itertools import count

import numpy as np
from numpy.typing import NDArray

from models.labels import Expression
from transformers.face import Box, Face

SAME_FACE = 0.2  # overlap between two looks from which a box continues a track
HOLD = 0.4  # seconds that a face stays shown after it was last found
BOX_SMOOTHING = 0.08  # seconds; time constant of the box that is drawn
LABEL_SMOOTHING = 0.25  # seconds; time constant of the probabilities
SURE_FROM = 0.40  # probability from which an expression is named
SURE_UNTIL = 0.32  # a named expression keeps its name down to here
FACE_FROM = 0.5  # score, averaged over time, from which a track is shown as a face
LEAD = 0.08  # how far another expression must be ahead to take over


class Track:
    """One face as it was seen so far."""

    def __init__(self, track_id: int, box: Box, now: float) -> None:
        self.track_id = track_id
        self.sightings = 1
        self.last_seen = now
        self.box = box  # as last detected: what is classified
        self._shown_box = np.array(box, dtype=float)
        self._probabilities: NDArray[np.float32] | None = None
        self._expression: Expression | None = None
        self._face_score = 0.0
        self._last_classified = now

    def move(self, box: Box, now: float) -> None:
        """The face was found again at ``box``."""
        blend = _blend(now - self.last_seen, BOX_SMOOTHING)
        self._shown_box += blend * (np.array(box) - self._shown_box)
        self.box = box
        self.last_seen = now
        self.sightings += 1

    def observe(self, probabilities: NDArray[np.float32], face_score: float, now: float) -> None:
        """The face was classified: ``float32[7]``, and how likely it is a face, 0 to 1."""
        if self._probabilities is None:
            self._probabilities, self._face_score = probabilities, face_score
        else:
            blend = _blend(now - self._last_classified, LABEL_SMOOTHING)
            self._face_score += blend * (face_score - self._face_score)
            smoothed = self._probabilities + blend * (probabilities - self._probabilities)
            self._probabilities = (smoothed / smoothed.sum()).astype(np.float32)
        self._last_classified = now
        self._expression = _steady_expression(self._expression, self._probabilities)

    @property
    def is_face(self) -> bool:
        """Whether the network, too, takes it for a face."""
        return self._face_score >= FACE_FROM

    def face(self) -> Face:
        """The face as it is to be shown now; it must have been classified once."""
        if self._probabilities is None:
            raise RuntimeError(f"track {self.track_id} was never classified")
        box = Box(*(round(value) for value in self._shown_box.tolist()))
        return Face(box, self.track_id, self._probabilities, self._expression)


class Tracker:
    """Continues tracks from one frame's boxes to the next."""

    def __init__(self, confirm_after: int = 1) -> None:
        """A face is shown from its ``confirm_after``-th sighting on; 1 suits a single photo."""
        self._confirm_after = confirm_after
        self._tracks: list[Track] = []
        self._ids = count(1)

    def update(self, boxes: list[Box], now: float) -> list[Track]:
        """Match this frame's ``boxes`` to tracks; returns the tracks found in this frame.

        ``now`` is in seconds and never goes back. Pairs are taken greedily, best overlap first:
        faces are too few and too far apart in one frame's time for a better solver to differ.
        """
        self._tracks = [track for track in self._tracks if now - track.last_seen <= HOLD]
        pairs = sorted(
            ((track.box.overlap(box), track, box) for track in self._tracks for box in boxes),
            key=lambda pair: pair[0],
            reverse=True,
        )
        found: dict[Box, Track] = {}
        for overlap, track, box in pairs:
            if overlap >= SAME_FACE and box not in found and track not in found.values():
                track.move(box, now)
                found[box] = track
        for box in boxes:
            if box not in found:
                found[box] = Track(next(self._ids), box, now)
                self._tracks.append(found[box])
        return list(found.values())

    def shown(self) -> list[Track]:
        """Tracks to show: confirmed, a face, and seen within the last ``HOLD`` seconds."""
        return [
            track
            for track in self._tracks
            if track.sightings >= self._confirm_after and track.is_face
        ]


def _blend(elapsed: float, time_constant: float) -> float:
    """Share of the new value in an exponential average over ``elapsed`` seconds."""
    return 1.0 - math.exp(-max(elapsed, 0.0) / time_constant)


def _steady_expression(
    current: Expression | None, probabilities: NDArray[np.float32]
) -> Expression | None:
    best = Expression(int(probabilities.argmax()))
    if current is not None:
        ahead = probabilities[best] - probabilities[current]
        if probabilities[current] >= SURE_UNTIL and ahead < LEAD:
            return current
    return best if probabilities[best] >= SURE_FROM else None
