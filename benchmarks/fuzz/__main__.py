"""``python -m benchmarks.fuzz --seconds 600``: broken photos, clips, messages and live streams.

Each is a sound one, drawn by the project, after some changes that come from ``--start`` and the
case's number: the same ones come again. What passes ends in an outcome that the page has a sentence
for. Whatever else happens is a surprise: it is kept in ``--folder``, and the command ends with 1.

Fields of Streamlit's messages and frames of websockets go to a real app on this machine.
Photos and clips go to the real workers. With ``--files-a-child 1``, as in production, each gets a
child of its own; with more, several files go through one, which is faster, and what that one fails
on is given to a fresh child too, which has the last word.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fuzz import live, messages, seeds, sockets, uploads
from benchmarks.fuzz.lasting import LastingWorkers
from benchmarks.fuzz.outcome import Budget, Tally
from hosting.process import Usage
from hosting.workers import Workers
from models.backend import WEIGHTS_FOLDER
from models.classifier import load_classifier
from uploads.client import JOBS, UploadLimits, Uploads

FILES = ("photos", "clips", "displays", "times")
KINDS = ("messages", "live", "fields", "frames", *FILES)
SOCKETS: dict[str, type[sockets.Fields | sockets.Frames]] = {
    "fields": sockets.Fields,
    "frames": sockets.Frames,
}
LOOK = 0.5  # seconds between two looks at the memory


class Peak:
    """The most memory that the workers took, all together."""

    def __init__(self, workers: Sequence[Workers]) -> None:
        self.megabytes = 0.0
        self._workers = workers
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            self.megabytes = max(self.megabytes, sum(one.megabytes() for one in self._workers))

    def end(self) -> float:
        """Look no more; the megabytes."""
        self._over.set()
        self._thread.join()
        return self.megabytes


def main() -> None:
    """Print what became of the cases; exit with 1 where something was not foreseen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="for all kinds together")
    parser.add_argument("--cases", type=int, default=10**9, help="of each kind at most")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--files-a-child", type=int, default=1)
    parser.add_argument("--start", default="1", help="another one makes other cases")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "facecue-surprises"
    )
    options = parser.parse_args()
    before = Usage(os.getpid()).megabytes()
    tallies = [Tally(kind, options.folder) for kind in KINDS if kind in options.kinds]
    seconds = options.seconds / len(tallies)
    peak = 0.0
    for tally in tallies:
        budget = Budget(time.monotonic() + seconds, options.cases)
        if tally.kind == "messages":
            _fuzz_messages(tally, budget, options.start)
        elif tally.kind == "live":
            live.fuzz(tally, budget, options.start)
        elif tally.kind in SOCKETS:
            sockets.fuzz(SOCKETS[tally.kind], tally, budget, options.start)
    files = [tally for tally in tallies if tally.kind in FILES]
    if files:
        budget = Budget(time.monotonic() + seconds * len(files), options.cases)
        peak = _fuzz_files(files, budget, options.start, options.files_a_child)
    for tally in tallies:
        print("\n".join(tally.lines()))
    after = Usage(os.getpid()).megabytes()
    print(f"memory: workers {peak:.0f} MB at most; the app's side {before:.0f} to {after:.0f} MB")
    sys.exit(any(tally.surprises for tally in tallies))


def _fuzz_messages(tally: Tally, budget: Budget, start: str) -> None:
    connections = messages.Connections(load_classifier("litert", WEIGHTS_FOLDER))
    messages.fuzz(connections, tally, budget, start)
    connections.close()


def _fuzz_files(tallies: list[Tally], budget: Budget, start: str, files_a_child: int) -> float:
    """Photos and clips at the same time; the most memory that the workers took, in megabytes.

    The kinds of clips go one after the other, each for its share of the time.
    """
    workers = [Workers(JOBS)]
    if files_a_child > 1:
        workers.insert(0, LastingWorkers(files_a_child))
    served = tuple(Uploads(one, UploadLimits()) for one in workers)
    peak = Peak(workers)
    targets = {
        "photos": uploads.Target(uploads.photo, served, seeds.photos()),
        "clips": uploads.Target(uploads.clip, served, seeds.clips()),
        "displays": uploads.Target(uploads.clip, served, seeds.mp4()),
        "times": uploads.Target(uploads.clip, served, seeds.begun_apart()),
    }
    photos = [tally for tally in tallies if tally.kind == "photos"]
    clips = [tally for tally in tallies if tally.kind != "photos"]

    def work(some: list[Tally]) -> None:
        for number, tally in enumerate(some):
            share = (budget.until - time.monotonic()) / (len(some) - number)
            until = Budget(time.monotonic() + share, budget.cases)
            uploads.fuzz(targets[tally.kind], tally, until, start)

    threads = [threading.Thread(target=work, args=(some,)) for some in (photos, clips)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in workers:
        one.close()
    return peak.end()


if __name__ == "__main__":
    main()
