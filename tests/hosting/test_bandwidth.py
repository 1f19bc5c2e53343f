"""What the answer says of how much may be sent."""

from aiortc.sdp import SessionDescription

from hosting.bandwidth import with_bandwidth
from testkit.browser_offers import CHROMIUM


def test_video_is_bound_and_the_rest_stays_as_it_is() -> None:
    bound = with_bandwidth(CHROMIUM, 1000)
    added = [line for line in bound.splitlines() if line not in CHROMIUM.splitlines()]
    assert added == ["b=AS:1000"]
    video = bound[bound.index("m=video") :].splitlines()
    assert video[video.index("b=AS:1000") - 1].startswith("c=")


def test_what_was_understood_before_is_understood_with_it() -> None:
    before, after = (
        SessionDescription.parse(one) for one in (CHROMIUM, with_bandwidth(CHROMIUM, 9))
    )
    assert str(before) == str(after)


def test_audio_alone_is_left_alone() -> None:
    audio = "v=0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n"
    assert with_bandwidth(audio, 1000) == audio
