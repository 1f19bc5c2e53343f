"""Three seconds at rest, on film, through the real pipeline."""

from collections.abc import Callable

import pytest

from models.classifier import Classifier
from models.labels import Expression
from testkit.film import Film
from testkit.pictures import Picture, place_head, plain
from transformers.tuning import GIVE_UP, SECONDS, Trouble, Tuning
from transformers.types import Box, Face

REST, SMILE = 14, 0  # pixels by which the portrait's mouth is blurred
ANGRY = Expression.ANGRY  # of which the network sees a little in the portrait at rest
MAIN, OTHER = Box(100, 140, 150, 150), Box(420, 160, 110, 110)


def scene(*heads: tuple[Box, float]) -> Picture:
    picture = plain(480, 640, level=170)
    for box, blur in heads:
        place_head(picture, box, mouth_blur=blur)
    return picture


@pytest.fixture
def film(classifier: Classifier) -> Film:
    return Film(classifier, rate=15)


@pytest.fixture
def tuning(film: Film, classifier: Classifier) -> Tuning:
    film.run(1.0, lambda _: scene((MAIN, REST)))
    film.pipeline.tuning = Tuning(classifier, lambda: film.now)
    return film.pipeline.tuning


def show(film: Film, seconds: float, *heads: tuple[Box, float]) -> list[Face]:
    picture = scene(*heads)
    return film.run(seconds, lambda _: picture)[-1]


def tune(film: Film, tuning: Tuning) -> None:
    show(film, SECONDS + 3, (MAIN, REST))
    film.pipeline.baseline = tuning.progress().baseline
    assert film.pipeline.baseline is not None


def test_three_seconds_at_rest_are_enough_and_rest_reads_as_neutral(
    film: Film, tuning: Tuning
) -> None:
    (before,) = show(film, 0.5, (MAIN, REST))
    show(film, 1.5, (MAIN, REST))
    assert 0.3 < tuning.progress().share < 1
    tune(film, tuning)
    (after,) = show(film, 1.5, (MAIN, REST))
    assert before.probabilities[ANGRY] > 0.2
    assert after.probabilities[ANGRY] < 0.1
    assert after.expression is Expression.NEUTRAL
    (smiling,) = show(film, 1.5, (MAIN, SMILE))
    assert smiling.expression is Expression.HAPPY


def test_undoing_it_gives_the_answers_from_before(film: Film, tuning: Tuning) -> None:
    tune(film, tuning)
    (tuned,) = show(film, 1.5, (MAIN, REST))
    film.pipeline.baseline = None
    (untuned,) = show(film, 1.5, (MAIN, REST))
    assert tuned.probabilities[ANGRY] < 0.1
    assert untuned.probabilities[ANGRY] > 0.2


def test_only_the_main_face_is_adjusted(film: Film, tuning: Tuning) -> None:
    _, before = show(film, 2.0, (MAIN, REST), (OTHER, REST))
    tune(film, tuning)
    main, other = show(film, 2.0, (MAIN, REST), (OTHER, REST))
    assert main.probabilities[ANGRY] < 0.1
    assert other.probabilities[ANGRY] > 0.15
    assert other.probabilities == pytest.approx(before.probabilities, abs=0.08)


@pytest.mark.parametrize(
    ("meanwhile", "trouble"),
    [
        (lambda film: show(film, 1.0, (MAIN, SMILE)), Trouble.EXPRESSIVE),
        (lambda film: show(film, 2.0), Trouble.LOST),
        (lambda film: (show(film, 1.8), show(film, 1.0, (OTHER, REST))), Trouble.LOST),
    ],
    ids=["a smile", "nobody", "somebody else"],
)
def test_what_disturbs_is_told_and_it_begins_anew(
    film: Film, tuning: Tuning, meanwhile: Callable[[Film], object], trouble: Trouble
) -> None:
    show(film, 2.0, (MAIN, REST))
    meanwhile(film)
    progress = tuning.progress()
    assert progress.trouble is trouble
    assert progress.share < 0.5
    assert progress.baseline is None
    tune(film, tuning)


def test_it_ends_with_the_stream_and_keeps_no_crop(film: Film, tuning: Tuning) -> None:
    show(film, 2.0, (MAIN, REST))
    assert tuning._crops
    tuning.end()
    assert tuning.progress().given_up
    assert not tuning._crops


def test_it_gives_up_in_the_end(film: Film, tuning: Tuning) -> None:
    show(film, 2.0, (MAIN, SMILE))
    film.now += GIVE_UP
    progress = tuning.progress()
    assert progress.given_up
    assert progress.is_over
    show(film, SECONDS + 1, (MAIN, REST))
    assert tuning.progress() == progress
