"""``python -m benchmarks.visitor URL``: a visitor without a browser, in a process of its own.

It speaks Streamlit's own protocol with the page, does what streamlit-webrtc's frontend does, and
sends a film through aiortc.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.film import Film, encoded
from benchmarks.marks import read_mark
from transformers.media.planes import Planes, planes_of

COMPONENT = "webrtc_streamer"
STOPPED = {"playing": False, "sdpOffer": "", "iceCandidates": {}}
PLAYING = {"playing": True, "sdpOffer": "", "iceCandidates": {}}
LABEL_COLOUR = (55, 145)  # of the label for Happy, as the colour differences U and V
LIKE = 14  # what the codec does to it
LABELLED = 200  # pixels of that colour, at half size


class Span(NamedTuple):
    """How long a stream is watched, from its first picture on."""

    warm_up: float  # seconds
    measured: float  # seconds, after them


@dataclass(frozen=True)
class Visit:
    """What one visitor got."""

    to_first_picture: float  # seconds from Start
    to_first_label: float | None  # seconds from Start; None where none came
    frames_per_second: float  # over the time that was measured
    latencies: list[float]  # seconds from sending a frame to its return


class Page:
    """The page's side of the websocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._component = ""
        self._page = ""
        self._value: dict[str, Any] = STOPPED
        self._reruns: dict[str, asyncio.Task[None]] = {}
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.ready = asyncio.Event()

    async def listen(self) -> None:
        """Take the server's messages until the socket closes."""
        await self._rerun()
        async for content in self._socket:
            assert isinstance(content, bytes)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.HasField("component_instance"):
                self._take(message.delta.new_element.component_instance)
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "script_finished" and self._component:
                self.ready.set()
            elif kind == "auto_rerun":
                fragment = message.auto_rerun.fragment_id
                if fragment not in self._reruns:
                    again = self._rerun_every(message.auto_rerun.interval, fragment)
                    self._reruns[fragment] = asyncio.create_task(again)

    async def set(self, value: dict[str, Any]) -> None:
        """What the component's frontend would report."""
        self._value = value
        await self._rerun()

    def close(self) -> None:
        """Ask for no more."""
        for task in self._reruns.values():
            task.cancel()

    def _take(self, component: Any) -> None:
        if COMPONENT not in component.component_name:
            return
        self._component = component.id
        answer = json.loads(component.json_args).get("sdp_answer_json")
        if answer and not self.answer.done():
            self.answer.set_result(answer)

    async def _rerun(self, fragment: str = "") -> None:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        if fragment:
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = True
        if self._component:
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.json_value = self._component, json.dumps(self._value)
        await self._socket.send(message.SerializeToString())

    async def _rerun_every(self, seconds: float, fragment: str) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._rerun(fragment)


async def visit(
    url: str, film: Film, span: Span, begun: Callable[[], None] = lambda: None
) -> Visit:
    """Start a stream, watch it for a ``span`` of time, and stop.

    ``begun`` is called when the first picture has come.
    """
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    async with connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        page = Page(socket)
        listening = asyncio.create_task(page.listen())
        try:
            await asyncio.wait_for(page.ready.wait(), 30)
            start = time.monotonic()
            returned: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
            connection.on("track", returned.set_result)
            connection.addTrack(film)
            await connection.setLocalDescription(await connection.createOffer())
            offer = connection.localDescription
            await page.set(STOPPED | {"sdpOffer": {"type": offer.type, "sdp": offer.sdp}})
            answer = json.loads(await asyncio.wait_for(page.answer, 30))
            await connection.setRemoteDescription(RTCSessionDescription(**answer))
            await page.set(PLAYING)
            track = await returned
            return await _watch(track, film, start, span, begun)
        finally:
            page.close()
            await page.set(STOPPED)
            await connection.close()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


async def _watch(
    track: MediaStreamTrack, film: Film, start: float, span: Span, begun: Callable[[], None]
) -> Visit:
    first = label = None
    frames, latencies = 0, []
    while first is None or time.monotonic() < first + span.warm_up + span.measured:
        frame = await track.recv()
        assert isinstance(frame, av.VideoFrame)
        now = time.monotonic()
        if first is None:
            first = now
            begun()
        planes = planes_of(frame)
        if label is None and _shows_a_label(planes):
            label = now - start
        if now >= first + span.warm_up:
            frames += 1
            number = read_mark(planes.y)
            sent = next((sent for known, sent in reversed(film.times) if known == number), None)
            if sent is not None:
                latencies.append(now - sent)
    return Visit(first - start, label, frames / span.measured, latencies)


def _shows_a_label(planes: Planes) -> bool:
    u, v = LABEL_COLOUR
    alike = (abs(planes.u.astype(int) - u) < LIKE) & (abs(planes.v.astype(int) - v) < LIKE)
    return bool(np.count_nonzero(alike) > LABELLED)


def main() -> None:
    """Print ``live`` when the first picture has come, and at the end the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--warm-up", type=float, default=3, help="seconds")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--video", type=Path, help="a clip to send instead of a drawn scene")
    options = parser.parse_args()
    result = asyncio.run(
        visit(
            options.url,
            Film(encoded(options.video)),
            Span(options.warm_up, options.seconds),
            begun=lambda: print("live", flush=True),
        )
    )
    print(json.dumps(asdict(result)), flush=True)


if __name__ == "__main__":
    main()
