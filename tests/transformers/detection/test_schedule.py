import numpy as np
import pytest

from models.classifier import load_classifier
from testkit.pictures import Picture, coffee_table, place_head
from transformers.detection.cascade import FaceDetector
from transformers.pace import Pace, StreamRegistry
from transformers.pipeline import FacePipeline
from transformers.types import Box

RATE = 30
SETTLED, SECONDS = 3, 6  # until a face is known, and counted after that


def sweeps_a_second(scene: Picture, brighter: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """How often all of a ``scene`` is searched whose frames are by turns ``brighter``."""
    counted, now, sweep = 0, 0.0, FaceDetector.sweep

    def count(*arguments: object) -> object:
        nonlocal counted
        counted += now > SETTLED
        return sweep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(FaceDetector, "sweep", count)
    pace = Pace(cores=8, registry=StreamRegistry())
    pipeline = FacePipeline.for_stream(load_classifier(), clock=lambda: now, pace=pace)
    for step in range((SETTLED + SECONDS) * RATE):
        now = step / RATE
        # Of a period that no kind of search has: each sees another brightness than the last time.
        lit = scene.astype(np.int16) + brighter * (step // 7 % 5)
        pipeline.process(np.clip(lit, 0, 255).astype(np.uint8))
    monkeypatch.undo()
    return counted / SECONDS


def test_where_all_moves_a_face_in_sight_makes_sweeps_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    empty, one = coffee_table(480, 640), coffee_table(480, 640)
    place_head(one, Box(230, 160, 170, 170))
    alone = sweeps_a_second(one, brighter=8, monkeypatch=monkeypatch)
    nobody = sweeps_a_second(empty, brighter=8, monkeypatch=monkeypatch)
    still = sweeps_a_second(one, brighter=0, monkeypatch=monkeypatch)
    assert still < alone < nobody / 2
