"""The least that a page of this kind can do: every frame goes back as it came."""

import os

import av
from streamlit_webrtc import VideoProcessorBase, WebRtcMode, webrtc_streamer

from hosting.ice import IceServers
from hosting.settings import read_settings


class Echo(VideoProcessorBase):
    """Returns each frame untouched."""

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame itself."""
        return frame


ice = IceServers(read_settings(os.environ)).connection("echo")
webrtc_streamer(
    key="echo",
    mode=WebRtcMode.SENDRECV,
    frontend_rtc_configuration=ice.browser,
    server_rtc_configuration=ice.server,
    media_stream_constraints={"video": True, "audio": False},
    video_processor_factory=Echo,
    async_processing=True,
    sendback_audio=False,
)
