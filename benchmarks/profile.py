"""Where the CPU of one visitor goes, by part: the app beside a visitor without a browser."""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.report import Rows
from benchmarks.visitors import begin_visit, read_line
from hosting.process import Usage
from testkit.server import running_app

TITLE = "per cent of a core that one visitor at 640x480 and 30 frames a second takes, by part"
SETTLED, SECONDS = 4, 20
A_SECOND = 200  # looks at all threads
# What a place in the code belongs to: the innermost one of a stack that is named here counts.
PARTS = (
    ("transformers/detection/", "finding faces"),
    ("transformers/tracking/", "following them"),
    ("models/", "classifying them"),
    ("transformers/drawing/", "drawing"),
    ("transformers/media/", "copying the picture"),
    ("transformers/", "the rest of labelling"),
    ("hosting/encoders.py", "encoder"),
    ("aiortc/codecs/", "encoder"),
    ("views/", "the page"),
    ("streamlit/", "the page"),
    ("uvicorn/", "the page"),
    ("starlette/", "the page"),
    ("aiortc/", "RTP, SRTP, ICE"),
    ("aioice/", "RTP, SRTP, ICE"),
    ("pylibsrtp/", "RTP, SRTP, ICE"),
    ("asyncio/", "event loop"),
)
DECODER, LIVE_TRACK = "video-decoder", "live track"  # threads
OTHER = "other"


def measure(video: Path | None = None) -> Rows:
    """A row for each part, the largest first, and what the system itself counts for all of it."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as app:
        visitor = begin_visit(app.url, SETTLED, SECONDS + SETTLED, video)
        read_line(visitor)
        time.sleep(SETTLED)
        usage = Usage(app.pid)
        start, spent = time.monotonic(), usage.cpu_seconds()
        looks = _looks(app.pid, Path(folder) / "looks")
        share = (usage.cpu_seconds() - spent) / (time.monotonic() - start)
        visitor.wait(timeout=60)
        parts = by_part(looks.read_text(encoding="utf-8").splitlines())
    rows = [
        {"part": part, "% of a core": 100 * count / (A_SECOND * SECONDS)}
        for part, count in parts.most_common()
    ]
    return [*rows, {"part": "all of it, as the system counts", "% of a core": 100 * share}]


def by_part(stacks: Iterable[str]) -> Counter[str]:
    """Looks by part, of lines as py-spy writes them: ``thread;outer;...;inner COUNT``."""
    parts: Counter[str] = Counter()
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        parts[_part(stack.split(";"))] += int(count)
    return parts


def _part(stack: list[str]) -> str:
    thread = stack[0].rpartition(": ")[2]
    if thread == DECODER:  # whose code stands in the encoder's files
        return "decoder"
    for frame in reversed(stack[1:]):
        place = frame.rpartition("(")[2]
        for start, part in PARTS:
            if place.startswith(start):
                return part
    return "handing pictures over" if thread == LIVE_TRACK else OTHER


def _looks(pid: int, file: Path) -> Path:
    """Where py-spy wrote what it saw. Raises ``RuntimeError`` where it may not look."""
    command = [str(Path(sys.executable).parent / "py-spy"), "record", "--pid", str(pid)]
    how = ["--nonblocking", "--threads", "--format", "raw", "--output", str(file)]
    times = ["--rate", str(A_SECOND), "--duration", str(SECONDS)]
    done = subprocess.run(  # noqa: S603  # our own process
        [*command, *how, *times], capture_output=True, text=True, check=False
    )
    if done.returncode or not file.exists():
        raise RuntimeError(f"py-spy could not look into the app: {done.stderr.strip()[-500:]}")
    return file
