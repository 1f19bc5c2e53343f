"""How long what is in the shared store lasts there."""

from dataclasses import dataclass

from hosting.slots import TURN

BEAT = 2.0  # seconds between two beats of a replica


@dataclass(frozen=True)
class Times:
    """All in seconds."""

    lease: float = 10.0  # what a replica does not renew by its beats is gone: itself, its places
    # Within it, who was sent to a kept place must be live there: a page is loaded, and a browser
    # asks whether it may open the camera.
    arrival: float = 30.0
    turn: float = TURN  # from which one in line who does not ask passes their turn on
    expiry: float = 180.0  # after the last word of any replica, nothing is left


ORDINARY = Times()
