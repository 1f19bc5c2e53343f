"""What a browser sends passes; what no browser sends is refused before any work."""

from typing import Any

import pytest

from hosting.offers import (
    MOST_CANDIDATES,
    OfferError,
    checked_offer,
    checked_value,
    is_sound_candidate,
)
from testkit.browser_offers import BROWSERS, CHROMIUM

HOST = "candidate:170975534 1 udp 2122194687 192.168.1.7 44819 typ host generation 0 ufrag DRj8"
AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=rtpmap:111 opus/48000/2\r\n"
DATA = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\na=sctp-port:5000\r\n"


def offer(sdp: str = CHROMIUM) -> dict[str, str]:
    return {"type": "offer", "sdp": sdp}


def candidate(text: object = HOST) -> dict[str, Any]:
    return {"candidate": text, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "DRj8"}


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_browsers_offer_passes_as_it_is(browser: str) -> None:
    text = BROWSERS[browser]
    assert checked_offer(offer(text))["sdp"].splitlines() == text.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        CHROMIUM.replace("a=sendrecv", "a=sendonly"),
        CHROMIUM.replace("a=sendrecv", "a=recvonly"),
        CHROMIUM.replace("a=sendrecv\n", ""),
        CHROMIUM.replace("m=video 9", "m=video 0"),
        CHROMIUM.replace("m=video", "m=audio"),
        CHROMIUM + AUDIO,
        CHROMIUM + DATA,
        CHROMIUM + CHROMIUM[CHROMIUM.index("m=video") :].replace("a=mid:0", "a=mid:1"),
        CHROMIUM[: CHROMIUM.index("m=video")],
        CHROMIUM.replace("VP8", "VP7").replace("H264", "H200"),
        CHROMIUM.replace("apt=96", "of=96"),
        CHROMIUM.replace("apt=96", "apt=ninety-six"),
        CHROMIUM.replace("a=rtcp-mux\n", ""),
        CHROMIUM.replace("a=ice-ufrag:DRj8", "a=ice-ufrag:D j8"),
        CHROMIUM.replace("a=ice-pwd:HO/d", "a=ice-pwd:\x1b[31m"),
        CHROMIUM.replace("a=setup:actpass", "a=setup:nobody"),
        CHROMIUM.replace("a=fingerprint:sha-256", "a=fingerprint:"),
        CHROMIUM.replace("a=mid:0", "a=mid:" + "0" * 99),
        CHROMIUM.replace("a=extmap:9", "a=extmap:999"),
        CHROMIUM.replace("a=ssrc:829139114 cname", "a=ssrc:99999999999 cname"),
        CHROMIUM + "".join(f"a=ssrc:{number} cname:x\n" for number in range(9)),
        CHROMIUM + "a=x\n" * 1000,
        CHROMIUM + "a=" + "x" * 40_000,
        CHROMIUM + "a=caf\u00e9\n",
        "v=0\r\n",
        "",
    ],
)
def test_another_offer_is_refused(text: str) -> None:
    with pytest.raises(OfferError) as refused:
        checked_offer(offer(text))
    assert str(refused.value).isascii()
    assert len(str(refused.value)) < 60  # of our own words: none of the visitor's


@pytest.mark.parametrize(
    "given", [7, "offer", [1], {"type": "answer", "sdp": CHROMIUM}, {"type": "offer"}, {"sdp": [1]}]
)
def test_what_is_no_offer_is_refused(given: object) -> None:
    with pytest.raises(OfferError):
        checked_value({"sdpOffer": given})


@pytest.mark.parametrize(
    "value",
    [None, [], "x", 7, {}, {"playing": "yes"}, {"iceCandidates": [1]}, {"sdpOffer": None}],
)
def test_a_value_of_wrong_types_tells_nothing(value: object) -> None:
    assert checked_value(value) == {"playing": False, "sdpOffer": {}, "iceCandidates": {}}


def test_a_browsers_candidates_are_kept_and_the_rest_is_left_out() -> None:
    given = {
        "sound": candidate(),
        "no-index": candidate() | {"sdpMLineIndex": None},
        "nowhere": candidate() | {"sdpMLineIndex": None, "sdpMid": None},
        "of-another-section": candidate() | {"sdpMLineIndex": 7, "sdpMid": None},
        "end": candidate(""),
        "forged": candidate(HOST + "\n2026-01-01 ERROR hosting: the operator's secret is x"),
        "no-text": candidate(7),
        "no candidate": candidate(),
        "list": [HOST],
    }
    kept = checked_value({"iceCandidates": given})["iceCandidates"]
    assert list(kept) == ["sound", "no-index"]
    assert kept["sound"] == {"candidate": HOST, "sdpMid": "0", "sdpMLineIndex": 0}


def test_candidates_are_counted() -> None:
    many = {str(number): candidate() for number in range(5000)}
    assert len(checked_value({"iceCandidates": many})["iceCandidates"]) == MOST_CANDIDATES
    sdp = CHROMIUM + f"a={HOST}\n" * 200
    assert checked_offer(offer(sdp))["sdp"].count("a=candidate") == MOST_CANDIDATES


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.7",
        "10.0.0.9",
        "203.0.113.5",
        "fd00::2",
        "2001:db8::7",
        "64:ff9b::c000:201",
        "0c5e4b5e-6f0c-4a3e-8a3e-2f6f0f9d5a11.local",
    ],
)
def test_where_a_visitor_may_be(host: str) -> None:
    assert is_sound_candidate(HOST.replace("192.168.1.7", host))


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("192.168.1.7", "127.0.0.1"),
        ("192.168.1.7", "::1"),
        ("192.168.1.7", "::ffff:127.0.0.1"),
        ("192.168.1.7", "169.254.169.254"),
        ("192.168.1.7", "0.0.0.0"),  # noqa: S104  # where no visitor is
        ("192.168.1.7", "224.0.0.251"),
        ("192.168.1.7", "255.255.255.255"),
        ("192.168.1.7", "ff02::1"),
        ("192.168.1.7", "intranet.example"),
        ("192.168.1.7", "1.2.3"),
        ("44819", "53"),
        ("44819", "0"),
        ("44819", "70000"),
        (" udp ", " tcp "),
        ("typ host", "typ peer"),
        (" 1 udp", " 2 udp"),
        ("generation 0", "rport zero"),
        ("generation 0", "generation\t0"),
    ],
)
def test_where_no_visitor_is(part: str, other: str) -> None:
    assert part in HOST
    assert not is_sound_candidate(HOST.replace(part, other))
