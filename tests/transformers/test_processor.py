from fractions import Fraction
from itertools import count

import av
import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import Expression
from testkit.pictures import Picture, plain, with_face
from transformers.drawing.overlay import Overlay
from transformers.drawing.palette import bgr
from transformers.media.planes import planes_of
from transformers.processor import EmotionVideoTransformer, LiveOptions

FRAME, _ = with_face(480, 640, 80, 120, 140)  # on the left half
NOTHING = Overlay(box=False, label=False)
READS_OF_THE_CLOCK = 3  # a frame


def video_frame(picture: Picture) -> av.VideoFrame:
    """As the decoder gives it."""
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="yuv420p")
    frame.pts, frame.time_base = 1234, Fraction(1, 90_000)
    return frame


def start(classifier: Classifier, options: LiveOptions | None = None) -> EmotionVideoTransformer:
    """A transformer to which frames seem to come at 30 a second."""
    ticks = count()
    return EmotionVideoTransformer(
        classifier,
        options or LiveOptions(),
        clock=lambda: next(ticks) / (30 * READS_OF_THE_CLOCK),
    )


def show(
    transformer: EmotionVideoTransformer, times: int, picture: Picture = FRAME
) -> av.VideoFrame:
    for _ in range(times):
        returned = transformer.recv(video_frame(picture))
    return returned


def assert_same(returned: av.VideoFrame, expected: Picture) -> None:
    for plane, other in zip(planes_of(returned), planes_of(video_frame(expected)), strict=True):
        np.testing.assert_array_equal(plane, other)


def test_a_face_is_labelled_and_told(classifier: Classifier) -> None:
    transformer = start(classifier)
    picture = show(transformer, times=6).to_ndarray(format="bgr24").astype(int)
    distance = np.abs(picture - np.array(bgr(Expression.HAPPY))).max(axis=2)
    assert np.count_nonzero(distance < 12) > 500
    assert [face.label for face in transformer.status.faces] == ["Happy"]
    assert transformer.status.frames == 6
    assert transformer.status.errors == 0
    assert transformer.status.frames_per_second == pytest.approx(30)
    assert transformer.status.milliseconds > 0


def test_the_picture_is_mirrored_and_its_time_kept(classifier: Classifier) -> None:
    transformer = start(classifier, LiveOptions(overlay=NOTHING))
    frame = video_frame(FRAME)
    before = [plane.copy() for plane in planes_of(frame)]
    returned = transformer.recv(frame)
    for plane, was in zip(planes_of(returned), before, strict=True):
        np.testing.assert_array_equal(plane, was[:, ::-1])
    assert (returned.pts, returned.time_base) == (1234, Fraction(1, 90_000))
    show(transformer, times=6)
    assert transformer.status.faces[0].box.x > 320


def test_options_change_while_it_runs(classifier: Classifier) -> None:
    transformer = start(classifier)
    show(transformer, times=2)
    transformer.options = LiveOptions(mirror=False, overlay=NOTHING)
    assert_same(show(transformer, times=1), FRAME)


@pytest.mark.parametrize("size", [(1, 1), (479, 641), (640, 480), (721, 1279)])
def test_odd_and_changing_sizes(classifier: Classifier, size: tuple[int, int]) -> None:
    transformer = start(classifier)
    show(transformer, times=6)
    returned = show(transformer, times=6, picture=plain(*size))
    assert (returned.height, returned.width) == size
    assert transformer.status.errors == 0


def test_a_black_picture_is_no_missing_face(classifier: Classifier) -> None:
    transformer = start(classifier)
    show(transformer, times=1, picture=plain(480, 640, level=0))
    assert transformer.status.black
    show(transformer, times=1, picture=plain(480, 640, level=90))
    assert not transformer.status.black


def test_a_frame_that_fails_comes_back_as_it_came(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    transformer = start(classifier, LiveOptions(overlay=NOTHING))
    show(transformer, times=6)
    with monkeypatch.context() as broken:
        broken.setattr(classifier, "_run", lambda inputs: 1 / 0)
        returned = show(transformer, times=6)
    assert_same(returned, FRAME)
    failed = transformer.status.errors
    assert failed > 1
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 1  # told once, not for every frame
    show(transformer, times=6)
    assert transformer.status.errors == failed
    assert transformer.status.faces


def test_the_end_is_told_once(classifier: Classifier) -> None:
    told = []
    transformer = EmotionVideoTransformer(
        classifier, LiveOptions(), when_ended=lambda: told.append("ended")
    )
    show(transformer, times=1)
    transformer.on_ended()
    transformer.on_ended()
    assert told == ["ended"]


def test_an_ended_stream_lets_go_and_survives_a_last_frame(classifier: Classifier) -> None:
    transformer = start(classifier)
    show(transformer, times=2)
    transformer.on_ended()
    transformer.on_ended()
    assert transformer.status.ended
    assert transformer.status.faces == ()
    assert_same(show(transformer, times=1), FRAME)
