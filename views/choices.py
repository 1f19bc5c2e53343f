"""What a visitor chooses from."""

from enum import IntEnum, StrEnum, auto

# Text and numbers, as Streamlit brings members of other kinds into a table first, and loads pandas
# and pyarrow for it: 75 MB.


class Camera(StrEnum):
    """The two sides of a phone, by the names of the browsers' ``facingMode``."""

    FRONT = "user"
    BACK = "environment"


class Drawn(IntEnum):
    """What may be drawn on each face."""

    BOX = auto()
    LABEL = auto()
    BARS = auto()
