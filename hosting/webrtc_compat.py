"""Streams within bounds: what streamlit-webrtc, aiortc and aioice leave to whoever sends.

This is the one file that touches parts which those libraries keep to themselves. ``install`` puts
stricter classes in the place of theirs, once; importing the file changes nothing. For each part
tests/hosting/test_webrtc_compat.py has a test that names the library when the part has moved.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import aioice
from aiortc import (
    RTCPeerConnection,
    RTCSessionDescription,
    codecs,
    rtcdtlstransport,
    rtcicetransport,
    rtcpeerconnection,
    rtcrtpreceiver,
    rtcrtpsender,
)
from aiortc.codecs import h264, vpx
from aiortc.contrib import media
from aiortc.mediastreams import MediaStreamError
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.utils import compute_and_register_element_id
from streamlit.proto.Element_pb2 import Element
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import register_widget
from streamlit_webrtc import component, webrtc

from hosting.bandwidth import with_bandwidth
from hosting.bounded import NewestItems, NewestTasks
from hosting.encoder_thread import EncoderThread
from hosting.encoders import LeanH264Encoder, LeanVp8Encoder
from hosting.live_track import FRAMES_WAITING, LiveTrack
from hosting.offers import MOST_CANDIDATES, MOST_SOURCES, OfferError, checked_value
from hosting.picture_size import HD, Size, is_key_frame, vp8_size

logger = logging.getLogger(__name__)

ENCODED_FRAMES = 60  # that wait for the decoder, which is done with them in a fifth of a second
ENCODED_BYTES = 4_000_000  # of them together
PACKETS = 1024  # that wait for DTLS: about a second of video
DATAGRAM = 2048  # bytes: a browser's packets fit a network's 1,500
KNOWN_ADDRESSES = 2 * MOST_CANDIDATES  # of a visitor, those that its checks came from included
LOOK = 0.5  # seconds between two looks at a connection
CLOSING = 5.0  # seconds that closing a connection may take
DECODED = 4  # times the largest picture: what H.264 is decoded up to, to see that it is too large
MOST_BITS = "MAX_BITRATE"  # a second: an encoder takes no more, whatever it is asked for
LIBRARIES = ("aioice", "aiortc", "streamlit_webrtc")


@dataclass(frozen=True)
class Bounds:
    """What a stream may be."""

    picture: Size = HD  # the largest, upright or on its side
    silence: float = 15.0  # seconds without a picture after which the stream is ended
    kilobits: int = 800  # a second, each way


_bounds = Bounds()


def keep_stream(context: Any) -> None:
    """Keep streamlit-webrtc from ending the stream of a context when it miscounts script runs."""
    context._last_rendered_run_count = None


def hold_worker(context: Any) -> None:
    """Keep the worker of a context as long as the context, ended or not.

    streamlit-webrtc only knows it while somebody else does; once it is gone, the offer that it
    answered would be taken for a new one.
    """
    context._held_worker = context._get_worker()


def open_connections() -> list[RTCPeerConnection]:
    """Those of all visitors."""
    return [worker.pc for worker in list(webrtc._live_workers)]


def end_stream(processor: Any) -> None:
    """End the connection whose pictures a processor works on. It may be called on any thread."""
    for worker in list(webrtc._live_workers):
        if getattr(worker, "_processor", None) is processor:
            worker.stop()


def candidate_types(context: Any) -> set[str]:
    """The types of both ends by which a context is connected; none while that is not known."""
    try:
        (transceiver,) = context._get_worker().pc.getTransceivers()
        pairs = list(transceiver.receiver.transport.transport._connection._nominated.values())
    except (AttributeError, ValueError):
        return set()
    ends = [end for pair in pairs for end in (pair.local_candidate, pair.remote_candidate)]
    return {end.type for end in ends}


class Connection(aioice.Connection):
    """An ICE connection that leaves no socket and gathers neither packets nor addresses."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._queue = NewestTasks(PACKETS)

    async def gather_candidates(self) -> None:
        """Gather, and close what was opened while the connection was closed.

        For each packet asyncio takes memory for the largest that it would read, 256 KB: where such
        pieces go back to the system at once, it is asked anew each time. What is longer is cut.
        """
        await super().gather_candidates()
        for protocol in self._protocols:
            if hasattr(protocol.transport, "max_size"):  # as asyncio's own have
                protocol.transport.max_size = DATAGRAM
        if self._closing:
            protocols, self._protocols = self._protocols, []
            for protocol in protocols:
                protocol.transport.close()

    def data_received(self, data: bytes, component: int) -> None:
        """Take a packet; an empty one would end DTLS."""
        if data:
            super().data_received(data, component)

    def check_incoming(self, message: Any, addr: tuple[str, int], protocol: Any) -> None:
        """Answer a check; from addresses without end only the first are remembered."""
        known = [(one._network_host, one.port) for one in self._remote_candidates]
        if tuple(addr) in known or len(known) < KNOWN_ADDRESSES:
            super().check_incoming(message, addr, protocol)


