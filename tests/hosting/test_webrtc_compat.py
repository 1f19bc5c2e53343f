"""Where the libraries keep what hosting/webrtc_compat.py touches; a failure names the library."""

import ast
import asyncio
import dis
import inspect
import json
import queue
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

import aioice
import pytest
from aiortc import RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from aiortc.codecs import h264, vpx
from aiortc.contrib import media
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from av import VideoFrame
from streamlit.testing.v1 import AppTest
from streamlit_webrtc import WebRtcMode, component, webrtc
from streamlit_webrtc.shutdown import SessionShutdownObserver

from hosting import webrtc_compat
from hosting.bounded import NewestTasks
from hosting.live_track import LiveTrack
from testkit.patience import PATIENCE

AIORTC, AIOICE, STREAMLIT_WEBRTC = "aiortc", "aioice", "streamlit-webrtc"
THREADS = {"video-decoder", "live track", "encoder", "process_offer"}  # that a connection has
HOST = "6815297761 1 udp 659136 192.0.2.4 31102 typ host generation 0"

# Classes and functions that are put in place of others, or called: by library, module and name.
LOOKED_UP = [
    (AIORTC, "aiortc.rtcicetransport", "Connection"),
    (AIORTC, "aiortc.rtcdtlstransport", "RtpRouter"),
    (AIORTC, "aiortc.rtcrtpreceiver", "get_decoder"),
    (AIORTC, "aiortc.codecs", "Vp8Encoder"),
    (AIORTC, "aiortc.codecs", "H264Encoder"),
    (AIORTC, "aiortc.codecs.vpx", webrtc_compat.MOST_BITS),
    (AIORTC, "aiortc.codecs.h264", webrtc_compat.MOST_BITS),
    (AIORTC, "aiortc.rtcpeerconnection", "RTCRtpReceiver"),
    (AIORTC, "aiortc.rtcpeerconnection", "RTCRtpSender"),
    (AIORTC, "aiortc.rtcpeerconnection", "RemoteStreamTrack"),
    (AIORTC, "aiortc.contrib.media", "RelayStreamTrack"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.webrtc", "AsyncVideoProcessTrack"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.webrtc", "_live_workers"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.webrtc", "_force_stop_decoder_threads"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.component", "WebRtcWorker"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.component", "_component_func"),
    (STREAMLIT_WEBRTC, "streamlit_webrtc.component", "compile_state"),
]
# What an object has once it is made: by library, object, attribute and kind.
ATTRIBUTES = [
    (AIOICE, "Connection", "_queue", asyncio.Queue),
    (AIOICE, "Connection", "_closing", bool),
    (AIOICE, "Connection", "_protocols", list),
    (AIOICE, "Connection", "_remote_candidates", list),
    (AIOICE, "Connection", "_nominated", dict),
    (AIOICE, "Candidate", "_network_host", str),
    (AIOICE, "Candidate", "port", int),
    (AIOICE, "Candidate", "type", str),
    (AIORTC, "RTCIceTransport", "_connection", aioice.Connection),
    (AIORTC, "RTCRtpReceiver", "_RTCRtpReceiver__decoder_queue", queue.Queue),
    (AIORTC, "RTCRtpReceiver", "_RTCRtpReceiver__decoder_error", threading.Event),
    (AIORTC, "RTCRtpReceiver", "_track", type(None)),
    (AIORTC, "RTCRtpSender", "_RTCRtpSender__loop", asyncio.AbstractEventLoop),
    (AIORTC, "RtpRouter", "ssrc_table", dict),
    (AIORTC, "RemoteStreamTrack", "_queue", asyncio.Queue),
    (AIORTC, "RelayStreamTrack", "_queue", asyncio.Queue),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "pc", RTCPeerConnection),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "_loop", asyncio.AbstractEventLoop),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "video_processor_factory", type(None)),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "_added_ice_candidate_ids", set),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "_input_video_track", type(None)),
    (STREAMLIT_WEBRTC, "WebRtcWorker", "_output_video_track", type(None)),
    (
        STREAMLIT_WEBRTC,
        "WebRtcWorker",
        "_session_shutdown_observer",
        SessionShutdownObserver,
    ),
    (
        STREAMLIT_WEBRTC,
        "SessionShutdownObserver",
        "_polling_thread_stop_event",
        threading.Event,
    ),
    (STREAMLIT_WEBRTC, "WebRtcStreamerContext", "_last_rendered_run_count", type(None)),
]
# Methods that are called, or replaced with the same parameters.
METHODS = [
    (AIOICE, webrtc_compat.Connection, "gather_candidates"),
    (AIOICE, webrtc_compat.Connection, "data_received"),
    (AIOICE, webrtc_compat.Connection, "check_incoming"),
    (AIORTC, webrtc_compat.Router, "route_rtp"),
    (AIORTC, webrtc_compat.RemoteTrack, "__init__"),
    (AIORTC, webrtc_compat.RemoteTrack, "recv"),
    (AIORTC, webrtc_compat.RemoteTrack, "stop"),
    (AIORTC, webrtc_compat.RelayTrack, "stop"),
    (AIORTC, webrtc_compat.Receiver, "__init__"),
    (AIORTC, webrtc_compat.Sender, "stop"),
    (STREAMLIT_WEBRTC, webrtc_compat.Worker, "process_offer"),
    (STREAMLIT_WEBRTC, webrtc_compat.Worker, "set_ice_candidates_from_offerer"),
    (STREAMLIT_WEBRTC, webrtc_compat.Worker, "stop"),
    (STREAMLIT_WEBRTC, webrtc_compat.Worker, "_unset_processors"),
]
# Seen to be called: on a real connection, and on a page.
CALLED = {"_get_worker", "_enqueue"}
# Names of our own that stand on a class of a library.
OURS = {
    webrtc_compat.Receiver: {"_refuse"},
    webrtc_compat.RemoteTrack: {"too_large", "refuse"},
    webrtc_compat.Worker: {
        *("_begun", "_processor", "_over", "_ended", "_made"),
        *("_watch", "_is_over", "_end", "_stop_observer"),
    },
    component.WebRtcStreamerContext: {"_held_worker"},
    webrtc_compat.EncodedFrames: {
        *("_ask_for_key", "_refuse", "_waits_for_key", "_bytes", "_clear"),
    },
}


