"""Why a piece of work in a worker came to nothing."""

from enum import Enum


class Reason(Enum):
    """Why a piece of work was stopped."""

    MEMORY = "it took too much memory"
    TIME = "it took too long"
    SHORT = "there is too little memory now"
    BUSY = "others of its kind take too long"
    UNWANTED = "nobody wants it any more"
    BROKEN = "it failed"
    NO_PROCESS = "the process for it could not be started"
    NO_SANDBOX = "there is no sandbox for it"


class StoppedError(Exception):
    """A piece of work came to nothing."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
