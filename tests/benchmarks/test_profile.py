"""Which part of the app a stack belongs to."""

from benchmarks.profile import by_part

LIVE, LOOP, DECODER = (
    "thread (7): live track",
    "thread (1): MainThread",
    "thread (9): video-decoder",
)


def test_the_innermost_place_that_is_known_counts() -> None:
    pipeline = "FacePipeline.process (transformers/pipeline.py:90)"
    stacks = [
        f"{LIVE};_work (hosting/live_track.py:81);{pipeline} 2",
        f"{LIVE};{pipeline};look (transformers/detection/cascade.py:133);crop (numpy/x.py:1) 5",
        f"{LIVE};get (queue.py:171) 1",
        f"{LOOP};_run_rtp (aiortc/rtcrtpsender.py:300);protect (pylibsrtp/__init__.py:9) 3",
        f"{DECODER};decode (aiortc/codecs/vpx.py:171) 4",
        "thread (5): encoder_0;encode (aiortc/codecs/vpx.py:200) 6",
        "thread (3): somebody;run (threading.py:1) 8",
    ]
    assert by_part(stacks) == {
        "the rest of labelling": 2,
        "finding faces": 5,
        "handing pictures over": 1,
        "RTP, SRTP, ICE": 3,
        "decoder": 4,
        "encoder": 6,
        "other": 8,
    }