def moved(library: str, part: str) -> str:
    return f"{library} moved {part}, which hosting/webrtc_compat.py needs"


class Processor:
    """Gives each picture back as it came."""

    def __init__(self) -> None:
        self.ended = 0

    def recv(self, frame: VideoFrame) -> VideoFrame:
        return frame

    def on_ended(self) -> None:
        self.ended += 1


@asynccontextmanager
async def worker_of(
    kind: Any, processor: Processor | None = None, **more: Any
) -> AsyncIterator[Any]:
    """A worker as ``webrtc_streamer`` makes it, on the loop that runs."""
    names = list(inspect.signature(webrtc.WebRtcWorker.__init__).parameters)[1:]
    options: dict[str, Any] = dict.fromkeys(names)
    del options["relay"]
    options |= {
        "mode": WebRtcMode.SENDRECV,
        "loop": asyncio.get_running_loop(),
        "async_processing": True,
        "sendback_video": True,
    }
    if processor is not None:
        options["video_processor_factory"] = lambda: processor
    worker = kind(**options, **more)
    try:
        yield worker
    finally:
        await asyncio.to_thread(worker.stop, PATIENCE)


def theirs(kind: type) -> Any:
    """The library's class that one of ours stands on, whichever of them is in place."""
    return kind.__mro__[1]


