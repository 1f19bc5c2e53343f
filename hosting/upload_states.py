"""What is known of the process that reads uploads, without starting it."""

from enum import StrEnum

from hosting import sandbox


class UploadState(StrEnum):
    """As the health route tells it."""

    OK = "ok"  # it could be started when it was last needed
    NOT_TRIED = "not tried"  # nobody has uploaded anything yet
    FAILED = "failed"  # it could not; the next upload tries again
    REFUSED = "refused"  # there is no sandbox for it, and the owner does not accept that


class UploadStates:
    """May be used on any thread."""

    def __init__(self) -> None:
        self._noted = UploadState.NOT_TRIED

    def note(self, state: UploadState) -> None:
        """It was needed, and this is how that ended."""
        self._noted = state

    def of(self, *, needs_sandbox: bool) -> UploadState:
        """What becomes of an upload."""
        return UploadState.REFUSED if needs_sandbox and not sandbox.offered() else self._noted


UPLOAD_STATES = UploadStates()  # of this process
