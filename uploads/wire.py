"""Files, faces and faults, as they go between the app and a worker."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hosting.channel import Channel, Message, ProtocolError, number, whole
from models.labels import LABELS, Expression
from models.personal import Baseline
from transformers.drawing.overlay import Overlay
from transformers.faults import Fault, FileError
from transformers.media.clip import ClipInfo
from transformers.types import Box, Face

BLOCK = 1 << 18  # bytes that are asked for at once
MOST_FACES = 2000
LARGEST = 1 << 20  # of a place or a size, in pixels
LONGEST_TEXT = 200


class RemoteFile(io.RawIOBase):
    """In the worker: a visitor's file, of which the app hands out what is asked for. No name."""

    def __init__(self, channel: Channel, length: int) -> None:
        """``length`` is in bytes."""
        self._channel = channel
        self._length = length
        self._place = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; where it is, in bytes from the start."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._length}[whence]
        if start + offset < 0:
            raise ValueError("a place before the file's start")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill a part of ``buffer``; how many bytes, none at the end."""
        view = memoryview(buffer).cast("B")
        size = min(len(view), BLOCK, max(self._length - self._place, 0))
        if size == 0:
            return 0
        self._channel.send({"read": self._place, "size": size})
        data = self._channel.receive().data
        view[: len(data)] = data
        self._place += len(data)
        return len(data)


class RemoteTarget(io.RawIOBase):
    """In the worker: the result, which the app keeps. What is written cannot be read again."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._place = self._length = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; where it is, in bytes from the start."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._length}[whence]
        self._place = start + offset
        return self._place

    def write(self, content: Any) -> int:
        """Send it; all of it is written."""
        data = memoryview(content).cast("B")
        self._channel.send({"write": self._place}, data)
        self._place += len(data)
        self._length = max(self._length, self._place)
        return len(data)


class RemoteMemory:
    """In the worker: asks the app for memory, once for each amount."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._granted = 0.0

    def __call__(self, needed: float) -> float:
        """Ask for megabytes in all; returns how many there are, which then are granted."""
        if needed > self._granted:
            self._channel.send({"needs": needed})
            spare = float(self._channel.receive().fields["megabytes"])
            if spare < needed:
                return spare
            self._granted = needed
        return self._granted


def tell_faces(faces: Sequence[Face]) -> list[Any]:
    """What ``faces_of`` reads again."""
    return [
        [
            *(int(value) for value in face.box),
            int(face.track_id),
            None if face.expression is None else int(face.expression),
            *(round(float(value), 5) for value in face.probabilities),
        ]
        for face in faces
    ]


def faces_of(message: Message) -> list[Face]:
    """The faces of a message. Raises ``ProtocolError`` for anything that is none."""
    return [_face(row) for row in message.items("faces", MOST_FACES)]


def _face(row: Any) -> Face:
    if not isinstance(row, list) or len(row) != 6 + len(LABELS):
        raise ProtocolError("a face has other fields")
    x, y = (whole(value, "a place", -LARGEST, LARGEST) for value in row[:2])
    w, h = (whole(value, "a size", 0, LARGEST) for value in row[2:4])
    expression = None if row[5] is None else whole(row[5], "an expression", 0, len(LABELS) - 1)
    return Face(
        box=Box(x, y, w, h),
        track_id=whole(row[4], "a number of a face", 0, 1 << 40),
        probabilities=np.array(
            [number(value, "a probability", 0, 1.001) for value in row[6:]], dtype=np.float32
        ),
        expression=None if expression is None else Expression(expression),
    )


def tell_info(info: ClipInfo) -> dict[str, Any]:
    """What ``info_of`` reads again."""
    return {
        "width": info.width,
        "height": info.height,
        "seconds": info.seconds,
        "has_sound": info.has_sound,
    }


def info_of(message: Message) -> ClipInfo:
    """The info of a message. Raises ``ProtocolError`` for anything that is none."""
    seconds = message.fields.get("seconds")
    return ClipInfo(
        width=message.whole("width", 1, LARGEST),
        height=message.whole("height", 1, LARGEST),
        seconds=None if seconds is None else number(seconds, "seconds", 1e-6, 1e12),
        has_sound=message.fields.get("has_sound") is True,
    )


def tell_overlay(overlay: Overlay) -> dict[str, Any]:
    """What ``overlay_of`` reads again."""
    names = [overlay.names[expression] for expression in [*Expression, None]]
    flags = {name: getattr(overlay, name) for name in ("box", "label", "bars", "numbers")}
    return flags | {"names": names}


def overlay_of(told: Mapping[str, Any]) -> Overlay:
    """In the worker, which believes the app."""
    names = dict(zip([*Expression, None], told["names"], strict=True))
    flags = {name: told[name] for name in ("box", "label", "bars", "numbers")}
    return Overlay(**flags, names=names)


def tell_baseline(baseline: Baseline | None) -> list[float] | None:
    """What ``baseline_of`` reads again."""
    return None if baseline is None else [float(value) for value in baseline.shift]


def baseline_of(told: list[float] | None) -> Baseline | None:
    """In the worker, which believes the app."""
    return None if told is None else Baseline(np.array(told, dtype=np.float32))


def tell_fault(error: FileError) -> dict[str, Any]:
    """What ``fault_of`` reads again."""
    short = {"got": error.got[:LONGEST_TEXT], "limit": error.limit[:LONGEST_TEXT]}
    return {"fault": error.fault.name} | short


def fault_of(message: Message) -> FileError | None:
    """The fault that a message tells, if it tells one. Raises ``ProtocolError``."""
    if "fault" not in message.fields:
        return None
    name = message.text("fault", 50)
    if name not in Fault.__members__:
        raise ProtocolError("no fault of that name")
    got, limit = (_plain(message.text(part, LONGEST_TEXT)) for part in ("got", "limit"))
    return FileError(Fault[name], got, limit)


def _plain(text: str) -> str:
    """In one line, of letters that can be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
