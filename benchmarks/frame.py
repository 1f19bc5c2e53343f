"""CPU time on the server for one frame, ours and the usual pipeline's by turns."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np

from benchmarks.report import Rows
from benchmarks.scenes import RATE, moving_faces
from benchmarks.usual import UsualPipeline
from models.classifier import load_classifier
from transformers.processor import EmotionVideoTransformer, LiveOptions

TITLE = "CPU milliseconds a frame, 640x480"
LONG, SHORT = 20, 5  # seconds of film with one face, and with other numbers
TURN = 15  # frames of ours for one of the usual pipeline's, which is slow
SETTLED = RATE  # frames after which the first look is over


@dataclass
class Cost:
    """What each frame of one pipeline cost, in milliseconds of CPU, all threads together."""

    milliseconds: list[float] = field(default_factory=list)

    def take(self, recv: Callable[[av.VideoFrame], Any], frame: av.VideoFrame) -> None:
        """Run one frame and count."""
        start = time.process_time()
        recv(frame)
        self.milliseconds.append((time.process_time() - start) * 1000)

    def percentile(self, share: float) -> float:
        """Of the frames after the first second."""
        return float(np.percentile(self.milliseconds[SETTLED:] or self.milliseconds, share))


class Stream:
    """A transformer to which frames seem to come at the film's own rate."""

    def __init__(self, rate: float = RATE) -> None:
        self._now = 0.0
        self._rate = rate
        self.transformer = EmotionVideoTransformer(
            load_classifier(), LiveOptions(mirror=False), clock=lambda: self._now
        )

    def recv(self, frame: av.VideoFrame) -> None:
        """The next frame."""
        self._now += 1 / self._rate
        self.transformer.recv(frame)


def measure() -> Rows:
    """A film of one face, then others with none, three and ten."""
    usual = UsualPipeline()
    if not usual.classifies:
        print("tensorflow-cpu is not installed: the usual pipeline only detects here\n")
    rows = []
    for faces, seconds in ((1, LONG), (0, SHORT), (3, SHORT), (10, SHORT)):
        ours, theirs = Cost(), Cost()
        stream = Stream()
        for step, (frame, _) in enumerate(moving_faces(faces, seconds * RATE)):
            ours.take(stream.recv, frame)
            if step % TURN == TURN - 1:
                theirs.take(usual.recv, frame)
        usual_median = float(np.median(theirs.milliseconds[1:]))  # the first one compiles
        mean = float(np.mean(ours.milliseconds[SETTLED:]))
        rows.append(
            {
                "faces": faces,
                "median": ours.percentile(50),
                "mean": mean,
                "95 %": ours.percentile(95),
                "99 %": ours.percentile(99),
                "usual pipeline, median": usual_median,
                "times less, median": usual_median / ours.percentile(50),
                "times less, mean": float(np.mean(theirs.milliseconds[1:])) / mean,
            }
        )
    return rows


def measure_video(path: Path) -> Rows:
    """Any clip, with how many of its frames had a face and how often the label changed."""
    cost, with_face, changes, last = Cost(), 0, 0, ""
    with av.open(str(path)) as clip:
        video = clip.streams.video[0]
        stream = Stream(float(video.average_rate or RATE))
        for frame in _frames(clip, video):
            cost.take(stream.recv, frame)
            faces = stream.transformer.status.faces
            if faces:
                with_face += 1
                changes += last not in ("", faces[0].label)
                last = faces[0].label
    return [
        {
            "frames": len(cost.milliseconds),
            "with a face": with_face,
            "label changes": changes,
            "median": cost.percentile(50),
            "95 %": cost.percentile(95),
            "longest": max(cost.milliseconds),
        }
    ]


def _frames(
    clip: av.container.InputContainer, video: av.video.stream.VideoStream
) -> Iterable[av.VideoFrame]:
    return clip.decode(video)
