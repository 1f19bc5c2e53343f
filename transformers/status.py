"""What a live stream tells the page, and how fast it goes."""

from collections import deque
from dataclasses import dataclass
from statistics import median

from transformers.types import Face

WINDOW = 45  # frames over which the rates are taken


@dataclass(frozen=True)
class Status:
    """One moment of a stream. Immutable, so that threads pass it on without a lock."""

    faces: tuple[Face, ...] = ()
    frames: int = 0  # returned so far
    last_frame: float | None = None  # seconds of the stream's clock
    frames_per_second: float = 0.0
    milliseconds: float = 0.0  # median time on the server for a frame
    errors: int = 0  # frames that were returned as they came
    black: bool = False  # the picture is black: camera off or covered
    ended: bool = False
    too_large: bool = False  # it was ended because its pictures were larger than they may be


class RateMeter:
    """Frames a second and milliseconds a frame over the last ``WINDOW`` frames."""

    def __init__(self) -> None:
        self._ends: deque[float] = deque(maxlen=WINDOW)
        self._durations: deque[float] = deque(maxlen=WINDOW)

    def add(self, start: float, end: float) -> None:
        """A frame was worked on from ``start`` to ``end``, in seconds."""
        self._ends.append(end)
        self._durations.append(end - start)

    @property
    def frames_per_second(self) -> float:
        """0 before the second frame."""
        if len(self._ends) < 2 or self._ends[-1] <= self._ends[0]:
            return 0.0
        return (len(self._ends) - 1) / (self._ends[-1] - self._ends[0])

    @property
    def milliseconds(self) -> float:
        """0 before the first frame."""
        return median(self._durations) * 1000 if self._durations else 0.0
