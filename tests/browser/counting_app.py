"""The app, which also tells how many objects of a visitor's it has."""

import gc
import os
from collections import Counter

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app import SCRIPT
from hosting.http.lifespan import lifespan
from hosting.http.stack import middleware
from views.brand import BRAND

# Of everything that belongs to one visitor.
KINDS = {
    *(
        "Visit",
        "PhotoResults",
        "Result",
        "Work",
        "ClipJob",
        "Recorder",
        "ClipRecorder",
        "Recording",
    ),
    *(
        "Track",
        "UploadedFile",
        "EmotionVideoTransformer",
        "FacePipeline",
        "Face",
        "Worker",
        "LiveTrack",
    ),
    *("WebRtcStreamerContext", "RTCPeerConnection", "VideoFrame", "ScriptRunContext"),
}


async def objects(_request: Request) -> JSONResponse:
    names = (type(one).__name__ for one in gc.get_objects())
    return JSONResponse(Counter(name for name in names if name in KINDS))


app = st.App(
    SCRIPT,
    middleware=middleware(os.environ, BRAND),
    routes=[Route("/objects", objects)],
    lifespan=lifespan,
)
