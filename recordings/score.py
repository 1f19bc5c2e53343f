"""What a recording amounts to, in figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labels import LABELS, Expression
from recordings.recording import Recording, Track

POSITIVE = (Expression.HAPPY, Expression.NEUTRAL, Expression.SURPRISE)
NEGATIVE = (Expression.ANGRY, Expression.DISGUST, Expression.FEAR, Expression.SAD)


@dataclass(frozen=True)
class Stretch:
    """A piece of the recording with one side shown for most of each step: times in seconds."""

    start: float  # of video, from the recording's start
    end: float
    seconds: float  # shown as that side between the two


@dataclass(frozen=True)
class Summary:
    """The figures of one face, or of all together."""

    score: float | None  # positivity by probability, 0 to 100; None where no face was in view
    score_by_label: float | None  # of the seconds with a label; None where there was none
    positive_seconds: float  # shown as an expression of the positive side
    negative_seconds: float
    seconds_in_view: float
    in_view: float  # share of the video, 0 to 1
    seconds_by_label: dict[str, float]  # of each expression, and Unsure
    mean_probabilities: dict[str, float]  # while in view, 0 to 1
    longest_positive: Stretch | None
    longest_negative: Stretch | None


def summarise(recording: Recording, track: Track) -> Summary:
    """The figures of one of the recording's tracks.

    The positivity score is 100 times the share of the time in view that goes to Happy, Neutral and
    Surprise, where each moment counts by its probabilities. It says how often the face looked so
    to the network: not how the person felt, nor whether the talk was good.
    """
    seen = float(track.seen.sum())
    labelled = track.labelled.sum(axis=0)
    positive, negative = (float(labelled[list(side)].sum()) for side in (POSITIVE, NEGATIVE))
    weights = track.weighted.sum(axis=0)
    told = positive + negative
    return Summary(
        score=100 * float(weights[list(POSITIVE)].sum()) / seen if seen else None,
        score_by_label=100 * positive / told if told else None,
        positive_seconds=positive,
        negative_seconds=negative,
        seconds_in_view=seen,
        in_view=seen / recording.seconds if recording.seconds else 0.0,
        seconds_by_label={
            label: float(labelled[index]) for index, label in enumerate((*LABELS, "Unsure"))
        },
        mean_probabilities={
            label: float(weights[index]) / seen if seen else 0.0
            for index, label in enumerate(LABELS)
        },
        longest_positive=_longest(recording, track, POSITIVE),
        longest_negative=_longest(recording, track, NEGATIVE),
    )


def scores(track: Track) -> NDArray[np.float64]:
    """The positivity score of each step, ``float64[N]``; NaN where no face was in view."""
    return np.asarray(100 * track.probabilities[:, list(POSITIVE)].sum(axis=1))


def _longest(recording: Recording, track: Track, side: Sequence[Expression]) -> Stretch | None:
    """The stretch that was shown longest as an expression of the side."""
    shown = track.labelled[:, list(side)].sum(axis=1)
    ends = np.cumsum(recording.watched)
    holds = shown > recording.watched / 2
    edges = np.flatnonzero(np.diff(holds.astype(np.int8), prepend=0, append=0))
    stretches = [
        Stretch(
            start=float(ends[first] - recording.watched[first]),
            end=float(ends[after - 1]),
            seconds=float(shown[first:after].sum()),
        )
        for first, after in edges.reshape(-1, 2)
    ]
    return max(stretches, key=lambda stretch: stretch.seconds, default=None)
