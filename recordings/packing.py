"""A recording as one short text, which the visitor's browser keeps over a reload of the page.

What comes back from there is as little to be trusted as any file: it is measured before use.
"""

import base64
import json
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.recorder import LONGEST_FRAME, MOST_FACES, STEP
from recordings.recording import LABELLED, PROBABILITIES, SEEN, WIDTH, Recording, Track, summed

LONGEST_TEXT = 150_000  # characters: one message of a page may be larger than that
MOST_ROWS = 3_000  # of all tracks: half a megabyte, to which a short text could swell
LONGEST_STEP = 64.0  # seconds, while there are faces to leave out
STEP_LIMIT = 65536.0  # seconds: years of recording
SLACK = 1e-3  # by which sums of float32 may be off
LARGEST = 16_000.0  # pixels of a box
ROWS = np.dtype("<f4")


class PackingError(ValueError):
    """This is no packed recording; the message says what was expected."""


def pack(recording: Recording) -> str:
    """``recording`` as text. Where it is long, two steps become one until it is short enough.

    Faces that were seen least are left out before a step is longer than a minute.
    """
    while _rows(recording) > MOST_ROWS or len(text := _text(recording)) > LONGEST_TEXT:
        if recording.faces and 2 * recording.step > LONGEST_STEP:
            recording = replace(recording, faces=dict(list(recording.faces.items())[:-1]))
        else:
            recording = _halved(recording)
    return text


def unpack(text: str) -> Recording:
    """The recording that ``pack`` made a text of. Raises ``PackingError`` for anything else."""
    head, rows = _parts(text)
    try:
        step, count, numbers = float(head["step"]), int(head["count"]), list(head["faces"])
        tuned = bool(head["tuned"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        kind = type(error).__name__  # its text would be the visitor's, and goes to the log
        raise PackingError(f"expected step, count, faces and tuned, got {kind}") from None
    if not STEP <= step <= STEP_LIMIT or not 0 <= count <= MOST_ROWS:
        raise PackingError(f"expected at most {MOST_ROWS} steps, got {count} of {step} s")
    known = all(type(number) is int and 0 <= number < 2**31 for number in numbers)
    if not known or len(set(numbers)) != len(numbers) or len(numbers) > MOST_FACES:
        raise PackingError(f"expected at most {MOST_FACES} numbers of faces")
    tracks = 1 + len(numbers)
    if tracks * count > MOST_ROWS or len(rows) != ROWS.itemsize * count * (1 + tracks * WIDTH):
        raise PackingError(f"expected {count} steps of {tracks} tracks, got {len(rows)} bytes")
    values = np.frombuffer(rows, ROWS).astype(np.float64)
    watched, table = values[:count], values[count:].reshape(tracks, count, WIDTH)
    if not _is_possible(watched, table, step):
        raise PackingError("expected seconds within their steps, and shares of them")
    faces = {number: Track(table[1 + place]) for place, number in enumerate(numbers)}
    return Recording(step, watched, Track(table[0]), faces, tuned)


def _rows(recording: Recording) -> int:
    return len(recording.watched) * (1 + len(recording.faces))


def _text(recording: Recording) -> str:
    head = {
        "step": recording.step,
        "count": len(recording.watched),
        "faces": list(recording.faces),
        "tuned": recording.tuned,
    }
    tracks = [recording.together, *recording.faces.values()]
    rows = np.concatenate([recording.watched, *(track.rows.ravel() for track in tracks)])
    packed = zlib.compress(json.dumps(head).encode() + b"\n" + rows.astype(ROWS).tobytes())
    return base64.b64encode(packed).decode()


def _parts(text: str) -> tuple[dict[str, Any], bytes]:
    """Head and rows, never more than a recording can have."""
    if len(text) > LONGEST_TEXT:
        raise PackingError(f"expected at most {LONGEST_TEXT} characters, got {len(text)}")
    most = MOST_ROWS * (1 + WIDTH) * ROWS.itemsize + LONGEST_TEXT
    try:
        content = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), most)
        line, _, rows = content.partition(b"\n")
        head = json.loads(line)
    except (ValueError, zlib.error, RecursionError):
        raise PackingError("expected a packed recording, got some other text") from None
    if not isinstance(head, dict):
        raise PackingError(f"expected a head, got {type(head).__name__}")
    return head, rows


def _is_possible(
    watched: NDArray[np.float64], table: NDArray[np.float64], step: float
) -> np.bool_ | bool:
    """Whether no figure contradicts another, so that every sum of them is one of seconds."""
    seen, longest = table[..., SEEN], step + LONGEST_FRAME + SLACK
    finite = np.isfinite(table).all() and np.isfinite(watched).all()
    if not finite or (watched < 0).any() or (table < 0).any() or (table > LARGEST * longest).any():
        return False
    sums = [table[..., columns].sum(axis=-1) for columns in (PROBABILITIES, LABELLED)]
    return (
        (watched <= longest).all()
        and (seen <= watched + SLACK).all()
        and all((abs(one - seen) <= SLACK * (1 + step)).all() for one in sums)
    )


def _halved(recording: Recording) -> Recording:
    """The same in half as many steps."""
    return replace(
        recording,
        step=2 * recording.step,
        watched=summed(recording.watched, 2),
        together=Track(summed(recording.together.rows, 2)),
        faces={number: Track(summed(track.rows, 2)) for number, track in recording.faces.items()},
    )
