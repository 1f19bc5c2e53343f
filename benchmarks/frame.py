"""CPU time on the server for one frame, ours and the usual pipeline's by turns."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import av
import numpy as np

from benchmarks.film import as_received
from benchmarks.report import Rows
from benchmarks.scenes import HEIGHT, RATE, WIDTH, moving_faces
from benchmarks.usual import PlainCascade, UsualPipeline
from models.classifier import load_classifier
from transformers.pipeline import FacePipeline
from transformers.processor import EmotionVideoTransformer, LiveOptions

TITLE = "CPU milliseconds a frame, 640x480"
LONG, SHORT = 20, 5  # seconds of film with one face, and with other numbers
Frame = TypeVar("Frame")
Result = TypeVar("Result")
TURN = 15  # frames of ours for one of the usual pipeline's, which is slow
SETTLED = RATE  # frames after which the first look is over


@dataclass
class Cost:
    """What each frame of one pipeline cost, in milliseconds of CPU, all threads together."""

    milliseconds: list[float] = field(default_factory=list)

    def take(self, work: Callable[[Frame], Result], frame: Frame) -> Result:
        """Run one frame and count."""
        start = time.process_time()
        result = work(frame)
        self.milliseconds.append((time.process_time() - start) * 1000)
        return result

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
        film = (frame for frame, _ in moving_faces(faces, seconds * RATE))
        for step, frame in enumerate(as_received(film)):
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
    """Any clip at 640x480, by turns with a plain cascade that has the same network.

    Ours is the pipeline alone there, as is the other: neither draws.
    """
    classifier = load_classifier()
    plain, now = PlainCascade(classifier), 0.0
    pipeline = FacePipeline.for_stream(classifier, clock=lambda: now)
    ours, theirs, changes, last = Cost(), Cost(), 0, ""
    found, found_by_theirs = [], []
    with av.open(str(path)) as clip:
        video = clip.streams.video[0]
        for step, frame in enumerate(clip.decode(video)):
            image = np.asarray(frame.reformat(WIDTH, HEIGHT).to_ndarray(format="bgr24"), np.uint8)
            now += 1 / float(video.average_rate or RATE)
            faces = ours.take(pipeline.process, image)
            found.append(len(faces))
            if faces:
                changes += last not in ("", faces[0].label)
                last = faces[0].label
            if step % TURN == 0:
                found_by_theirs.append(len(theirs.take(plain.process, image).face))
    return [
        {
            "frames": len(found),
            "median": ours.percentile(50),
            "mean": float(np.mean(ours.milliseconds[SETTLED:])),
            "95 %": ours.percentile(95),
            "plain cascade, same network, mean": float(np.mean(theirs.milliseconds)),
            "times less, median": float(np.median(theirs.milliseconds)) / ours.percentile(50),
            "times less, mean": float(
                np.mean(theirs.milliseconds) / np.mean(ours.milliseconds[SETTLED:])
            ),
            "faces a frame": float(np.mean(found)),
            "the plain cascade's": float(np.mean(found_by_theirs)),
            "label changes": changes,
        }
    ]