class Router(rtcdtlstransport.RtpRouter):
    """Packets of a few sources only: aiortc keeps an account of each for good."""

    def route_rtp(self, packet: Any) -> Any:
        """The receiver of a packet; None for one to drop."""
        if packet.ssrc not in self.ssrc_table and len(self.ssrc_table) >= MOST_SOURCES:
            return None
        return super().route_rtp(packet)


class EncodedFrames(NewestItems):
    """What waits for the decoder: short, and no picture that is too large.

    Frames build on each other, so where one is dropped, all are up to the next key frame.
    """

    def __init__(self, ask_for_key: Callable[[], None], refuse: Callable[[], None]) -> None:
        """``refuse`` is called for a picture that is too large."""
        super().__init__(ENCODED_FRAMES + 1)
        self._ask_for_key, self._refuse = ask_for_key, refuse
        self._waits_for_key = False

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Take a pair of codec and frame, or None for the end, before which nothing is left."""
        if item is None:
            self._clear()
        else:
            codec, frame = item
            if not frame.data:  # nothing but padding, which FFmpeg takes for the stream's end
                return
            size = vp8_size(frame.data) if codec.name == "VP8" else None
            if size is not None and not _bounds.picture.holds(size):
                self._refuse()
                return
            waiting = self._bytes() + len(frame.data)
            if self.qsize() >= ENCODED_FRAMES or waiting > ENCODED_BYTES:
                self._clear()
                self._waits_for_key = True
            if self._waits_for_key:
                if not is_key_frame(codec.name, frame.data):
                    self._ask_for_key()
                    return
                self._waits_for_key = False
        super().put(item, block, timeout)

    def _bytes(self) -> int:
        with self.mutex:
            return sum(len(item[1].data) for item in self.queue if item is not None)

    def _clear(self) -> None:
        with self.mutex:
            self.queue.clear()


class RemoteTrack(rtcrtpreceiver.RemoteStreamTrack):
    """The pictures that come from a visitor, the newest only."""

    def __init__(self, kind: str, id: str | None = None) -> None:
        super().__init__(kind, id)
        self._queue = NewestTasks(FRAMES_WAITING)
        self.too_large = False

    async def recv(self) -> Any:
        """The next picture. Raises ``MediaStreamError`` at the end, or for one too large."""
        frame: Any = await super().recv()
        if not _bounds.picture.holds(Size(frame.width, frame.height)):
            self.refuse()
            raise MediaStreamError
        return frame

    def refuse(self) -> None:
        """A picture was too large: no further one is taken."""
        self.too_large = True
        self.stop()

    def stop(self) -> None:
        """End the track, and wake who waits for its next picture."""
        super().stop()
        self._queue.put_nowait(None)


class Receiver(rtcrtpreceiver.RTCRtpReceiver):
    """Receives video with a short queue before the decoder."""

    def __init__(self, kind: str, transport: Any) -> None:
        super().__init__(kind, transport)
        self._RTCRtpReceiver__decoder_queue = EncodedFrames(
            self._RTCRtpReceiver__decoder_error.set,  # type: ignore[attr-defined]
            self._refuse,
        )

    def _refuse(self) -> None:
        if isinstance(self._track, RemoteTrack):
            self._track.refuse()


class Sender(rtcrtpsender.RTCRtpSender):
    """Sends video that is encoded on a thread of its own."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._RTCRtpSender__loop = EncoderThread()

    async def stop(self) -> None:
        """End it, and the thread."""
        await super().stop()
        self._RTCRtpSender__loop.end()


