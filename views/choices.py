"""What a visitor chooses from."""

from enum import Enum, auto


class Camera(Enum):
    """The two sides of a phone, by the names of the browsers' ``facingMode``."""

    FRONT = "user"
    BACK = "environment"


class Drawn(Enum):
    """What may be drawn on each face."""

    BOX = auto()
    LABEL = auto()
    BARS = auto()
