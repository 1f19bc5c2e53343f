"""Faces over time: who is who, and where each one is."""

from collections.abc import Iterable
from itertools import combinations, count

import numpy as np
from numpy.typing import NDArray

from transformers.detection import Sighting
from transformers.face import Box, Face
from transformers.following import Appearance
from transformers.steadying import SteadyAnswer, blend
from transformers.view import View

SAME_FACE = 0.2  # overlap from which a sighting continues a track
STRAYED = 1.5  # sides that an alike face may have gone while it was out of sight
ALIKE_FROM = 0.7  # likeness from which a face counts as followed
CONTESTED_ALIKE_FROM = 0.9
RETURNED_ALIKE_FROM = 0.6  # of one that was out of sight: the new sighting's box is a rough one
COVERED = 0.6  # share of the smaller of two tracks in the other: one is behind the other
LARGEST_STEP = 1.6  # by which a face grows or shrinks at most between two sightings
HOLD = 0.35  # seconds that a face stays shown after it was last seen
REMEMBER = 1.5  # seconds after which one that comes back is another
FOLLOW = 1.0  # seconds that a face is followed without being found again
STEADIED = 0.5  # share of a new sighting in place and size: the cascade's boxes jitter
SPEED_SMOOTHING = 0.1  # seconds
COASTING = 1.0  # seconds; time constant with which the speed of a hidden face dies away
SHOWN_SMOOTHING = 0.05  # seconds; time constant of the box that is drawn


class Track:
    """One face as it was seen so far."""

    def __init__(self, track_id: int, sighting: Sighting, view: View, now: float) -> None:
        self.track_id = track_id
        self.tilt = sighting.tilt  # degrees clockwise
        self.sightings = 1
        self.misses = 0  # looks for it in vain since it was last found
        self.found = now  # when the cascade last found it, in seconds
        self.seen = now  # when it was last found or followed
        self.looked = now  # when it was last looked for
        self.likeness = 1.0  # of what is there now to what was found
        self.answer = SteadyAnswer()
        self._place: NDArray[np.float64] = np.array(sighting.box, dtype=np.float64)
        self._speed = np.zeros(2)  # pixels a second
        self._appearance = Appearance(view, sighting.box)
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
        *offset, self.likeness = self._appearance.find(view, self.box)
        enough = CONTESTED_ALIKE_FROM if contested else ALIKE_FROM
        if self.likeness >= enough and now - self.found <= FOLLOW:
            self._correct(np.array(offset), self._elapsed)
            self.seen = now
        elif not contested:
            self._speed *= 1 - blend(self._elapsed, COASTING)

    def find(self, sighting: Sighting, view: View, now: float) -> None:
        """The cascade found it again."""
        change = np.array(sighting.box, dtype=np.float64) - self._place
        if self.seen < now:
            self._correct(change[:2] + change[2:] / 2, now - self.seen)
            change[:2] = -change[2:] / 2
        self._place += STEADIED * change
        self._appearance = Appearance(view, self.box)
        self.tilt = sighting.tilt
        self.found = self.seen = now
        self.sightings += 1
        self.misses = 0

    def hide(self) -> None:
        """What was followed in this frame was another face, before this one."""
        self.seen, self._place, self._speed = self._predicted

    def resembles(self, sighting: Sighting, view: View) -> bool:
        """Whether a face that was found elsewhere may be this one, gone there out of sight."""
        middle = np.array(sighting.box[:2]) + np.array(sighting.box[2:]) / 2
        distance = np.linalg.norm(middle - self._place[:2] - self._place[2:] / 2)
        if distance > STRAYED * self._place[2]:
            return False
        *_, likeness = self._appearance.find(view, sighting.box)
        return bool(likeness >= RETURNED_ALIKE_FROM)

    def plausible(self, sighting: Sighting) -> bool:
        """Whether a face can have become so large or small."""
        return 1 / LARGEST_STEP <= sighting.box.w / float(self._place[2]) <= LARGEST_STEP

    def has_left(self, view: View) -> bool:
        """Whether it is supposed to be beyond the frame."""
        height, width = view.grey.shape
        return self.box.overlap(Box(0, 0, width, height)) == 0.0

    def face(self, now: float) -> Face:
        """The face as it is to be shown now; it must have been classified once."""
        if self.answer.probabilities is None:
            raise RuntimeError(f"track {self.track_id} was never classified")
        self._shown += blend(now - self._shown_at, SHOWN_SMOOTHING) * (self._place - self._shown)
        self._shown_at = now
        return Face(
            _box(self._shown), self.track_id, self.answer.probabilities, self.answer.expression
        )

    def _correct(self, offset: NDArray[np.float64], elapsed: float) -> None:
        """Move by ``offset`` pixels, by which it went astray from its speed in this time."""
        self._place[:2] += offset
        if elapsed > 0 and not self.contested:
            self._speed += blend(elapsed, SPEED_SMOOTHING) * offset / elapsed


