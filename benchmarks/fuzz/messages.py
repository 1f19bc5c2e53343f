"""Broken messages of the video component: its value, with the offer and the candidates in it.

What passes the checks goes on to a real connection, as it does on the page. No packet is sent to
where a candidate points: those are left out there.
"""

import asyncio
import json
import logging
import os
import threading
import time
import zlib
from collections import Counter
from random import Random
from typing import Any

from aiortc import RTCConfiguration
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from streamlit_webrtc import WebRtcMode
from streamlit_webrtc.webrtc import WebRtcWorker

from benchmarks.fuzz.mutations import broken
from benchmarks.fuzz.outcome import Budget, Tally
from hosting.log_line import LineFormatter
from hosting.offers import MOST_CANDIDATES, OfferError, checked_value
from hosting.webrtc_compat import Bounds, Worker, install
from models.classifier import Classifier
from testkit.browser_offers import BROWSERS
from testkit.server import udp_sockets
from transformers.processor import EmotionVideoTransformer, LiveOptions

ROUND = 50  # messages, after which is looked at the clock
WARM_UP = 20  # messages, after which all is there that stays
ANSWERED_WITHIN = 20.0  # seconds
LEFT_WITHIN = 10.0  # seconds, until nothing is left of the connections

CANDIDATE = "candidate:1 1 udp 2113937151 192.168.1.7 51230 typ host generation 0 ufrag DRj8"
TOKENS = (
    "",
    "0",
    "-1",
    "65536",
    "4294967296",
    "a",
    "é",
    "\0",
    "\n",
    "\r\na=x",
    "%s",
    "{}",
    "9" * 99,
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@st.composite
def offers(draw: st.DrawFn) -> str:
    """A browser's offer with lines that are lost, doubled, moved or changed in a word."""
    lines = draw(st.sampled_from(list(BROWSERS.values()))).splitlines()
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        match draw(st.sampled_from(("lose", "double", "move", "word", "flood"))):
            case "lose":
                del lines[at : at + 1]
            case "double":
                lines[at:at] = lines[at : at + 1]
            case "move":
                lines.insert(draw(st.integers(0, len(lines))), lines.pop(at) if lines else "")
            case "word":
                lines[at : at + 1] = [_other_word(draw, line) for line in lines[at : at + 1]]
            case "flood":
                lines[at:at] = lines[at : at + 1] * draw(st.sampled_from((9, 99, 999)))
    return draw(st.sampled_from(("\r\n", "\n"))).join([*lines, ""])


@st.composite
def candidates(draw: st.DrawFn) -> Any:
    """A browser's candidates, whole and broken."""
    text = st.just(CANDIDATE) | st.builds(_broken_text, st.just(CANDIDATE), st.integers(0, 1 << 32))
    one = st.fixed_dictionaries(
        {"candidate": text | anything, "sdpMid": st.just("0") | anything},
        optional={"sdpMLineIndex": st.just(0) | anything},
    )
    return draw(st.dictionaries(st.text(max_size=9), one | anything, max_size=50))


@st.composite
def values(draw: st.DrawFn) -> Any:
    """What the component may report."""
    offer = st.fixed_dictionaries(
        {
            "type": st.just("offer") | st.sampled_from(("answer", "rollback", "")) | anything,
            "sdp": offers()
            | offers()
            | st.builds(_broken_offer, st.integers(0, 1 << 32))
            | anything,
        }
    )
    plain = st.fixed_dictionaries({"type": st.just("offer"), "sdp": offers()})
    value = st.fixed_dictionaries(
        {
            "playing": st.booleans() | anything,
            "sdpOffer": plain | plain | offer | st.just("") | anything,
            "iceCandidates": candidates() | anything,
        }
    )
    return draw(value | value | value | anything)


def _other_word(draw: st.DrawFn, line: str) -> str:
    words = line.split(" ")
    words[draw(st.integers(0, len(words) - 1))] = draw(
        st.sampled_from(TOKENS) | st.text(max_size=20)
    )
    return " ".join(words)


def _broken_text(text: str, number: int) -> str:
    random = Random(number)  # noqa: S311  # to come again, not to be secret
    return broken(text.encode(), [], random).decode("latin-1")


def _broken_offer(number: int) -> str:
    texts = list(BROWSERS.values())
    return _broken_text(texts[number % len(texts)], number)


class Lines(logging.Handler):
    """Counts the lines of the log, and remembers an event that took more than one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LineFormatter())
        self.count = 0
        self.broken: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at an event as the log would show it."""
        line = self.format(record)
        self.count += 1
        if not line.isprintable():
            self.broken.append(line)


class Connections:
    """Real connections for the offers that pass, one after another."""

    def __init__(self, classifier: Classifier) -> None:
        install(Bounds())
        # It tells with each connection that there is no page.
        logging.getLogger("streamlit.runtime").setLevel(logging.ERROR)
        self._classifier = classifier
        self._loop = asyncio.new_event_loop()
        # streamlit-webrtc asks for the loop of the thread that makes a connection: from Python 3.12
        # on with a warning where there is none.
        asyncio.set_event_loop(self._loop)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def answer(self, offer: dict[str, str]) -> None:
        """Answer an offer, and hang up. Raises ``OfferError``."""
        sdp = "".join(
            line for line in offer["sdp"].splitlines(keepends=True) if "a=candidate" not in line
        )
        worker = self._worker()
        try:
            worker.process_offer(sdp, offer["type"], ANSWERED_WITHIN)
        finally:
            worker.stop(ANSWERED_WITHIN)

    def close(self) -> None:
        """End the loop, and what still waits on it."""
        asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        asyncio.set_event_loop(None)
        self._loop.close()

    def _worker(self) -> "WebRtcWorker[Any, Any]":
        return Worker(
            WebRtcMode.SENDRECV,
            RTCConfiguration(iceServers=[]),
            *[None] * 13,  # tracks, players, recorders and callbacks: none
            video_processor_factory=lambda: EmotionVideoTransformer(
                self._classifier, LiveOptions()
            ),
            audio_processor_factory=None,
            async_processing=True,
            video_receiver_size=4,
            audio_receiver_size=4,
            sendback_video=True,
            sendback_audio=True,
            loop=self._loop,
        )


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def message(connections: Connections, value: Any) -> str:
    """Take a value as the page does; how it ended."""
    try:
        checked = checked_value(value)
    except OfferError:
        return "refused"
    _check(checked)
    if not checked["sdpOffer"]:
        return "no offer"
    try:
        connections.answer(checked["sdpOffer"])
    except OfferError:
        return "refused by the connection"
    return "answered"


def _check(checked: Any) -> None:
    """That what is left is what the libraries may be given."""
    if (
        set(checked) != {"playing", "sdpOffer", "iceCandidates"}
        or len(checked["iceCandidates"]) > MOST_CANDIDATES
    ):
        raise ValueError("another form")
    for line in checked["sdpOffer"].get("sdp", "").split("\r\n"):
        if not (line.isascii() and (line.isprintable() or not line)):
            raise ValueError("an offer with other signs")
    for candidate in checked["iceCandidates"].values():
        if not candidate["candidate"].isprintable():
            raise ValueError("a candidate of more than one line")


def fuzz(connections: Connections, tally: Tally, budget: Budget, start: str) -> None:
    """Give broken messages; what the log, the threads and the sockets make of them counts too."""
    _round(connections, Tally("warm-up", tally.folder), WARM_UP, "warm-up")
    before = _held()
    lines = Lines()
    logging.getLogger().addHandler(lines)
    began = time.monotonic()
    try:
        while budget.lasts(tally):
            _round(connections, tally, ROUND, f"{tally.kind}-{start}-{tally.cases}")
    finally:
        logging.getLogger().removeHandler(lines)
    tally.seconds = time.monotonic() - began
    tally.notes.append(f"lines of the log: {lines.count}")
    for line in lines.broken:
        tally.surprised(f"{tally.kind}-{start}-log", "an event of several lines", line.encode())
    left = _left(before)
    if left:
        tally.surprised(f"{tally.kind}-{start}-left", f"left behind: {left}", b"")


def _round(connections: Connections, tally: Tally, messages: int, case: str) -> None:
    """So many messages, the same ones for the same ``case``."""

    @seed(zlib.crc32(case.encode()))
    @settings(
        max_examples=messages,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(values())
    def give(value: Any) -> None:
        name = f"{case}-{tally.cases}"
        began = time.monotonic()
        try:
            outcome = message(connections, value)
        except Exception as error:  # what a message may not do to the app
            content = json.dumps(value, default=repr).encode()
            tally.surprised(name, f"{type(error).__name__}: {error}", content)
        else:
            tally.add(name, outcome, time.monotonic() - began)

    give()


def _held() -> Counter[str]:
    """Threads and UDP sockets of this process."""
    threads = Counter(one.name.rstrip("0123456789") for one in threading.enumerate())
    return threads + Counter({"UDP sockets": udp_sockets(os.getpid())})


def _left(before: Counter[str]) -> str:
    """What is held beyond ``before`` once there was time to let go of it."""
    until = time.monotonic() + LEFT_WITHIN
    while (more := _held() - before) and time.monotonic() < until:
        time.sleep(0.1)
    return ", ".join(f"{count} {name}" for name, count in more.items())
