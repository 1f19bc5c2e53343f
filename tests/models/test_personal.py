import json

import cv2
import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import LABELS, Expression
from models.personal import LARGEST_SHIFT, Baseline, BaselineError, Unfit
from models.preprocessing import Grey
from testkit.pictures import coffee_table, place_head, plain
from transformers.cropping import as_grey
from transformers.types import Box

SMILE, REST = 0, 8  # pixels by which the portrait's mouth is blurred


def crops(blur: float, count: int = 5) -> list[Grey]:
    """The portrait's face at slightly different places."""
    found = []
    for step in range(count):
        scene = plain(300, 300)
        place_head(scene, Box(96 + 2 * step, 100, 100, 100), mouth_blur=blur)
        found.append(as_grey(cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY))[100:200, 100:200])
    return found


@pytest.fixture(scope="module")
def baseline(classifier: Classifier) -> Baseline:
    return Baseline.fit(classifier, crops(REST))


def test_a_face_at_rest_reads_as_neutral_and_a_smile_stays_one(
    classifier: Classifier, baseline: Baseline
) -> None:
    rest, smile = classifier.predict(crops(REST)), classifier.predict(crops(SMILE))
    tuned = baseline.adjust(rest)
    assert tuned[:, Expression.NEUTRAL].mean() > rest[:, Expression.NEUTRAL].mean() + 0.1
    assert (tuned.argmax(axis=1) == Expression.NEUTRAL).all()
    assert (baseline.adjust(smile).argmax(axis=1) == Expression.HAPPY).all()


def test_each_adjusted_row_is_a_distribution(baseline: Baseline) -> None:
    certain = np.eye(len(LABELS), dtype=np.float32)
    adjusted = baseline.adjust(certain)
    assert adjusted.dtype == np.float32
    assert adjusted.shape == certain.shape
    np.testing.assert_allclose(adjusted.sum(axis=1), 1, atol=1e-6)
    assert (adjusted.argmax(axis=1) == np.arange(len(LABELS))).all()
    assert baseline.adjust(certain[:0]).shape == (0, len(LABELS))


def test_answers_of_another_shape_are_refused(baseline: Baseline) -> None:
    with pytest.raises(ValueError, match=r"expected probabilities \[N, 7\], got \[7\]"):
        baseline.adjust(np.full(7, 1 / 7, dtype=np.float32))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([], Unfit.TOO_FEW),
        (crops(REST, 1), Unfit.TOO_FEW),
        (crops(SMILE), Unfit.EXPRESSIVE),
        (crops(SMILE, 3) + crops(REST, 3), Unfit.DIFFERENT),
        ([coffee_table(96, 96)[:, :, 0]] * 3, Unfit.NO_FACE),
    ],
    ids=["none", "one", "smiling", "of two minds", "no face"],
)
def test_what_gives_no_baseline_is_told(
    classifier: Classifier, given: list[Grey], reason: Unfit
) -> None:
    with pytest.raises(BaselineError) as told:
        Baseline.fit(classifier, given)
    assert told.value.reason is reason


def test_it_can_be_taken_along(baseline: Baseline) -> None:
    again = Baseline.from_json(baseline.to_json())
    np.testing.assert_allclose(again.shift, baseline.shift, atol=1e-4)
    assert len(baseline.to_json()) < 300


def changed(**fields: object) -> str:
    return json.dumps(json.loads(Baseline(np.zeros(7, np.float32)).to_json()) | fields)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        b"\xff\xfe",
        "[]",
        "null",
        "[" * 100_000,
        changed(format="another"),
        changed(version=2),
        changed(shift={}),
        changed(shift=[0] * 7),
        changed(shift=dict.fromkeys(LABELS, "1")),
        changed(shift=dict.fromkeys(LABELS, True)),
        changed(shift=dict.fromkeys(LABELS, float("nan"))),
        changed(shift=dict.fromkeys(LABELS, 1e300)),
        changed(shift=dict.fromkeys(LABELS, LARGEST_SHIFT + 0.01)),
        changed(shift=dict.fromkeys(LABELS, 10**400)),
    ],
)
def test_a_file_that_is_none_is_refused(content: str | bytes) -> None:
    with pytest.raises(BaselineError) as told:
        Baseline.from_json(content)
    assert told.value.reason is Unfit.FILE
