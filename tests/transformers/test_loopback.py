"""A real WebRTC connection, aiortc on both sides, with the app's transformer on one."""

import asyncio

import numpy as np
from aiortc import MediaStreamTrack, RTCPeerConnection, VideoStreamTrack
from av import VideoFrame
from streamlit_webrtc.process import AsyncVideoProcessTrack

from models.classifier import Classifier
from models.labels import Expression
from tests.pictures import Picture, with_face
from transformers.palette import bgr
from transformers.video import EmotionVideoTransformer, LiveOptions

PATIENCE = 30  # seconds


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
        server.addTrack(AsyncVideoProcessTrack(track=track, processor=transformer))


async def connect(visitor: RTCPeerConnection, server: RTCPeerConnection) -> None:
    await visitor.setLocalDescription(await visitor.createOffer())
    await server.setRemoteDescription(visitor.localDescription)
    await server.setLocalDescription(await server.createAnswer())
    await visitor.setRemoteDescription(server.localDescription)


def shows_a_label(picture: Picture) -> bool:
    """Much of the label's colour, allowing for what VP8 does to it."""
    distance = np.abs(picture.astype(int) - np.array(bgr(Expression.HAPPY))).max(axis=2)
    return int((distance < 40).sum()) > 1000


def test_labelled_pictures_come_back_and_the_stream_ends(classifier: Classifier) -> None:
    transformer = EmotionVideoTransformer(classifier, LiveOptions())

    async def visit() -> list[Picture]:
        visitor, server = RTCPeerConnection(), RTCPeerConnection()
        answer(server, transformer)
        returned: asyncio.Future[MediaStreamTrack] = asyncio.get_running_loop().create_future()
        visitor.on("track", returned.set_result)
        visitor.addTrack(Camera())
        try:
            await connect(visitor, server)
            track = await returned
            picture = await _picture(track)
            while not shows_a_label(picture):
                picture = await _picture(track)
            for _ in range(15):
                later = await _picture(track)
            return [picture, later]
        finally:
            await visitor.close()
            await server.close()

    first, later = asyncio.run(asyncio.wait_for(visit(), PATIENCE))
    assert shows_a_label(later)
    assert np.abs(first.astype(int) - later).max() > 50  # the picture moves
    assert transformer.status.ended
    assert transformer.status.errors == 0


async def _picture(track: MediaStreamTrack) -> Picture:
    frame = await track.recv()
    assert isinstance(frame, VideoFrame)
    return np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)
