"""Which detection belongs to which face, and where each face is between detections."""

import math
from collections.abc import Iterable
from itertools import combinations, count

import numpy as np
from numpy.typing import NDArray

from transformers.detection.cascade import Detection
from transformers.detection.working_image import View
from transformers.tracking.smoothing import ExpressionSmoother, blend
from transformers.tracking.template import Template
from transformers.types import Box, Face

SAME_FACE_IOU = 0.2  # from which a detection continues a track
STRAYED = 1.5  # sides that an alike face may have gone while it was out of sight
ALIKE_FROM = 0.7  # likeness from which a face counts as followed
CONTESTED_ALIKE_FROM = 0.9
RETURNED_ALIKE_FROM = 0.6  # of one that was out of sight: the new detection's box is a rough one
COVERED_CONTAINMENT = 0.6  # of two tracks: one is behind the other
LARGEST_STEP = 1.6  # by which a face grows or shrinks at most between two detections
HOLD = 0.35  # seconds that a face stays shown after it was last seen
REMEMBER = 1.5  # seconds after which one that comes back is another
FOLLOW = 1.0  # seconds that a face is followed without being found again
STEADIED = 0.5  # share of a new detection in place and size: the cascade's boxes jitter
SPEED_SMOOTHING = 0.1  # seconds
COASTING = 1.0  # seconds; time constant with which the speed of a hidden face dies away
SHOWN_SMOOTHING = 0.05  # seconds; time constant of the box that is drawn


class Track:
    """One face as it was seen so far."""

    def __init__(self, track_id: int, detection: Detection, view: View, now: float) -> None:
        self.track_id = track_id
        self.tilt = detection.tilt  # degrees clockwise
        self.detections = 1
        self.misses = 0  # looks for it in vain since it was last found
        self.found = now  # when the cascade last found it, in seconds
        self.seen = now  # when it was last found or followed
        self.looked = now  # when it was last looked for
        self.likeness = 1.0  # of what is there now to what was found
        self.answer = ExpressionSmoother()
        self._place: NDArray[np.float64] = np.array(detection.box, dtype=np.float64)
        self._speed = np.zeros(2)  # pixels a second
        self._template = Template(view, detection.box)
        self.contested = False  # another track is at its place
        self._advanced = now
        self._elapsed = 0.0
        self._predicted = (now, self._place.copy(), self._speed.copy())
        self._shown = self._place.copy()
        self._shown_at = now

    @property
    def box(self) -> Box:
        """Where it is now, as far as is known: what is looked at and classified."""
        return _box(self._place)

    def predict(self, now: float) -> None:
        """Go on at its speed."""
        self._elapsed = max(now - self._advanced, 0.0)
        self._advanced = max(now, self._advanced)
        self._place[:2] += self._speed * self._elapsed
        self._predicted = (self.seen, self._place.copy(), self._speed.copy())

    def follow(self, view: View, now: float, contested: bool) -> None:
        """Go where its looks have gone, if they are in sight.

        Of a face whose place another one has ``contested`` perhaps only a part is in sight. That
        would hold it back: its speed is no longer learned.
        """
        self.contested = contested
        *offset, self.likeness = self._template.find(view, self.box)
        enough = CONTESTED_ALIKE_FROM if contested else ALIKE_FROM
        if self.likeness >= enough and now - self.found <= FOLLOW:
            self._correct(np.array(offset), self._elapsed)
            self.seen = now
        elif not contested:
            self._speed *= 1 - blend(self._elapsed, COASTING)

    def find(self, detection: Detection, view: View, now: float) -> None:
        """The cascade found it again."""
        change = np.array(detection.box, dtype=np.float64) - self._place
        if self.seen < now:
            self._correct(change[:2] + change[2:] / 2, now - self.seen)
            change[:2] = -change[2:] / 2
        self._place += STEADIED * change
        self._template = Template(view, self.box)
        self.tilt = detection.tilt
        self.found = self.seen = now
        self.detections += 1
        self.misses = 0

    def hide(self) -> None:
        """What was followed in this frame was another face, before this one."""
        self.seen, self._place, self._speed = self._predicted

    def resembles(self, detection: Detection, view: View) -> bool:
        """Whether a face that was found elsewhere may be this one, gone there out of sight."""
        middle = np.array(detection.box[:2]) + np.array(detection.box[2:]) / 2
        distance = np.linalg.norm(middle - self._place[:2] - self._place[2:] / 2)
        if distance > STRAYED * self._place[2]:
            return False
        *_, likeness = self._template.find(view, detection.box)
        return bool(likeness >= RETURNED_ALIKE_FROM)

    def plausible(self, detection: Detection) -> bool:
        """Whether a face can have become so large or small."""
        return 1 / LARGEST_STEP <= detection.box.w / float(self._place[2]) <= LARGEST_STEP

    def has_left(self, view: View) -> bool:
        """Whether it is supposed to be beyond the frame."""
        height, width = view.grey.shape
        return self.box.iou(Box(0, 0, width, height)) == 0.0

    def face(self, now: float) -> Face:
        """The face as it is to be shown now; it must have been classified once."""
        if self.answer.figures is None:
            raise RuntimeError(f"track {self.track_id} was never classified")
        self._shown += blend(now - self._shown_at, SHOWN_SMOOTHING) * (self._place - self._shown)
        self._shown_at = now
        return Face(_box(self._shown), self.track_id, self.answer.figures, self.answer.expression)

    def _correct(self, offset: NDArray[np.float64], elapsed: float) -> None:
        """Move by ``offset`` pixels: the observed minus the predicted place."""
        self._place[:2] += offset
        if elapsed > 0 and not self.contested:
            self._speed += blend(elapsed, SPEED_SMOOTHING) * offset / elapsed


