"""``python -m benchmarks.soak --visitors 1000``: strangers come and go, and one visitor stays.

Visitors without a browser, a few at once, are polite or are not. Beside them one honest visitor
is live all the time. At the end the server holds what it held at the start, or something leaks:
then, or where the honest visitor's picture came too slowly, it ends with 1.
"""

import argparse
import asyncio
import itertools
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, fields
from pathlib import Path

from aiortc.mediastreams import MediaStreamError
from websockets.exceptions import ConnectionClosed, WebSocketException

from benchmarks.film import encoded
from benchmarks.strangers import KINDS, PATIENCE, guest_at
from hosting.process import Usage
from testkit.server import Server, running_app

SETTLE = 8.0  # seconds beyond the server's own deadlines, after which it is looked at in any case
LOOK = 0.25  # seconds between two looks at the server
MOST_GROWTH = 0.05  # of what it held at the start
# Threads that wait for work, and files, which the server keeps for the next visitors.
KEPT = {"threads": 2, "descriptors": 2}
LEAST_RATE = 28.0  # frames a second of the honest visitor


@dataclass(frozen=True)
class Deadlines:
    """Of the server, in seconds."""

    without_frame: int = 15  # after which it ends a stream
    session: int = 30  # that Streamlit keeps a closed page's session for

    def environment(self) -> dict[str, str]:
        """What the server is told of them."""
        return {
            "FACECUE_SECONDS_WITHOUT_FRAME": str(self.without_frame),
            "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(self.session),
        }


SHORT = Deadlines(without_frame=5, session=2)


@dataclass(frozen=True)
class Crowd:
    """Who comes."""

    visitors: int
    at_once: int
    kinds: Sequence[str]  # in turn
    film: list[bytes]  # that each shows
    warm_up: int = 8  # visitors before the first look at the server


@dataclass(frozen=True)
class Held:
    """What a process holds."""

    megabytes: float
    threads: int
    descriptors: int
    udp_sockets: int

    @classmethod
    def by(cls, server: Server) -> "Held":
        """At this moment, by the app."""
        process = Path(f"/proc/{server.pid}")
        return cls(
            Usage(server.pid).resident_megabytes(),
            len(list((process / "task").iterdir())),
            len(list((process / "fd").iterdir())),
            server.udp_sockets(),
        )

    def is_like(self, other: "Held") -> bool:
        """Whether as much of everything that can be counted was held then."""
        mine = (self.threads, self.descriptors, self.udp_sockets)
        return mine == (other.threads, other.descriptors, other.udp_sockets)


@dataclass(frozen=True)
class Picture:
    """What the honest visitor saw."""

    rate: float  # frames a second
    freeze: float  # seconds, the longest
    began_anew: int  # how often their stream was ended


@dataclass(frozen=True)
class Soaked:
    """What came of it."""

    start: Held
    end: Held
    outcomes: Counter[str]  # by kind of visitor and what became of them
    picture: Picture | None  # where there was an honest visitor

    def faults(self) -> list[str]:
        """What may not be, each in a few words."""
        found = []
        for part in fields(Held):
            start, end = (getattr(held, part.name) for held in (self.start, self.end))
            if end - start > max(MOST_GROWTH * start, KEPT.get(part.name, 0)):
                found.append(f"{part.name} grew")
        if self.picture is not None and self.picture.rate < LEAST_RATE:
            found.append("the honest visitor's picture was slow")
        return found


