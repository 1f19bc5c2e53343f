"""The fuzzer finds what it is there to find, and what it kept can be looked at."""

from pathlib import Path

import pytest

from benchmarks.fuzz import messages, seeds, sockets, uploads
from benchmarks.fuzz.__main__ import SOCKETS
from benchmarks.fuzz.lasting import LastingWorkers
from benchmarks.fuzz.outcome import Budget, Tally
from hosting.webrtc_compat import REPLACEMENTS
from hosting.workers import Workers
from models.classifier import Classifier
from transformers.faults import Fault, FileError
from uploads.client import JOBS, UploadLimits, Uploads

FOR_EVER = float("inf")


def test_some_files_end_as_they_may(tmp_path: Path) -> None:
    tallies = [Tally(kind, tmp_path) for kind in ("photos", "clips")]
    lasting, fresh = LastingWorkers(files=5), Workers(JOBS)
    served = tuple(Uploads(workers, UploadLimits()) for workers in (lasting, fresh))
    for tally, work, sound in zip(
        tallies, (uploads.photo, uploads.clip), (seeds.photos(), seeds.clips()), strict=True
    ):
        target = uploads.Target(work, served, sound)
        uploads.fuzz(target, tally, Budget(FOR_EVER, 6), "test")
    lasting.close()
    fresh.close()
    assert [tally.surprises for tally in tallies] == [[], []]
    assert [tally.cases for tally in tallies] == [6, 6]


def test_some_messages_end_as_they_may(
    classifier: Classifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, _ in REPLACEMENTS:  # which are put in their places: put the others back
        monkeypatch.setattr(module, name, getattr(module, name))
    tally = Tally("messages", tmp_path)
    connections = messages.Connections(classifier)
    messages.fuzz(connections, tally, Budget(FOR_EVER, 50), "test")
    connections.close()
    assert tally.surprises == []
    assert tally.cases >= 50
    assert tally.outcomes["answered"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["fields", "frames"])
def test_a_websocket_ends_as_it_may(kind: str, tmp_path: Path) -> None:
    tally = Tally(kind, tmp_path)
    sockets.fuzz(SOCKETS[kind], tally, Budget(FOR_EVER, 60), "test")
    assert tally.surprises == []
    assert tally.cases == 60
    assert len(tally.outcomes) > 2


def test_a_surprise_is_kept_and_comes_again(tmp_path: Path) -> None:
    def fragile(_: Uploads, content: bytes) -> str:
        if len(content) % 3 == 0:
            raise FileError(Fault.STOPPED)
        if len(content) % 3 == 1:
            raise KeyError("not foreseen")
        return "fine"

    uploads_ = Uploads(Workers(JOBS), UploadLimits())
    tally = Tally("photos", tmp_path)
    sound = [b"a sound photo" * 20, b"another photo" * 30]
    uploads.fuzz(uploads.Target(fragile, (uploads_,), sound), tally, Budget(FOR_EVER, 60), "test")
    assert tally.outcomes["fine"] + tally.outcomes["SURPRISE"] == 60
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == tally.outcomes["SURPRISE"] == len(tally.surprises) > 0
    assert kept[0].read_bytes() == uploads.broken_case(kept[0].name, sound)
    assert any("not foreseen" in surprise for surprise in tally.surprises)
