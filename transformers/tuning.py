"""Learning one person's resting face from their live picture: a few seconds of the main face."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from models.classifier import Classifier, Probabilities
from models.labels import Expression
from models.personal import Baseline, BaselineError, Unfit
from models.preprocessing import Grey, resize

SECONDS = 3.0  # of one face at rest
LEAST_CROPS = 6  # of which the baseline comes, however slow the machine is
MOST_CROPS = 30
LONGEST_GAP = 1.0  # seconds without the face, after which it counts as lost
SMILE_FROM = 0.75  # probability of Happy or Surprise in one crop that is plainly not rest
GIVE_UP = 30.0  # seconds in which no three at rest were seen


class Trouble(Enum):
    """Why the seconds began anew, or came to nothing."""

    LOST = auto()  # no face, or another one
    EXPRESSIVE = auto()
    UNSTEADY = auto()  # the network read it now as this, now as that
    NO_FACE = auto()


_TROUBLES = {
    Unfit.EXPRESSIVE: Trouble.EXPRESSIVE,
    Unfit.DIFFERENT: Trouble.UNSTEADY,
    Unfit.NO_FACE: Trouble.NO_FACE,
    Unfit.TOO_FEW: Trouble.LOST,
}


@dataclass(frozen=True)
class Progress:
    """How far it is."""

    share: float = 0.0  # of the seconds, 0 to 1
    trouble: Trouble | None = None  # why it began anew last
    baseline: Baseline | None = None  # once it is done
    given_up: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.baseline is not None or self.given_up


class Tuning:
    """Watches the main face until its baseline is known; begins anew as often as it must.

    The stream's thread calls ``watch``; any thread asks for ``progress``. Times are seconds of one
    clock. The crops are small, and let go of when it is over.
    """

    def __init__(self, classifier: Classifier, clock: Callable[[], float]) -> None:
        self._classifier = classifier
        self._clock = clock
        self._lock = threading.Lock()
        self._asked = clock()
        self._progress = Progress()
        self._crops: list[Grey] = []
        self._face: int | None = None  # whose they are
        self._begun = self._seen = self._asked

    def progress(self) -> Progress:
        """How far it is now."""
        with self._lock:
            now = self._clock()
            if not self._progress.is_over:
                if self._face is not None and now - self._seen > LONGEST_GAP:
                    self._begin_anew(Trouble.LOST)
                if now - self._asked > GIVE_UP:
                    self._give_up()
            return self._progress

    def end(self) -> None:
        """The stream has ended, and nothing more will come."""
        with self._lock:
            if not self._progress.is_over:
                self._give_up()

    def watch(self, face: int, crop: Grey, probabilities: Probabilities, now: float) -> None:
        """Take a crop of the main face, ``uint8[H, W]``, and what the network says of it, [7]."""
        with self._lock:
            if self._progress.is_over:
                return
            changed = self._face is not None and face != self._face
            if changed or (self._face is not None and now - self._seen > LONGEST_GAP):
                self._begin_anew(Trouble.LOST)
            self._seen = now
            if max(probabilities[[Expression.HAPPY, Expression.SURPRISE]]) >= SMILE_FROM:
                self._begin_anew(Trouble.EXPRESSIVE)
                return
            if self._face is None:
                self._face, self._begun = face, now
            self._keep(resize(crop).copy())
            share = min((now - self._begun) / SECONDS, 1.0)
            self._progress = Progress(share, self._progress.trouble)
            if share == 1.0 and len(self._crops) >= LEAST_CROPS:
                self._finish()

    def _keep(self, crop: Grey) -> None:
        """Every second one goes where they become too many: the rest still tell of all the time."""
        self._crops.append(crop)
        if len(self._crops) > MOST_CROPS:
            self._crops = self._crops[::2]

    def _finish(self) -> None:
        try:
            baseline = Baseline.fit(self._classifier, self._crops)
        except BaselineError as error:
            self._begin_anew(_TROUBLES[error.reason])
        else:
            self._progress = Progress(1.0, baseline=baseline)
            self._crops = []

    def _give_up(self) -> None:
        self._crops = []
        trouble = self._progress.trouble or Trouble.LOST
        self._progress = Progress(trouble=trouble, given_up=True)

    def _begin_anew(self, trouble: Trouble) -> None:
        self._crops, self._face = [], None
        self._progress = Progress(trouble=trouble)
