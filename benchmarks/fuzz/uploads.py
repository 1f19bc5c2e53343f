"""Broken photos and clips, each given to the workers as an upload is."""

import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.fuzz.mutations import broken, other_display, other_times
from benchmarks.fuzz.outcome import Budget, Tally
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from uploads.client import Uploads

LONGEST = 60.0  # seconds: files as small as these take a fraction of one
# Every fault has its sentence. These mean that something failed that was to be foreseen.
UNFORESEEN = (Fault.STOPPED, Fault.STOPPED_TIME, Fault.BUSY, Fault.NO_MEMORY, Fault.DISK)

Work = Callable[[Uploads, bytes], str]
# Of kinds that are not broken anywhere: by the name with which a case begins.
CHANGES = {"displays": other_display, "times": other_times}


def photo(uploads: Uploads, content: bytes) -> str:
    """See it; how it ended. Raises ``FileError``."""
    return f"faces: {len(uploads.see(io.BytesIO(content), Overlay()).faces)}"


def clip(uploads: Uploads, content: bytes) -> str:
    """Look at it and label it, as the page does; how it ended. Raises ``FileError``."""
    until = time.monotonic() + LONGEST
    uploads.look(io.BytesIO(content))
    with tempfile.TemporaryFile() as result:
        done = uploads.label(
            io.BytesIO(content),
            result,
            Overlay(),
            lambda *_: None,
            lambda: time.monotonic() < until,
        )
    if not done.finished:
        raise FileError(Fault.STOPPED_TIME)
    return "labelled without its sound" if done.sound_lost else "labelled"


@dataclass(frozen=True)
class Target:
    """What takes the files, and sound ones to begin with."""

    work: Work
    uploads: tuple[Uploads, ...]  # the last of them, as in production, has the last word
    seeds: Sequence[bytes]


def fuzz(target: Target, tally: Tally, budget: Budget, start: str) -> None:
    """Break the target's seeds again and again; ``start`` and a case's number make the case."""
    started = time.monotonic()
    while budget.lasts(tally):
        case = f"{tally.kind}-{start}-{tally.cases}"
        content = broken_case(case, target.seeds)
        began = time.monotonic()
        for uploads in target.uploads:
            outcome, foreseen = _outcome(target.work, uploads, content)
            if foreseen:
                tally.add(case, outcome, time.monotonic() - began)
                break
        else:
            tally.surprised(case, outcome, content)
    tally.seconds = time.monotonic() - started


def _outcome(work: Work, uploads: Uploads, content: bytes) -> tuple[str, bool]:
    """How it ended, and whether it may end so."""
    try:
        return work(uploads, content), True
    except FileError as error:
        return error.fault.name, error.fault not in UNFORESEEN
    except Exception as error:  # what a broken file may not do to the app
        return f"{type(error).__name__}: {error}", False


def broken_case(case: str, seeds: Sequence[bytes]) -> bytes:
    """The content of a case, by its name."""
    random = Random(case)  # noqa: S311  # to come again, not to be secret
    seed = random.choice(seeds)
    change = CHANGES.get(case.partition("-")[0])
    if change is not None:
        return change(seed, random)
    return broken(seed, [other for other in seeds if other is not seed], random)