class Honest:
    """The visitor who is live all the time, and counts."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.began_anew = -1
        self.live = asyncio.Event()

    async def watch(self, url: str, film: list[bytes]) -> None:
        """Be live until cancelled, and begin anew where the server ends the stream."""
        while True:
            self.began_anew += 1
            with suppress(MediaStreamError, WebSocketException):
                async with guest_at(url, film) as guest:
                    track = await guest.live()
                    self.live.set()
                    while True:
                        await track.recv()
                        self.times.append(time.monotonic())

    def picture(self) -> Picture:
        """What they have seen."""
        gaps = [after - before for before, after in itertools.pairwise(self.times)]
        rate, freeze = len(gaps) / max(sum(gaps), 1e-9), max(gaps, default=0.0)
        return Picture(rate, freeze, self.began_anew)


async def _visit(kind: str, url: str, film: list[bytes]) -> str:
    try:
        async with asyncio.timeout(2 * PATIENCE), guest_at(url, film) as guest:
            await KINDS[kind](guest)
    except (TimeoutError, ConnectionClosed, MediaStreamError, OSError) as error:
        return f"{kind}: {type(error).__name__}"
    return f"{kind}: done"


async def _come_and_go(
    kinds: Iterator[str], at_once: int, url: str, film: list[bytes]
) -> Counter[str]:
    """Let the visitors in, ``at_once`` at a time."""
    outcomes: Counter[str] = Counter()

    async def one_after_another() -> None:
        for kind in kinds:
            outcomes[await _visit(kind, url, film)] += 1

    await asyncio.gather(*(one_after_another() for _ in range(at_once)))
    return outcomes


async def _at_rest(server: Server, sockets: int, deadlines: Deadlines) -> Held:
    """What the server holds once it has forgotten who left, or had more than time enough for it.

    Then it has no more than ``sockets``, and nothing changes for longer than a session is kept.
    """
    now = time.monotonic()
    held, since = Held.by(server), now
    end = now + SETTLE + deadlines.without_frame + deadlines.session
    while now < end and (held.udp_sockets > sockets or now - since <= deadlines.session):
        await asyncio.sleep(LOOK)
        latest, now = Held.by(server), time.monotonic()
        if not latest.is_like(held):
            since = now
        held = latest
    return held


def soaked_app(folder: Path, crowd: Crowd, deadlines: Deadlines) -> AbstractContextManager[Server]:
    """The app with places for all who come at once, and for those it has yet to forget."""
    places = {"FACECUE_MOST_VISITORS": str(10 * crowd.at_once)}
    return running_app(folder, **places, **deadlines.environment())


async def soak(server: Server, crowd: Crowd, deadlines: Deadlines, honest: Honest | None) -> Soaked:
    """Send the crowd, and some before it, beside the ``honest`` visitor where there is one.

    ``deadlines`` are the server's.
    """
    order = itertools.cycle(crowd.kinds)

    async def come(visitors: int) -> Counter[str]:
        return await _come_and_go(
            itertools.islice(order, visitors), crowd.at_once, server.url, crowd.film
        )

    watching = None if honest is None else asyncio.create_task(honest.watch(server.url, crowd.film))
    try:
        if honest is not None:
            await asyncio.wait_for(honest.live.wait(), PATIENCE)
        sockets = server.udp_sockets()
        await come(crowd.warm_up)
        start = await _at_rest(server, sockets, deadlines)
        if honest is not None:
            honest.times.clear()
        outcomes = await come(crowd.visitors)
        picture = None if honest is None else honest.picture()
        return Soaked(start, await _at_rest(server, sockets, deadlines), outcomes, picture)
    finally:
        if watching is not None:
            watching.cancel()
            with suppress(asyncio.CancelledError):  # anything else is what happened to them
                await watching


def main() -> int:
    """Print what the honest visitor got, and what the server holds at the start and the end.

    Returns 1 where something grew, or their picture came too slowly.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=2)
    # By then the allocator holds what the most visitors at once take; with fewer, that is growth.
    parser.add_argument("--warm-up", type=int, default=200, help="visitors before the first look")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--short-deadlines", action="store_true", help="of the server's")
    options = parser.parse_args()
    logging.getLogger("aiortc").setLevel(logging.CRITICAL)
    deadlines = SHORT if options.short_deadlines else Deadlines()
    crowd = Crowd(
        options.visitors, options.at_once, options.kinds, encoded(), warm_up=options.warm_up
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        soaked_app(Path(folder), crowd, deadlines) as server,
    ):
        began = time.monotonic()
        result = asyncio.run(soak(server, crowd, deadlines, Honest()))
        print(f"{crowd.visitors} visitors in {time.monotonic() - began:.0f} s")
        lines = len(server.log.read_text(encoding="utf-8").splitlines())
        traces = server.log.read_text(encoding="utf-8").count("Traceback")
    for outcome, count in sorted(result.outcomes.items()):
        print(f"  {outcome}: {count}")
    if result.picture is not None:
        print(
            f"honest visitor: {result.picture.rate:.1f} frames a second, longest freeze "
            f"{result.picture.freeze:.2f} s, began anew {result.picture.began_anew} times"
        )
    for part in fields(Held):
        start, end = (getattr(held, part.name) for held in (result.start, result.end))
        change = 100 * (end - start) / max(start, 1)
        print(f"{part.name}: {start:.0f} at the start, {end:.0f} at the end ({change:+.1f} %)")
    print(f"log: {lines} lines, {traces} stack traces")
    faults = result.faults()
    print(f"not well: {', '.join(faults)}" if faults else "all is well")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
