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
    PHOTO_ROOM = "a photo whose result went for want of room"
    NO_CLIP = "no clip that can be read"
    CLIP_WITHOUT_PICTURES = "a clip that holds no pictures"
    CLIP_SIZE = "a clip of too many pixels"
    CLIP_CODEC = "a clip whose pictures are coded in another way"
    CLIP_LENGTH = "a clip that is too long"
    CLIP_FRAMES = "a clip of too many frames"
    CLIP_MEMORY = "a clip for which there is no memory now"
    CLIP_RESULT = "a clip whose result is too large"
    NO_MEMORY = "there is no memory for it now"
    DISK = "no room on the disk"
    NO_PROCESS = "no process that reads files could be started"
    NO_SANDBOX = "there is no sandbox for strangers' files"
    BUSY = "others come first"
    STOPPED_MEMORY = "it took more memory than one file may"
    STOPPED_TIME = "it took more time than one file may"
    STOPPED = "it could not be worked on"


class FileError(ValueError):
    """A file that cannot be taken, and why."""

    def __init__(self, fault: Fault, got: str = "", limit: str = "") -> None:
        """``got`` is what came, ``limit`` what can be taken, where that can be told."""
        super().__init__(f"{fault.value} ({got})" if got else fault.value)
        self.fault = fault
        self.got = got
        self.limit = limit

    def alone(self) -> "FileError":
        """The same, to be kept: the raised one holds on to the frames that had the file."""
        return FileError(self.fault, self.got, self.limit)