class Tracker:
    """Continues tracks from one frame to the next."""

    def __init__(self, confirm_after: int = 1) -> None:
        """A face is shown from its ``confirm_after``-th sighting on; 1 suits a single photo."""
        self._confirm_after = confirm_after
        self._ids = count(1)
        self.tracks: list[Track] = []

    def advance(self, view: View, now: float) -> None:
        """Bring every track to a new frame. ``now`` is in seconds and never goes back."""
        self.tracks = [track for track in self.tracks if not self._is_over(track, view, now)]
        for track in self.tracks:
            track.predict(now)
        in_sight = [
            track for track in self.tracks if self.confirmed(track) and now - track.seen <= HOLD
        ]
        contested = [
            any(track.box.overlap(other.box) > 0 for other in in_sight if other is not track)
            for track in self.tracks
        ]
        for track, beset in zip(self.tracks, contested, strict=True):
            track.follow(view, now, beset)
        for one, other in combinations([track for track in self.tracks if track.seen == now], 2):
            if one.box.covered(other.box) >= COVERED:
                min(one, other, key=lambda track: track.likeness).hide()

    def update(self, sightings: Iterable[Sighting], view: View, now: float) -> list[Track]:
        """Match what was found in this frame to tracks, or begin new ones; returns them in order.

        Pairs are taken greedily, best overlap first: faces are too few and too far apart for a
        better solver to differ. A face that is left over may be an alike one that was hidden.
        """
        left = list(sightings)
        found: dict[Sighting, Track] = {}
        pairs = sorted(
            ((track.box.overlap(one.box), track, one) for track in self.tracks for one in left),
            key=lambda pair: pair[0],
            reverse=True,
        )
        for overlap, track, sighting in pairs:
            taken = sighting in found or track in found.values()
            if overlap >= SAME_FACE and not taken and track.plausible(sighting):
                track.find(sighting, view, now)
                found[sighting] = track
        for sighting in left:
            if sighting not in found:
                found[sighting] = self._returned(sighting, view, now) or self._begin(
                    sighting, view, now
                )
        return [found[sighting] for sighting in left]

    def owns(self, track: Track, sighting: Sighting, now: float) -> bool:
        """Whether what was found on a look for ``track`` is not rather another face in sight."""
        overlap = track.box.overlap(sighting.box)
        return track.plausible(sighting) and all(
            other.box.overlap(sighting.box) <= overlap
            for other in self.tracks
            if other is not track and other.seen == now
        )

    def confirmed(self, track: Track) -> bool:
        """Whether it was found often enough."""
        return track.sightings >= self._confirm_after

    def shown(self, now: float) -> list[Track]:
        """Tracks to show: confirmed, a face, and seen within the last ``HOLD`` seconds."""
        return [
            track
            for track in self.tracks
            if self.confirmed(track) and track.answer.is_face and now - track.seen <= HOLD
        ]

    def _returned(self, sighting: Sighting, view: View, now: float) -> Track | None:
        for track in self.tracks:
            if track.seen < now and self.confirmed(track) and track.resembles(sighting, view):
                track.find(sighting, view, now)
                return track
        return None

    def _begin(self, sighting: Sighting, view: View, now: float) -> Track:
        track = Track(next(self._ids), sighting, view, now)
        self.tracks.append(track)
        return track

    def _is_over(self, track: Track, view: View, now: float) -> bool:
        unfounded = not self.confirmed(track) and now - track.found > FOLLOW
        return unfounded or now - track.seen > REMEMBER or track.has_left(view)


def _box(place: NDArray[np.float64]) -> Box:
    return Box(*(round(value) for value in place.tolist()))