class RelayTrack(media.RelayStreamTrack):
    """The newest pictures of another track."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._queue = NewestTasks(FRAMES_WAITING)

    def stop(self) -> None:
        """End the track, and wake who waits for its next picture."""
        super().stop()
        if self._queue is not None:
            self._queue.put_nowait(None)


def get_decoder(codec: Any) -> Any:
    """aiortc's, which gives up on a picture before it takes memory for one far too large.

    The size of VP8 is read before, because its decoder takes the memory first.
    """
    decoder: Any = _get_decoder(codec)
    pixels = DECODED * _bounds.picture.width * _bounds.picture.height
    decoder.codec.options = {"max_pixels": str(pixels)}
    return decoder


_get_decoder: Callable[[Any], Any] = rtcrtpreceiver.__dict__["get_decoder"]


class Worker(webrtc.WebRtcWorker[Any, Any]):
    """One visitor's connection, which ends by itself and leaves nothing.

    It ends when it failed, when no picture came for a while, or when one was too large.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # streamlit-webrtc's one relay for all visitors keeps the tracks that never began.
        super().__init__(*arguments, **options, relay=media.MediaRelay())
        self._begun = time.monotonic()
        self._processor: Any = None
        self._over = False  # nothing more is begun
        self._ended = False  # nothing is left
        make = self.video_processor_factory
        self.video_processor_factory = None if make is None else lambda: self._made(make())

    @property
    def local_description(self) -> RTCSessionDescription:
        """The answer, which bounds what the browser sends."""
        answer = self.pc.localDescription
        return answer and RTCSessionDescription(
            with_bandwidth(answer.sdp, _bounds.kilobits), answer.type
        )

    def process_offer(self, sdp: Any, type_: Any, timeout: float | None = None) -> Any:
        """The answer. Raises ``OfferError``, or what the factory raised."""
        asyncio.run_coroutine_threadsafe(self._watch(), self._loop)
        try:
            return super().process_offer(sdp, type_, timeout)
        except Exception as error:
            if self._processor is None:  # by the factory: nobody looked at the offer
                raise
            raise OfferError(f"it was not understood: {type(error).__name__}") from None

    def set_ice_candidates_from_offerer(self, candidates: dict[str, dict[str, Any]]) -> None:
        """Use a visitor's candidates, up to the bound for all of its messages together."""
        room = MOST_CANDIDATES - len(self._added_ice_candidate_ids)
        new = [name for name in candidates if name not in self._added_ice_candidate_ids]
        super().set_ice_candidates_from_offerer({name: candidates[name] for name in new[:room]})

    def stop(self, timeout: float | None = 1.0) -> None:
        """End the connection; from other threads than the loop's, wait for that a little."""
        self._unset_processors()
        if not self._loop.is_running():
            super().stop(timeout)
            return
        end = asyncio.run_coroutine_threadsafe(self._end(), self._loop)
        if not _is_on(self._loop):
            with suppress(TimeoutError):
                end.result(timeout)

    def _made(self, processor: Any) -> Any:
        self._processor = processor
        if self._over:  # while it was made
            processor.on_ended()
        return processor

    def _unset_processors(self) -> None:
        self._over = True
        super()._unset_processors()  # type: ignore[no-untyped-call]
        if self._processor is not None:
            self._processor.on_ended()

    async def _watch(self) -> None:
        while not self._ended:
            await asyncio.sleep(LOOK)
            if getattr(self._input_video_track, "too_large", False):
                self._processor.on_too_large()
            if self._is_over():
                self.stop()

    def _is_over(self) -> bool:
        track, returned = self._input_video_track, self._output_video_track
        heard = getattr(returned, "last_frame", None) or self._begun
        return (
            any(one is not None and one.readyState == "ended" for one in (track, returned))
            or self.pc.connectionState in ("failed", "closed")
            or time.monotonic() - heard > _bounds.silence
        )

    async def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._stop_observer()
        for track in (self._output_video_track, self._input_video_track):
            if track is not None:
                track.stop()
        try:
            await asyncio.wait_for(self.pc.close(), CLOSING)
        except Exception as error:
            logger.warning("A connection was not closed in order: %s", type(error).__name__)
        webrtc._force_stop_decoder_threads(self.pc)
        for transceiver in self.pc.getTransceivers():
            for protocol in transceiver.receiver.transport.transport._connection._protocols:
                protocol.transport.close()
        webrtc._live_workers.discard(self)

    def _stop_observer(self) -> None:
        """End the thread that looks for the page's end, without waiting for it."""
        observer, self._session_shutdown_observer = self._session_shutdown_observer, None
        if observer is not None:
            observer._polling_thread_stop_event.set()


