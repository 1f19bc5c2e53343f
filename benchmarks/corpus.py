"""``python -m benchmarks.corpus``: the corpus of clips and photos, each through a real worker.

What comes back is measured: size, length, sync of beep and flash, which way up, the greys and the
faces. It prints a table, and ends with 1 where something is not as it has to be. With ``--folder``
the files are kept there.
"""

import argparse
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np

from hosting.workers import Workers
from recordings.recorder import ClipRecorder
from testkit.corpus.clips import FLASH_AT, Clip, written
from testkit.corpus.list_of_clips import CLIPS
from testkit.corpus.photos import PHOTOS, Photo
from testkit.corpus.photos import written as photo_written
from testkit.corpus.scene import GREYS, Seen, look
from transformers.drawing.overlay import Overlay
from transformers.faults import FileError
from transformers.media.clip_reader import decoded
from transformers.types import Face
from uploads.client import JOBS, UploadLimits, Uploads

NOTHING_DRAWN = Overlay(box=False, label=False)
IN_SYNC = 0.04  # seconds
LENGTH = 0.05  # seconds by which a clip's length may differ: a packet of sound, or a picture


@dataclass
class Checked:
    """What was measured of one file, and what of it is wrong."""

    name: str
    measured: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str, value: str, *, right: bool) -> None:
        """Take down a value."""
        self.measured[what] = value
        if not right:
            self.wrong.append(f"{what} {value}")

    def line(self) -> str:
        """To print."""
        told = ", ".join(f"{what} {value}" for what, value in self.measured.items())
        return (
            f"{self.name}: {told} | {'WRONG: ' + '; '.join(self.wrong) if self.wrong else 'right'}"
        )


@dataclass(frozen=True)
class Played:
    """A labelled clip, as a player would show it."""

    size: tuple[int, int]
    seconds: float
    pictures: list[tuple[float, Seen]]
    beep: float | None  # seconds

    @property
    def flash(self) -> float | None:
        """Seconds."""
        return next((when for when, seen in self.pictures if seen.flash), None)


def played(content: bytes) -> Played:
    """Decode all of a clip."""
    pictures, beep, ends, size = [], None, [0.0], (0, 0)
    with av.open(io.BytesIO(content), "r") as clip:
        for frame in clip.decode(clip.streams.video[0]):
            size = (frame.width, frame.height)
            pictures.append((float(frame.time), look(as_shown(frame))))
        clip.seek(0)
        packets = clip.demux(clip.streams.audio[0]) if clip.streams.audio else []
        for frame in (frame for packet in packets for frame in decoded(packet)):
            samples = frame.to_ndarray().astype(np.float64)
            loud = np.abs(samples).max(axis=0) > 0.1
            if beep is None and loud.any():
                beep = float(frame.time) + float(loud.argmax()) / frame.sample_rate
        ends.append(float(clip.duration or 0) / av.time_base)
    return Played(size, max(ends), pictures, beep)


def as_shown(frame: av.VideoFrame) -> np.ndarray:
    """RGB, by what the frame says of its colours."""
    matrix = {1: 1, 9: 9}.get(frame.colorspace, 5)
    rgb = frame.reformat(
        format="rgb24", src_colorspace=matrix, dst_colorspace=matrix, interpolation="BICUBIC"
    )
    return rgb.to_ndarray()


def check_clip(uploads: Uploads, clip: Clip, content: bytes) -> Checked:
    """Have it labelled, and look at what comes back."""
    checked = Checked(clip.name)
    seen: list[tuple[float, Sequence[Face]]] = []
    result = io.BytesIO()
    try:
        info = uploads.look(io.BytesIO(content))
        done = uploads.label(
            io.BytesIO(content),
            result,
            NOTHING_DRAWN,
            lambda faces, when, _: seen.append((when, faces)),
        )
    except FileError as error:
        checked.note("fault", str(error), right=False)
        return checked
    _compare(checked, clip, played(result.getvalue()))
    size = (info.width, info.height)
    checked.note("told", f"{size[0]}x{size[1]}", right=size == clip.size)
    recorder = ClipRecorder()
    for when, faces in [*seen, (done.seconds, ())]:
        recorder.add(faces, when)
    recording = recorder.recording()
    timeline = recording.seconds
    checked.note("timeline", f"{timeline:.2f}", right=_near(timeline, clip) or not clip.whole)
    # A face is in view whenever there is a picture.
    share = recording.in_view * timeline / max(timeline - clip.late_video - clip.moved, 1e-9)
    checked.note("in view", f"{share:.0%}", right=share >= 0.9)
    checked.note("sound", "lost" if done.sound_lost else "kept", right=not done.sound_lost)
    return checked


