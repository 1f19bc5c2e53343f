"""Moments of a recording that are worth another look."""

from dataclasses import dataclass

import numpy as np

from recordings.recording import Recording, Track
from recordings.score import scores

WINDOW = 3.0  # seconds over which a moment's score is averaged
LEAST_DIFFERENCE = 10.0  # points between the best and the weakest, below which neither is told


@dataclass(frozen=True)
class Moment:
    """A point of time, in seconds of video, and the positivity score around it."""

    seconds: float
    score: float


def best_and_weakest(recording: Recording, track: Track) -> tuple[Moment, Moment] | None:
    """Where the positivity score was highest, and lowest; None where it hardly changed."""
    each = scores(track)
    steps = max(1, round(WINDOW / recording.step))
    if len(each) < 2 * steps:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(each, steps)
    whole = ~np.isnan(windows).any(axis=1)  # a face was in view all the time
    if not whole.any():
        return None
    means = np.where(whole, np.where(np.isnan(windows), 0, windows).mean(axis=1), np.nan)
    best, weakest = int(np.nanargmax(means)), int(np.nanargmin(means))
    if means[best] - means[weakest] < LEAST_DIFFERENCE:
        return None
    middle = steps * recording.step / 2
    best_moment, weakest_moment = (
        Moment(start * recording.step + middle, float(means[start])) for start in (best, weakest)
    )
    return best_moment, weakest_moment