def _is_on(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def _show_checked(**options: Any) -> Any:
    """The video component, whose value is checked before streamlit-webrtc sees it."""
    value = _shown(**options)
    return value if value is None else checked_value(value)


def _shown(*, key: str, on_change: Callable[[], None] | None = None, **told: Any) -> Any:
    """The value of the video component, which is placed on the page as Streamlit would.

    Streamlit itself looks whether something that is told to it is a table, and loads pandas and
    pyarrow to know one: 75 MB. All of ours is JSON.
    """
    page, instance = get_dg_singleton_instance().main_dg, Element().component_instance
    instance.component_name, instance.url = _show.name, _show.url or ""
    instance.json_args = json.dumps(told | {"default": None, "key": key})
    instance.id = compute_and_register_element_id(
        "component_instance",
        user_key=key,
        key_as_main_identity={"name", "url"},
        dg=page,
        name=_show.name,
        url=_show.url,
        json_args=instance.json_args,
        special_args=[],
    )
    state = register_widget(
        instance.id,
        deserializer=lambda value: value,
        serializer=lambda value: value,
        ctx=get_script_run_ctx(),
        on_change_handler=on_change,
        value_type="json_value",
    )
    page._enqueue("component_instance", instance)
    return state.value


def _checked_state(value: object) -> Any:
    """The state that a value tells; an offer that is refused tells none."""
    try:
        return _compile_state(checked_value(value))
    except OfferError:
        return _compile_state({})


_show: Any = component._component_func
_compile_state: Callable[..., Any] = component.compile_state

REPLACEMENTS: tuple[tuple[ModuleType, str, Any], ...] = (
    (rtcicetransport, "Connection", Connection),
    (rtcdtlstransport, "RtpRouter", Router),
    (rtcrtpreceiver, "get_decoder", get_decoder),
    (codecs, "Vp8Encoder", LeanVp8Encoder),
    (codecs, "H264Encoder", LeanH264Encoder),
    (rtcpeerconnection, "RTCRtpReceiver", Receiver),
    (rtcpeerconnection, "RTCRtpSender", Sender),
    (rtcpeerconnection, "RemoteStreamTrack", RemoteTrack),
    (media, "RelayStreamTrack", RelayTrack),
    (webrtc, "AsyncVideoProcessTrack", LiveTrack),
    (component, "WebRtcWorker", Worker),
    (component, "_component_func", _show_checked),
    (component, "compile_state", _checked_state),
)


def install(bounds: Bounds) -> None:
    """Put the stricter parts in their places, and keep the libraries from logging.

    Call it before the first stream; another call changes the bounds for the streams to come.
    """
    global _bounds  # noqa: PLW0603  # one process, one rule
    _bounds = bounds
    for module, name, part in REPLACEMENTS:
        setattr(module, name, part)
    for encoder in (vpx, h264):
        setattr(encoder, MOST_BITS, bounds.kilobits * 1000)
    _keep_visitors_out_of_the_log()


def _keep_visitors_out_of_the_log() -> None:
    """The libraries log what visitors send, with stack traces, as often as they send it."""
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_tell_shortly)


def _tell_shortly(record: logging.LogRecord) -> bool:
    """Turn what asyncio says of a library's task into one line without its text."""
    if record.exc_info and record.exc_info[2] is not None and _is_of_library(record.exc_info[2]):
        record.msg = "A task of a connection failed: %s"
        record.args = (record.exc_info[0].__name__ if record.exc_info[0] else "",)
        record.exc_info = record.exc_text = None
    return True


def _is_of_library(trace: Any) -> bool:
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").split(".")[0] in LIBRARIES:
            return True
        trace = trace.tb_next
    return False
