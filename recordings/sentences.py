"""What a recording amounts to, in sentences: how the face looked, never how anybody felt.

The rules, in their order: what it looked like for most of the time, or the two looks that it had
most; the longest stretch of the negative side, where it was long enough to notice; how long no face
was in view, where that was more than a little.
"""

from collections.abc import Iterator

from models.labels import Expression
from recordings.chart import clock
from recordings.recording import Recording, Track
from recordings.score import NEGATIVE, Stretch, summarise
from recordings.words import ReportWords

ALL, MOST = 0.9, 0.5  # shares of the labelled time
NOTICED = 3.0  # seconds of a stretch
OUT_OF_VIEW = 0.1  # share of the video


def sentences(recording: Recording, track: Track, words: ReportWords) -> list[str]:
    """One to three sentences; none where no face had a label."""
    summary = summarise(recording, track)
    seconds = {expression: summary.seconds_by_label[expression.label] for expression in Expression}
    total = sum(seconds.values())
    if not total:
        return []
    first, second = sorted(seconds, key=lambda one: -seconds[one])[:2]
    share = seconds[first] / total
    if share >= ALL:
        look = words.looked_all
    elif share >= MOST:
        look = words.looked_most
    else:
        look = words.looked_mixed
    told = [look.format(first=words.looks[first], second=words.looks[second])]
    stretch = summary.longest_negative
    if stretch is not None and stretch.seconds >= NOTICED and first not in NEGATIVE:
        worst = _worst(recording, track, stretch)
        told.append(
            words.looked_from.format(
                start=clock(stretch.start), end=clock(stretch.end), look=words.looks[worst]
            )
        )
    if 1 - summary.in_view > OUT_OF_VIEW:
        told.append(words.out_of_view.format(share=f"{1 - summary.in_view:.0%}"))
    return told


def _worst(recording: Recording, track: Track, stretch: Stretch) -> Expression:
    """The expression of the negative side that was shown longest in the stretch."""
    within = list(_steps_of(recording, stretch))
    shown = track.labelled[within].sum(axis=0)
    return max(NEGATIVE, key=lambda expression: float(shown[expression]))


def _steps_of(recording: Recording, stretch: Stretch) -> Iterator[int]:
    start = 0.0
    for index, watched in enumerate(recording.watched):
        if stretch.start <= start + watched / 2 <= stretch.end:
            yield index
        start += watched
