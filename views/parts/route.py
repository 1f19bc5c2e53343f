"""By which route a visitor's video comes: directly, or over a relay."""

from enum import Enum, auto
from typing import Any

from hosting.webrtc_compat import candidate_types

RELAYED = "relay"  # the type of a candidate, RFC 8839


class Route(Enum):
    """How the two ends reach each other."""

    DIRECT = auto()
    RELAY = auto()


def route_of(context: Any) -> Route | None:
    """The route of a ``WebRtcStreamerContext`` that is connected; None while that is not known."""
    types = candidate_types(context)
    if not types:
        return None
    return Route.RELAY if RELAYED in types else Route.DIRECT
