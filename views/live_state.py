"""In which state a live stream is, as a person would say it."""

from enum import Enum, auto

from transformers.status import Status

PATIENCE = 12.0  # seconds without a first picture after which a connection has failed
SILENCE = 4.0  # seconds without a further picture after which it is lost


class LiveState(Enum):
    """What the visitor is told."""

    READY = auto()
    BLOCKED = auto()  # the stage says why
    CONNECTING = auto()
    LIVE = auto()
    NO_FACE = auto()
    CAMERA_OFF = auto()
    FAILED = auto()
    LOST = auto()
    TOO_LARGE = auto()


def live_state(
    started: float | None, status: Status | None, now: float, had_pictures: bool = False
) -> LiveState:
    """The state from when Start was pressed (None: it is not) and what the stream last told.

    ``status`` is None while no stream exists: before the first picture, or, where the visitor
    already ``had_pictures``, since the connection broke. Times are seconds of one clock.
    """
    if started is None:
        return LiveState.READY
    if status is None or status.last_frame is None:
        return _without_picture(status, now - started, had_pictures)
    if now - status.last_frame > SILENCE:
        return LiveState.LOST
    if status.black:
        return LiveState.CAMERA_OFF
    return LiveState.LIVE if status.faces else LiveState.NO_FACE


def _without_picture(status: Status | None, seconds: float, had_pictures: bool) -> LiveState:
    if status is not None and status.too_large:
        return LiveState.TOO_LARGE
    if had_pictures or (status is not None and status.frames):
        return LiveState.LOST
    over = (status is not None and status.ended) or seconds >= PATIENCE
    return LiveState.FAILED if over else LiveState.CONNECTING
