"""By which way a visitor's video comes: directly, or over a relay."""

from enum import Enum, auto
from typing import Any

RELAYED = "relay"  # the type of a candidate, RFC 8839


class Way(Enum):
    """How the two ends reach each other."""

    DIRECT = auto()
    RELAY = auto()


def way_of(context: Any) -> Way | None:
    """The way of a ``WebRtcStreamerContext`` that is connected; None while that is not known.

    Neither streamlit-webrtc nor aiortc tells, so this looks at what they keep to themselves; the
    versions that it fits are those that requirements.txt allows.
    """
    try:
        (transceiver,) = context._get_worker().pc.getTransceivers()
        pairs = list(transceiver.receiver.transport.transport._connection._nominated.values())
        types = {pair.local_candidate.type for pair in pairs}
        types |= {pair.remote_candidate.type for pair in pairs}
    except (AttributeError, ValueError):
        return None
    if not types:
        return None
    return Way.RELAY if RELAYED in types else Way.DIRECT
