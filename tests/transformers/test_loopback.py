"""A real WebRTC connection, aiortc on both sides, with the app's transformer on one."""

import asyncio
import subprocess
import sys

import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, VideoStreamTrack
from av import VideoFrame

from hosting.live_track import LiveTrack
from models.classifier import Classifier
from models.labels import Expression
from testkit.patience import PATIENCE, wait_until
from testkit.pictures import Picture, with_face
from tests.models.needs import NEEDS_TENSORFLOW
from transformers.drawing.palette import bgr
from transformers.processor import EmotionVideoTransformer, LiveOptions

# As the app does: the network first, then the connection.
SERVE_WITH_KERAS = """
from models.classifier import load_classifier
classifier = load_classifier("keras")
from tests.transformers import test_loopback
test_loopback.test_labelled_pictures_come_back_and_the_stream_ends(classifier)
"""


class Camera(VideoStreamTrack):
    """Sends one face that wanders to and fro."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures = [with_face(480, 640, 150 + 6 * step, 120, 140)[0] for step in range(20)]
        self._sent = 0

    async def recv(self) -> VideoFrame:
        pts, time_base = await self.next_timestamp()
        step = self._sent % (2 * len(self._pictures))
        frame = VideoFrame.from_ndarray(
            self._pictures[min(step, 2 * len(self._pictures) - 1 - step)], format="bgr24"
        )
        frame.pts, frame.time_base = pts, time_base
        self._sent += 1
        return frame


def answer(server: RTCPeerConnection, transformer: EmotionVideoTransformer) -> None:
    @server.on("track")
    def on_track(track: MediaStreamTrack) -> None:
        server.addTrack(LiveTrack(track, transformer))


async def connect(visitor: RTCPeerConnection, server: RTCPeerConnection) -> None:
    await visitor.setLocalDescription(await visitor.createOffer())
    await server.setRemoteDescription(visitor.localDescription)
    await server.setLocalDescription(await server.createAnswer())
    await visitor.setRemoteDescription(server.localDescription)


def shows_a_label(picture: Picture) -> bool:
    """Much of the label's colour, allowing for what VP8 does to it."""
    distance = np.abs(picture.astype(int) - np.array(bgr(Expression.HAPPY))).max(axis=2)
    return int((distance < 40).sum()) > 1000


def differ(one: Picture, other: Picture) -> bool:
    """The face has moved between the two."""
    return int(np.abs(one.astype(int) - other).max()) > 50


def test_labelled_pictures_come_back_and_the_stream_ends(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())

    async def visit() -> None:
        visitor, server = RTCPeerConnection(), RTCPeerConnection()
        answer(server, transformer)
        returned: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
        visitor.on("track", returned.set_result)
        visitor.addTrack(Camera())
        try:
            await connect(visitor, server)
            track = await returned
            first = await _labelled_picture(track)
            later = await _labelled_picture(track)
            while not differ(first, later):
                later = await _labelled_picture(track)
        finally:
            await visitor.close()
            await server.close()

    asyncio.run(asyncio.wait_for(visit(), PATIENCE))
    wait_until(lambda: transformer.status.ended)  # its thread may be at work on a last picture
    assert transformer.status.errors == 0


@NEEDS_TENSORFLOW
def test_the_keras_model_can_serve_too() -> None:
    """TensorFlow and libsrtp in one process crash unless they are loaded in the right order."""
    subprocess.run([sys.executable, "-c", SERVE_WITH_KERAS], check=True)


async def _labelled_picture(track: MediaStreamTrack) -> Picture:
    """The next one that shows a label."""
    while not shows_a_label(picture := await _picture(track)):
        pass
    return picture


async def _picture(track: MediaStreamTrack) -> Picture:
    frame = await track.recv()
    assert isinstance(frame, VideoFrame)
    return np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)