def _compare(checked: Checked, clip: Clip, shown: Played) -> None:
    size = "x".join(map(str, shown.size))
    checked.note("size", size, right=shown.size == clip.size)
    checked.note(
        "length", f"{shown.seconds:.2f}", right=_near(shown.seconds, clip) or not clip.whole
    )
    flash, beep = shown.flash, shown.beep
    if clip.has_flash:
        at = "none" if flash is None else f"{flash:.3f}"
        right = flash is not None and abs(flash - FLASH_AT - clip.moved) <= IN_SYNC
        checked.note("flash", at, right=right)
        if clip.sound is not None:
            apart = None if flash is None or beep is None else flash - beep
            told = "none" if apart is None else f"{1000 * apart:+.0f} ms"
            checked.note("sync", told, right=apart is not None and abs(apart) <= IN_SYNC)
    upright = all(seen.upright for _, seen in shown.pictures)
    checked.note("upright", "yes" if upright else "no", right=upright and bool(shown.pictures))
    if clip.levels is not None and shown.pictures:
        means = np.mean([seen.greys for _, seen in shown.pictures], axis=0)
        off = float(np.abs(means - GREYS).max())
        checked.note("levels", f"{off:.1f}", right=off <= clip.levels)


def _near(seconds: float, clip: Clip) -> bool:
    return abs(seconds - clip.seconds - clip.moved) <= LENGTH


def check_photo(uploads: Uploads, photo: Photo, content: bytes) -> Checked:
    """Have its faces found, and look at what comes back."""
    checked = Checked(photo.name)
    try:
        seen = uploads.see(io.BytesIO(content), NOTHING_DRAWN)
    except FileError as error:
        checked.note("fault", str(error), right=error.fault is photo.fault)
        return checked
    checked.note("fault", "none", right=photo.fault is None)
    bgr = cv2.imdecode(np.frombuffer(seen.annotated, np.uint8), cv2.IMREAD_COLOR)
    picture = np.asarray(bgr, np.uint8)[:, :, ::-1]
    height, width = picture.shape[:2]
    checked.note("size", f"{width}x{height}", right=(width, height) == photo.size)
    found = look(picture)
    if photo.coloured:
        checked.note("upright", "yes" if found.upright else "no", right=found.upright)
    off = float(np.abs(np.array(found.greys) - GREYS).max())
    checked.note("levels", f"{off:.1f}", right=off <= photo.levels)
    faces = len(seen.faces)
    checked.note("faces", str(faces), right=photo.faces in (faces, -1))
    return checked


def main() -> None:
    """Print the table; exit with 1 where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--quick", action="store_true", help="what the suite takes")
    parser.add_argument("--folder", type=Path, help="keeps the files")
    options = parser.parse_args()
    workers = Workers(JOBS)
    uploads = Uploads(workers, UploadLimits())
    checked = []
    every: list[Clip | Photo] = [*CLIPS, *PHOTOS]
    for made in every:
        if options.only not in made.name or (options.quick and not made.quick):
            continue
        if isinstance(made, Clip):
            content = written(made)
            checked.append(check_clip(uploads, made, content))
        else:
            content = photo_written(made)
            checked.append(check_photo(uploads, made, content))
        if options.folder is not None:
            options.folder.mkdir(parents=True, exist_ok=True)
            (options.folder / re.sub(r"[^\w.]+", "-", made.name)).write_bytes(content)
        print(checked[-1].line(), flush=True)
    workers.close()
    wrong = [one.name for one in checked if one.wrong]
    print(f"{len(checked)} files, {len(wrong)} not as they have to be")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