@pytest.fixture(scope="module")
def objects() -> dict[str, dict[str, Any]]:
    """What one of each of the libraries' own classes has once it is made, by its name."""

    async def make() -> dict[str, dict[str, Any]]:
        connection = RTCPeerConnection()
        transport = connection.addTransceiver("video").receiver.transport
        state = component.WebRtcStreamerState(playing=False, signalling=False)
        made: dict[str, Any] = {
            "Connection": aioice.Connection(ice_controlling=False),
            "Candidate": aioice.Candidate.from_sdp(HOST),
            "RTCIceTransport": transport.transport,
            "RTCRtpReceiver": theirs(webrtc_compat.Receiver)("video", transport),
            "RTCRtpSender": theirs(webrtc_compat.Sender)("video", transport),
            "RtpRouter": theirs(webrtc_compat.Router)(),
            "RemoteStreamTrack": theirs(webrtc_compat.RemoteTrack)("video"),
            "RelayStreamTrack": theirs(webrtc_compat.RelayTrack)(
                media.MediaRelay(), VideoStreamTrack(), True
            ),
            "WebRtcStreamerContext": component.WebRtcStreamerContext(None, state),
        }
        attributes = {name: vars(one).copy() for name, one in made.items()}
        async with worker_of(webrtc.WebRtcWorker, relay=media.MediaRelay()) as worker:
            attributes["WebRtcWorker"] = vars(worker).copy()
            observer = vars(worker).get("_session_shutdown_observer")
            attributes["SessionShutdownObserver"] = vars(observer).copy() if observer else {}
        await connection.close()
        return attributes

    return asyncio.run(asyncio.wait_for(make(), PATIENCE))


@pytest.mark.parametrize(("library", "name", "attribute", "kind"), ATTRIBUTES)
def test_an_object_has_what_is_used_of_it(
    library: str, name: str, attribute: str, kind: type, objects: dict[str, dict[str, Any]]
) -> None:
    assert attribute in objects[name], moved(library, f"{name}.{attribute}")
    assert isinstance(objects[name][attribute], kind), moved(library, f"{name}.{attribute}")


@pytest.mark.parametrize(("library", "module", "name"), LOOKED_UP)
def test_a_module_looks_a_part_up_when_it_is_used(library: str, module: str, name: str) -> None:
    # By its source: once the stricter parts are in place, the module has the name in any case.
    source = inspect.getsource(import_module(module))
    code = compile(source, module, "exec")
    assert name in looked_up(code), moved(library, f"{module}.{name}")


def looked_up(code: CodeType) -> set[str]:
    """The global names that the functions of a module look up whenever they run."""
    found: set[str] = set()
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & inspect.CO_OPTIMIZED:  # a function; a class has no fast names
                found |= {
                    one.argval for one in dis.get_instructions(inner) if one.opname == "LOAD_GLOBAL"
                }
            found |= looked_up(inner)
    return found


@pytest.mark.parametrize(("library", "ours", "name"), METHODS)
def test_a_method_takes_what_ours_takes(library: str, ours: type, name: str) -> None:
    base = theirs(ours)
    assert callable(getattr(base, name, None)), moved(library, f"{base.__name__}.{name}")
    their_own = list(inspect.signature(getattr(base, name)).parameters)
    assert list(inspect.signature(getattr(ours, name)).parameters) == their_own, moved(
        library, f"a parameter of {base.__name__}.{name}"
    )


@pytest.mark.parametrize("codec", ["VP8", "H264"])
def test_a_decoder_takes_options(codec: str) -> None:
    parameters = RTCRtpCodecParameters(f"video/{codec}", clockRate=90_000, payloadType=97)
    decoder = webrtc_compat._get_decoder(parameters)
    assert decoder.codec.options == {}, moved(AIORTC, f"the codec of its decoder of {codec}")
    ours = webrtc_compat.get_decoder(parameters)
    assert int(ours.codec.options["max_pixels"]) == webrtc_compat.DECODED * 1280 * 720


