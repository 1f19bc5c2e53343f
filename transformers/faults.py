"""What can be wrong with a visitor's file. The page tells it in the visitor's language."""

from enum import Enum


class Fault(Enum):
    """One thing that is wrong; the value is for the log."""

    EMPTY = "the file is empty"
    NO_PHOTO = "no picture that can be read"
    PHOTO_FORMAT = "a picture of another format"
    PHOTO_SIZE = "a picture of too many pixels"
    PHOTO_MEMORY = "a picture for which there is no memory now"
    PHOTO_DAMAGED = "a damaged picture"
    NO_CLIP = "no clip that can be read"
    CLIP_WITHOUT_PICTURES = "a clip that holds no pictures"
    CLIP_SIZE = "a clip of too many pixels"
    CLIP_BROKEN = "a clip that could not be worked on"


class FileError(ValueError):
    """A file that cannot be taken, and why."""

    def __init__(self, fault: Fault, got: str = "", limit: str = "") -> None:
        """``got`` is what came, ``limit`` what can be taken, where that can be told."""
        super().__init__(f"{fault.value} ({got})" if got else fault.value)
        self.fault = fault
        self.got = got
        self.limit = limit
