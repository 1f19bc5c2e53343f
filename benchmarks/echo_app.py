"""The least that a page of this kind can do: every frame goes back as it came."""

import os

import av
from streamlit_webrtc import VideoProcessorBase, WebRtcMode, webrtc_streamer

from hosting.ice import browser_configuration, server_configuration
from hosting.settings import read_settings


class Echo(VideoProcessorBase):
    """Returns each frame untouched."""

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame itself."""
        return frame


settings = read_settings(os.environ)
webrtc_streamer(
    key="echo",
    mode=WebRtcMode.SENDRECV,
    frontend_rtc_configuration=browser_configuration(settings),
    server_rtc_configuration=server_configuration(settings),
    media_stream_constraints={"video": True, "audio": False},
    video_processor_factory=Echo,
    async_processing=True,
    sendback_audio=False,
)