def test_the_component_stands_on_the_page_as_streamlit_would_place_it() -> None:
    def page() -> None:
        from hosting import webrtc_compat

        for show in (webrtc_compat._shown, webrtc_compat._show):
            value = show(key="one" if show is webrtc_compat._shown else "two", told={"a": [1]})
            assert value is None

    tested = AppTest.from_function(page).run(timeout=PATIENCE)
    assert not tested.exception
    ours, theirs = (element.proto for element in tested.get("component_instance"))
    assert json.loads(ours.json_args) == {"told": {"a": [1]}, "default": None, "key": "one"}
    for proto in (ours, theirs):
        proto.json_args = proto.json_args.replace('"two"', '"one"')
        assert proto.id.startswith("$$ID-")
        proto.id = ""  # a hash of all of it
    assert ours == theirs, moved("streamlit", "what it tells the browser of a component")


def test_every_private_part_that_is_used_is_looked_at_here() -> None:
    tree = ast.parse(Path(webrtc_compat.__file__).read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.endswith("__")
    }
    seen = {part[2] for part in (*LOOKED_UP, *METHODS)} | {part[2] for part in ATTRIBUTES} | CALLED
    assert used - set().union(*OURS.values()) <= seen


@pytest.mark.parametrize("ours", OURS)
def test_no_name_of_ours_is_one_of_a_library(
    ours: type, objects: dict[str, dict[str, Any]]
) -> None:
    base = ours if ours is component.WebRtcStreamerContext else theirs(ours)
    taken = set(dir(base)) | set(objects.get(base.__name__, {}))
    assert "__init__" in taken
    assert not OURS[ours] & taken


@dataclass
class Visit:
    """What was seen of one connection that the stricter parts were put into."""

    parts: dict[str, type] = field(default_factory=dict)
    was_open: bool = False
    types: set[str] = field(default_factory=set)
    worker_of_context: object = None
    worker: object = None
    left: list[RTCPeerConnection] = field(default_factory=list)
    sockets: int = -1
    told_end: int = 0
    answer: str = ""  # as the page has it


