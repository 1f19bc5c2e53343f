from fractions import Fraction

import av
import numpy as np
import pytest

from models.classifier import Classifier
from models.labels import Expression
from tests.pictures import Picture, plain, with_face
from transformers.overlay import Overlay
from transformers.palette import bgr
from transformers.video import EmotionVideoTransformer, LiveOptions

FRAME, _ = with_face(480, 640, 80, 120, 140)  # on the left half
NOTHING = Overlay(box=False, label=False)


def video_frame(picture: Picture) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
    frame.pts, frame.time_base = 1234, Fraction(1, 90_000)
    return frame


def picture(frame: av.VideoFrame) -> Picture:
    return np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)


def show(transformer: EmotionVideoTransformer, times: int, frame: Picture = FRAME) -> Picture:
    for _ in range(times):
        returned = transformer.recv(video_frame(frame))
    return picture(returned)


def test_a_face_is_labelled_and_told(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    returned = show(transformer, times=3)
    assert np.any(np.all(returned == bgr(Expression.HAPPY), axis=2))
    assert [face.label for face in transformer.status.faces] == ["Happy"]
    assert transformer.status.frames == 3
    assert transformer.status.errors == 0
    assert transformer.status.frames_per_second > 0
    assert transformer.status.milliseconds > 0


def test_the_picture_is_mirrored_and_its_time_kept(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions(overlay=NOTHING))
    returned = transformer.recv(video_frame(FRAME))
    np.testing.assert_array_equal(picture(returned), FRAME[:, ::-1])
    assert (returned.pts, returned.time_base) == (1234, Fraction(1, 90_000))
    show(transformer, times=2)
    assert transformer.status.faces[0].box.x > 320


def test_options_change_while_it_runs(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    show(transformer, times=2)
    transformer.options = LiveOptions(mirror=False, overlay=NOTHING)
    np.testing.assert_array_equal(show(transformer, times=1), FRAME)


@pytest.mark.parametrize("size", [(1, 1), (479, 641), (640, 480), (721, 1279)])
def test_odd_and_changing_sizes(classifier: Classifier, size: tuple[int, int]) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    show(transformer, times=1)
    assert show(transformer, times=2, frame=plain(*size)).shape[:2] == size
    assert transformer.status.errors == 0


def test_a_black_picture_is_no_missing_face(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    show(transformer, times=1, frame=plain(480, 640, level=0))
    assert transformer.status.black
    show(transformer, times=1, frame=plain(480, 640, level=90))
    assert not transformer.status.black


def test_a_frame_that_fails_comes_back_as_it_came(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions(overlay=NOTHING))
    with monkeypatch.context() as broken:
        broken.setattr(classifier, "_run", lambda inputs: 1 / 0)
        returned = show(transformer, times=3)
    np.testing.assert_array_equal(returned, FRAME)
    assert transformer.status.errors == 3
    assert len(caplog.records) == 1  # told once, not for every frame
    show(transformer, times=2)
    assert transformer.status.errors == 3
    assert transformer.status.faces


def test_an_ended_stream_lets_go_and_survives_a_last_frame(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())
    show(transformer, times=2)
    transformer.on_ended()
    transformer.on_ended()
    assert transformer.status.ended
    assert transformer.status.faces == ()
    np.testing.assert_array_equal(show(transformer, times=1), FRAME)
