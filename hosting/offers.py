"""What a visitor's browser says about its stream, checked before any work is done for it.

The video component reports one value: whether it plays, the offer that it drew up (SDP, RFC 8866)
and its network candidates (RFC 8839). All of it is text from a stranger.
"""

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypedDict, TypeGuard

from aiortc.sdp import MediaDescription, SessionDescription, candidate_from_sdp

MOST_CHARACTERS = 32_768  # of an offer; Chromium's has 4,200
MOST_LINES = 600  # of an offer; Chromium's has 130
MOST_CANDIDATES = 32  # of one visitor; a laptop on Wi-Fi with a VPN and a relay has about 12
MOST_FINGERPRINTS = 4
MOST_SOURCES = 8  # streams of packets within the video: the picture's and its repeats' are two
FIRST_PORT = 1024  # the ports below belong to services, to which no browser binds
CODECS = ("VP8", "H264")  # that aiortc decodes

_NAME = re.compile(r"[!-~]{1,64}")
_FRAGMENT = re.compile(r"[A-Za-z0-9+/]{4,256}")
_PASSWORD = re.compile(r"[A-Za-z0-9+/]{22,256}")
_LOCAL_NAME = re.compile(r"[0-9A-Za-z-]{1,63}\.local")  # hides an address from pages (mDNS)
_CANDIDATE = re.compile(
    r"(?:candidate:)?[A-Za-z0-9+/]{1,32} 1 udp [0-9]{1,10} (?P<host>[0-9A-Za-z.:-]{1,80})"
    r" (?P<port>[0-9]{1,5}) typ (?:host|srflx|relay)(?: [!-~]{1,256}){0,32}",
    re.IGNORECASE,
)


class OfferError(Exception):
    """An offer that no browser draws up for our page. Its text holds nothing of the visitor's."""


class Candidate(TypedDict):
    """Where a visitor may be reached, as the browser tells it."""

    candidate: str
    sdpMid: str | None
    sdpMLineIndex: int | None


class Value(TypedDict):
    """What the video component reports, once it is checked."""

    playing: bool
    sdpOffer: dict[str, str]  # "type" and "sdp"; empty where there is none
    iceCandidates: dict[str, Candidate]


def checked_value(value: object) -> Value:
    """The component's value with what is sound in it.

    A candidate that is of no use is left out, as RFC 8839 has it. Raises ``OfferError``.
    """
    if not isinstance(value, Mapping):
        value = {}
    offer = value.get("sdpOffer")
    return {
        "playing": value.get("playing") is True,
        "sdpOffer": checked_offer(offer) if offer else {},
        "iceCandidates": _candidates(value.get("iceCandidates")),
    }


def checked_offer(offer: object) -> dict[str, str]:
    """An offer of one video in both directions, without unsound candidates; else ``OfferError``."""
    if not isinstance(offer, Mapping) or offer.get("type") != "offer":
        raise OfferError("it is no offer")
    text = offer.get("sdp")
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        raise OfferError("it is no text, or too long a one")
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) > MOST_LINES or not all(line.isascii() and line.isprintable() for line in lines):
        raise OfferError("it has too many lines, or other characters than it may")
    if [line[:8] for line in lines if line.startswith("m=")] != ["m=video "]:
        raise OfferError("it has other sections than one video")
    sound = "\r\n".join(_without_unsound_candidates(lines)) + "\r\n"
    try:
        (media,) = SessionDescription.parse(sound).media
    except Exception:  # the parser asserts, indexes and unpacks what it is given
        raise OfferError("it cannot be read") from None
    _check(media)
    return {"type": "offer", "sdp": sound}


def is_sound_candidate(text: object) -> TypeGuard[str]:
    """Whether a candidate can be one of a browser, and checks may be sent there.

    Private addresses may: at home the visitor and the server share a network. Left out are TCP,
    which the server does not speak, names that would have to be looked up, and addresses at which
    a visitor never is.
    """
    found = _CANDIDATE.fullmatch(text) if isinstance(text, str) else None
    if found is None or not FIRST_PORT <= int(found["port"]) <= 65_535:
        return False
    try:
        candidate_from_sdp(found.string)
    except ValueError:
        return False
    return _LOCAL_NAME.fullmatch(found["host"]) is not None or _may_be_there(found["host"])


def _may_be_there(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return False
    return not (
        address.is_loopback
        or address.is_multicast
        or address.is_unspecified
        or address.is_link_local
        or (isinstance(address, IPv4Address) and address.is_reserved)
    )


def _without_unsound_candidates(lines: list[str]) -> list[str]:
    kept, candidates = [], 0
    for line in lines:
        if line.startswith("a=candidate:"):
            if candidates == MOST_CANDIDATES or not is_sound_candidate(line[2:]):
                continue
            candidates += 1
        kept.append(line)
    return kept


def _check(media: MediaDescription) -> None:
    codecs = [codec for codec in media.rtp.codecs if codec.name in CODECS]
    repeats = [codec for codec in media.rtp.codecs if codec.name.lower() == "rtx"]
    name = media.ice.usernameFragment if media.ice else None
    password = media.ice.password if media.ice else None
    dtls = media.dtls
    sound = {
        "its video does not go both ways": media.direction == "sendrecv" and media.port > 0,
        "it has no codec that is known": bool(codecs),
        "a repeat belongs to no codec": all("apt" in codec.parameters for codec in repeats),
        "its ICE account is wrong": _matches(_FRAGMENT, name) and _matches(_PASSWORD, password),
        "its DTLS fingerprint is wrong": dtls is not None
        and 0 < len(dtls.fingerprints) <= MOST_FINGERPRINTS,
        "its packets are not multiplexed": media.rtcp_mux,
        "its section has no name": _matches(_NAME, media.rtp.muxId),
        "it has too many sources": len(media.ssrc) <= MOST_SOURCES
        and all(0 <= source.ssrc < 1 << 32 for source in media.ssrc),
        "an extension's number is wrong": all(
            0 < extension.id < 256 for extension in media.rtp.headerExtensions
        ),
        "a codec's number is wrong": all(
            codec.payloadType in range(128) and codec.clockRate > 0 for codec in media.rtp.codecs
        ),
    }
    for wrong, right in sound.items():
        if not right:
            raise OfferError(wrong)


def _matches(pattern: re.Pattern[str], text: str | None) -> bool:
    return text is not None and pattern.fullmatch(text) is not None


def _candidates(given: object) -> dict[str, Candidate]:
    """At most ``MOST_CANDIDATES`` sound ones by the browser's names for them."""
    candidates: dict[str, Candidate] = {}
    for name, candidate in given.items() if isinstance(given, Mapping) else ():
        if len(candidates) == MOST_CANDIDATES:
            break
        if not isinstance(candidate, Mapping) or not _NAME.fullmatch(str(name)):
            continue
        text, mid, index = (candidate.get(key) for key in ("candidate", "sdpMid", "sdpMLineIndex"))
        mid = mid if isinstance(mid, str) and _NAME.fullmatch(mid) else None
        index = index if index == 0 and isinstance(index, int) else None  # the only section
        if is_sound_candidate(text) and (mid is not None or index is not None):
            candidates[str(name)] = {"candidate": text, "sdpMid": mid, "sdpMLineIndex": index}
    return candidates