@pytest.fixture(scope="module")
def seen() -> Iterator[Visit]:
    """One visitor over a real connection; the libraries are as they were afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, part in webrtc_compat.REPLACEMENTS:
            patch.setattr(module, name, part)
        yield asyncio.run(asyncio.wait_for(visit(), PATIENCE))


async def visit() -> Visit:
    visited, processor = Visit(), Processor()
    visitor = RTCPeerConnection()
    visitor.addTrack(VideoStreamTrack())
    returned: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    visitor.on("track", returned.set_result)
    async with worker_of(component.__dict__["WebRtcWorker"], processor) as worker:
        await visitor.setLocalDescription(await visitor.createOffer())
        offer = visitor.localDescription
        answer = await asyncio.to_thread(worker.process_offer, offer.sdp, offer.type, PATIENCE)
        await visitor.setRemoteDescription(RTCSessionDescription(answer.sdp, answer.type))
        await (await returned).recv()
        (transceiver,) = worker.pc.getTransceivers()
        receiver = transceiver.receiver
        connection = receiver.transport.transport._connection
        visited.parts = {
            "RTCRtpReceiver": type(receiver),
            "RTCRtpReceiver.__decoder_queue": type(receiver._RTCRtpReceiver__decoder_queue),
            "RemoteStreamTrack": type(receiver.track),
            "RemoteStreamTrack._queue": type(receiver.track._queue),
            "RtpRouter": type(receiver.transport._rtp_router),
            "Connection": type(connection),
            "Connection._queue": type(connection._queue),
            "AsyncVideoProcessTrack": type(worker._output_video_track),
            "RelayStreamTrack": type(worker._output_video_track._source),
            "WebRtcWorker": type(worker),
            "RTCRtpSender": type(transceiver.sender),
        }
        visited.answer = worker.local_description.sdp
        visited.was_open = worker.pc in webrtc_compat.open_connections()
        state = component.WebRtcStreamerState(playing=True, signalling=False)
        context: Any = component.WebRtcStreamerContext(worker, state)
        visited.worker, visited.worker_of_context = worker, context._get_worker()
        visited.types = webrtc_compat.candidate_types(context)
        await asyncio.to_thread(webrtc_compat.end_stream, processor)
        while worker in webrtc._live_workers:
            await asyncio.sleep(0.01)
        visited.left = webrtc_compat.open_connections()
        visited.sockets = len(connection._protocols)
        visited.told_end = processor.ended
    await visitor.close()
    while THREADS & {thread.name.rstrip("_0123456789") for thread in threading.enumerate()}:
        await asyncio.sleep(0.01)
    return visited


@pytest.mark.parametrize(
    ("library", "part", "ours"),
    [
        (AIORTC, "RTCRtpReceiver", webrtc_compat.Receiver),
        (AIORTC, "RTCRtpSender", webrtc_compat.Sender),
        (AIORTC, "RTCRtpReceiver.__decoder_queue", webrtc_compat.EncodedFrames),
        (AIORTC, "RemoteStreamTrack", webrtc_compat.RemoteTrack),
        (AIORTC, "RemoteStreamTrack._queue", NewestTasks),
        (AIORTC, "RtpRouter", webrtc_compat.Router),
        (AIORTC, "Connection", webrtc_compat.Connection),
        (AIOICE, "Connection._queue", NewestTasks),
        (AIORTC, "RelayStreamTrack", webrtc_compat.RelayTrack),
        (STREAMLIT_WEBRTC, "AsyncVideoProcessTrack", LiveTrack),
        (STREAMLIT_WEBRTC, "WebRtcWorker", webrtc_compat.Worker),
    ],
)
def test_a_connection_is_made_of_the_stricter_parts(
    library: str, part: str, ours: type, seen: Visit
) -> None:
    assert seen.parts[part] is ours, moved(library, part)


def test_a_connection_is_found_by_its_context_and_its_processor(seen: Visit) -> None:
    assert seen.was_open, moved(STREAMLIT_WEBRTC, "_live_workers")
    assert seen.worker_of_context is seen.worker, moved(STREAMLIT_WEBRTC, "context._get_worker")
    assert "host" in seen.types, moved(AIORTC, "the way from a transceiver to its pair of ends")


def test_the_answer_bounds_what_the_browser_sends(seen: Visit) -> None:
    assert f"b=AS:{webrtc_compat.Bounds().kilobits}\r\n" in seen.answer


def test_the_encoders_take_no_more_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, _ in webrtc_compat.REPLACEMENTS:
        monkeypatch.setattr(module, name, getattr(module, name))
    for encoder in (vpx, h264):
        monkeypatch.setattr(encoder, webrtc_compat.MOST_BITS, 0)
    monkeypatch.setattr(webrtc_compat, "_bounds", webrtc_compat.Bounds())
    webrtc_compat.install(webrtc_compat.Bounds(kilobits=600))
    for encoder_made in (vpx.Vp8Encoder(), h264.H264Encoder()):
        encoder_made.target_bitrate = 5_000_000
        assert encoder_made.target_bitrate == 600_000


def test_a_connection_leaves_no_socket_and_no_thread(seen: Visit) -> None:
    assert seen.left == []
    assert seen.sockets == 0
    assert seen.told_end > 0


def test_a_socket_asks_for_no_more_memory_than_a_datagram_has() -> None:
    async def sizes() -> set[int]:
        connection: Any = webrtc_compat.Connection(ice_controlling=True)
        await connection.gather_candidates()
        try:
            return {protocol.transport.max_size for protocol in connection._protocols}
        finally:
            await connection.close()

    assert asyncio.run(sizes()) == {webrtc_compat.DATAGRAM}, moved("asyncio", "max_size")