class Tracker:
    """Continues tracks from one frame to the next."""

    def __init__(self, confirm_after: int = 1) -> None:
        """A face is shown from its ``confirm_after``-th detection on; 1 suits a single photo."""
        self._confirm_after = confirm_after
        self._ids = count(1)
        self._before = -math.inf  # when the frame before was, in seconds
        self.tracks: list[Track] = []

    def forget(self) -> None:
        """What was seen so far is in no later frame; who comes next has a new number."""
        self.tracks = []

    def advance(self, view: View, now: float) -> None:
        """Bring every track to a new frame. ``now`` is in seconds and never goes back."""
        self.tracks = [track for track in self.tracks if not self._is_over(track, view, now)]
        self._before = now
        for track in self.tracks:
            track.predict(now)
        in_sight = [
            track for track in self.tracks if self.confirmed(track) and now - track.seen <= HOLD
        ]
        contested = [
            any(track.box.iou(other.box) > 0 for other in in_sight if other is not track)
            for track in self.tracks
        ]
        for track, beset in zip(self.tracks, contested, strict=True):
            track.follow(view, now, beset)
        for one, other in combinations([track for track in self.tracks if track.seen == now], 2):
            if one.box.containment(other.box) >= COVERED_CONTAINMENT:
                min(one, other, key=lambda track: track.likeness).hide()

    def update(self, detections: Iterable[Detection], view: View, now: float) -> list[Track]:
        """Match what was found in this frame to tracks, or begin new ones; returns them in order.

        Pairs are taken greedily, best IoU first: faces are too few and too far apart for a
        better solver to differ. A face that is left over may be an alike one that was hidden.
        """
        left = list(detections)
        found: dict[Detection, Track] = {}
        pairs = sorted(
            ((track.box.iou(one.box), track, one) for track in self.tracks for one in left),
            key=lambda pair: pair[0],
            reverse=True,
        )
        for iou, track, detection in pairs:
            taken = detection in found or track in found.values()
            if iou >= SAME_FACE_IOU and not taken and track.plausible(detection):
                track.find(detection, view, now)
                found[detection] = track
        for detection in left:
            if detection not in found:
                found[detection] = self._returned(detection, view, now) or self._begin(
                    detection, view, now
                )
        return [found[detection] for detection in left]

    def owns(self, track: Track, detection: Detection, now: float) -> bool:
        """Whether what was found on a look for ``track`` is not rather another face in sight."""
        iou = track.box.iou(detection.box)
        return track.plausible(detection) and all(
            other.box.iou(detection.box) <= iou
            for other in self.tracks
            if other is not track and other.seen == now
        )

    def confirmed(self, track: Track) -> bool:
        """Whether it was found often enough."""
        return track.detections >= self._confirm_after

    def shown(self, now: float) -> list[Track]:
        """Tracks to show: confirmed, a face, and seen within the last ``HOLD`` seconds.

        Of two at one place only the one that was seen last, and then found more often: where a
        picture jumps, a face may be followed where it was and found where it is.
        """
        candidates = [
            track
            for track in self.tracks
            if self.confirmed(track) and track.answer.is_face and now - track.seen <= HOLD
        ]
        candidates.sort(key=lambda track: (track.seen, track.detections), reverse=True)
        shown: list[Track] = []
        for track in candidates:
            if all(track.box.containment(other.box) < COVERED_CONTAINMENT for other in shown):
                shown.append(track)
        return shown

    def _returned(self, detection: Detection, view: View, now: float) -> Track | None:
        for track in self.tracks:
            if track.seen < now and self.confirmed(track) and track.resembles(detection, view):
                track.find(detection, view, now)
                return track
        return None

    def _begin(self, detection: Detection, view: View, now: float) -> Track:
        track = Track(next(self._ids), detection, view, now)
        self.tracks.append(track)
        return track

    def _is_over(self, track: Track, view: View, now: float) -> bool:
        # What was found in the frame before gets a look in this one, at one frame a second too.
        late = now - track.found > FOLLOW and track.found < self._before
        unfounded = not self.confirmed(track) and late
        return unfounded or now - track.seen > REMEMBER or track.has_left(view)


def _box(place: NDArray[np.float64]) -> Box:
    return Box(*(round(value) for value in place.tolist()))
