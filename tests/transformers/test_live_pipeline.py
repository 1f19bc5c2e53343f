"""What a visitor sees over time: faces that come, move, cross, hide and go."""

import math

import numpy as np
import pytest

from models.classifier import Classifier
from testkit.film import Film
from testkit.pictures import Picture, coffee_table, place_head, plain
from transformers.pace import LOOK, Pace, StreamRegistry
from transformers.types import Box, Face

FACE = Box(250, 170, 140, 140)


def scene(*faces: Box, tilt: float = 0, height: int = 480, width: int = 640) -> Picture:
    frame = coffee_table(height, width)
    for face in faces:
        place_head(frame, face, tilt)
    return frame


def overlaps(face: Box, shown: list[Face]) -> bool:
    return any(one.box.iou(face) >= 0.5 for one in shown)


def first(shown: list[list[Face]], face: Box) -> int:
    return next(step for step, faces in enumerate(shown) if overlaps(face, faces))


@pytest.mark.parametrize(
    ("face", "height", "width"),
    [
        (FACE, 480, 640),
        (Box(500, 380, 60, 60), 480, 640),
        (Box(130, 60, 390, 390), 480, 640),
        (Box(900, 200, 110, 110), 720, 1280),
        (Box(100, 500, 200, 200), 1280, 720),
        (Box(100, 60, 60, 60), 240, 320),
    ],
)
def test_a_newcomer_is_labelled_and_gone_again_within_half_a_second(
    classifier: Classifier, face: Box, height: int, width: int
) -> None:
    film = Film(classifier)
    empty = coffee_table(height, width)
    film.run(1.1, lambda _: empty)
    present = scene(face, height=height, width=width)
    shown = film.run(1, lambda _: present)
    assert first(shown, face) / film.rate <= 0.5
    assert [one.label for one in shown[-1]] == ["Happy"]
    left = film.run(1, lambda _: empty)
    assert next(step for step, faces in enumerate(left) if not faces) / film.rate <= 0.5
    assert left[-1] == []


@pytest.mark.parametrize("period", [1.05, 1.2, 1.4])  # seconds
def test_a_face_in_few_frames_is_labelled_from_the_second_on(
    classifier: Classifier, period: float
) -> None:
    film = Film(classifier, rate=1 / period)
    shown = film.run(6 * period, lambda _: scene(FACE))
    assert [overlaps(FACE, faces) for faces in shown] == [False, *[True] * 5]


def test_a_second_face_is_seen_beside_the_first(classifier: Classifier) -> None:
    film = Film(classifier)
    film.run(1, lambda _: scene(FACE))
    comer = Box(480, 250, 90, 90)
    shown = film.run(1, lambda _: scene(FACE, comer))
    assert first(shown, comer) / film.rate <= 0.5
    assert all(overlaps(FACE, faces) for faces in shown)


@pytest.mark.parametrize("rate", [30, 10])
def test_a_moving_face_is_never_lost(classifier: Classifier, rate: float) -> None:
    def place(seconds: float) -> Box:
        x = 250 + 150 * math.sin(2 * math.pi * seconds / 3)
        y = 170 + 40 * math.sin(2 * math.pi * seconds / 2)
        side = 140 + 40 * math.sin(2 * math.pi * seconds / 4)
        return Box(round(x), round(y), round(side), round(side))

    film = Film(classifier, rate)
    shown = film.run(6, lambda seconds: scene(place(seconds)))
    seen = [overlaps(place(step / rate), faces) for step, faces in enumerate(shown)]
    assert np.mean(seen[round(0.5 * rate) :]) >= 0.99
    assert len({face.track_id for faces in shown for face in faces}) == 1


@pytest.mark.parametrize("speed", [100, 140, 220])  # pixels a second
def test_faces_that_cross_keep_their_identities(classifier: Classifier, speed: int) -> None:
    def places(seconds: float) -> tuple[Box, Box]:
        gone = round(speed * seconds)
        return Box(40 + gone, 150, 120, 120), Box(470 - gone, 150, 120, 120)

    def identities(faces: list[Face], seconds: float) -> list[int]:
        return [
            max(faces, key=lambda face: face.box.iou(place)).track_id for place in places(seconds)
        ]

    film, seconds = Film(classifier), 430 / speed
    # The second is drawn first: it passes behind the other.
    shown = film.run(seconds, lambda seconds: scene(*reversed(places(seconds))))
    before = round(0.6 * film.rate)
    assert identities(shown[before], 0.6) == identities(shown[-1], seconds)


def test_a_face_hidden_for_a_moment_comes_back_as_who_it_was(classifier: Classifier) -> None:
    film = Film(classifier)
    (before,) = film.run(1, lambda _: scene(FACE))[-1]
    hand = scene(FACE)
    hand[100:400, 200:450] = 120
    film.run(0.8, lambda _: hand)
    (after,) = film.run(0.6, lambda _: scene(FACE))[-1]
    assert after.track_id == before.track_id


def test_a_face_that_tilts_is_kept_and_found(classifier: Classifier) -> None:
    film = Film(classifier)
    tilted = film.run(4, lambda seconds: scene(FACE, tilt=20 * math.sin(2 * seconds)))
    assert np.mean([overlaps(FACE, faces) for faces in tilted[15:]]) >= 0.97
    assert len({face.track_id for faces in tilted for face in faces}) == 1
    fresh = Film(classifier).run(1.5, lambda _: scene(FACE, tilt=20))
    assert overlaps(FACE, fresh[-1])


def test_ten_faces_at_once(classifier: Classifier) -> None:
    places = [
        Box(30 + 125 * column, 90 + 220 * row, 75, 75) for row in (0, 1) for column in range(5)
    ]
    film = Film(classifier)
    shown = film.run(1.5, lambda _: scene(*places))[-1]
    assert all(overlaps(place, shown) for place in places)
    assert len({face.track_id for face in shown}) == len(shown) == 10


def test_a_room_without_a_face_stays_without(classifier: Classifier) -> None:
    random = np.random.default_rng(4)
    noise = random.integers(0, 256, (480, 640, 3), dtype=np.uint8)
    for picture in (coffee_table(480, 640), noise, plain(480, 640, 0)):
        film = Film(classifier)
        assert not any(film.show(picture) for _ in range(30))


def test_a_still_face_has_one_label(classifier: Classifier) -> None:
    shown = Film(classifier).run(5, lambda _: scene(FACE))
    assert {face.label for faces in shown for face in faces} == {"Happy"}


def test_a_machine_too_small_still_labels_though_more_seldom(classifier: Classifier) -> None:
    film = Film(classifier, pace=Pace(0, StreamRegistry()))
    shown = film.run(8, lambda seconds: scene(FACE if seconds > 5 else Box(60, 170, 140, 140)))
    assert film.pace.look > 2 * LOOK[0]
    assert overlaps(FACE, shown[-1])
    assert [face.label for face in shown[-1]] == ["Happy"]
