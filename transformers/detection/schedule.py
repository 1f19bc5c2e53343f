"""When and where a live stream looks for faces: a little in every frame, nowhere twice."""

import math

from transformers.detection.cascade import (
    SAME_FACE_CONTAINMENT,
    SWEEP,
    TILT,
    FaceDetector,
    ScanStep,
)
from transformers.detection.motion import Changes
from transformers.detection.working_image import View
from transformers.pace import Pace
from transformers.tracking.tracker import HOLD, Track, Tracker
from transformers.types import Box

STEPS_OF_A_SWEEP = len(SWEEP) // 2  # SWEEP holds two, with another tilt in each
STEPS_A_FRAME = 2
LOOKS_A_FRAME = 3
EAGER_LOOKS = 3  # frames running in which something new is looked at; then more and more seldom
# With a face in sight, times the period of a sweep where all of the picture moves, as a phone's in
# the hand: there a search costs most, and finds least. Where a part moves, it is searched as ever.
ALL_MOVES = 6
MOST_TRACKS = 12  # ten faces, and something that may be one


class DetectionScheduler:
    """Finds the faces of one stream, with a tracker that holds what is known of them."""

    def __init__(self, detector: FaceDetector, tracker: Tracker, pace: Pace) -> None:
        self._detector = detector
        self._tracker = tracker
        self._pace = pace
        self._next = 0  # of SWEEP, that is searched next
        self._changes = [Changes() for _ in SWEEP]
        self._next_at = -math.inf  # seconds

    def run(self, view: View, now: float) -> None:
        """Look again at some known faces, and search for new ones by the next step of the sweep.

        The tracker must have advanced to the frame.
        """
        waiting = [track for track in self._tracker.tracks if self._is_due(track, now)]
        waiting.sort(key=lambda track: track.looked)
        for track in waiting[:LOOKS_A_FRAME]:
            self._look(track, view, now)
        self._sweep(view, now)

    def _is_due(self, track: Track, now: float) -> bool:
        confirmed = self._tracker.confirmed(track)
        if (0 < now - track.seen <= HOLD) if confirmed else track.misses < EAGER_LOOKS:
            return True
        hurry = (2 if track.misses else 1) if confirmed else EAGER_LOOKS / track.misses
        return now - track.looked >= self._pace.look / hurry

    def _look(self, track: Track, view: View, now: float) -> None:
        track.looked = now
        tilts = (track.tilt, 0, TILT, -TILT)
        detection = self._detector.look(view, track.box, tilts[track.misses % len(tilts)])
        if detection is not None and self._tracker.owns(track, detection, now):
            track.find(detection, view, now)
        else:
            track.misses += 1

    def _sweep(self, view: View, now: float) -> None:
        interval = self._pace.sweep / STEPS_OF_A_SWEEP
        self._next_at = max(self._next_at, now - STEPS_A_FRAME * interval)
        for _ in range(STEPS_A_FRAME):
            if now < self._next_at:
                return
            self._next_at += interval
            step, changes = SWEEP[self._next], self._changes[self._next]
            self._next = (self._next + 1) % len(SWEEP)
            in_sight = [track for track in self._tracker.tracks if track.seen == now]
            known = [track.box for track in in_sight]
            region = changes.region(view, known, now)
            if region is not None:
                self._search(view, step, region, known, now)
                if any(track.answer.is_face for track in in_sight):
                    self._next_at += (ALL_MOVES - 1) * changes.moving * interval

    def _search(
        self, view: View, step: ScanStep, region: Box, known: list[Box], now: float
    ) -> None:
        new = [
            detection
            for detection in self._detector.sweep(view, step, region)
            if all(detection.box.containment(box) < SAME_FACE_CONTAINMENT for box in known)
        ]
        room = max(MOST_TRACKS - len(self._tracker.tracks), 0)
        self._tracker.update(new[:room], view, now)
