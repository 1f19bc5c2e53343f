"""The live page: the camera's picture with a label on each face, and what it shows beside it."""

import time
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit_webrtc import WebRtcMode, webrtc_streamer
from streamlit_webrtc.component import WebRtcStreamerContext
from streamlit_webrtc.config import MediaStreamConstraints, VideoHTMLAttributes

from hosting.capacity import FullError
from hosting.ice import Connection
from hosting.memory import give_back_soon
from hosting.settings import Settings
from models.classifier import Classifier
from transformers.detection import Sensitivity
from transformers.video import EmotionVideoTransformer, LiveOptions
from views import photo, recording
from views.camera_help import camera_help
from views.choices import Camera
from views.drawing import choose_overlay
from views.language import words
from views.line import is_admitted, stand_in_line
from views.live_state import LiveState, live_state
from views.panel import face_html, rates_html, state_html
from views.service import connection, house, settings_and_classifier, visitor
from views.start_now import ask_to_start, start_now
from views.way import way_of

REFRESH = 0.5  # seconds between two looks at the stream
VIDEO_WIDTH, VIDEO_HEIGHT, FRAMES_PER_SECOND = 640, 480, 30

# Without playsInline an iPhone shows black or goes full screen; without muted none may play alone.
VIDEO_ATTRIBUTES = VideoHTMLAttributes(
    autoPlay=True,
    muted=True,
    playsInline=True,
    controls=False,
    style={"width": "100%", "borderRadius": "0.5rem", "background": "#000"},
)

Context = WebRtcStreamerContext[EmotionVideoTransformer, Any]


def render() -> None:
    """Draw the page."""
    st.title(words.TITLE)
    st.markdown(words.PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    settings, classifier = service

    # Every element keeps its place whatever the state: a component that moves is mounted anew,
    # and that would end the stream. On a phone the places stand one below the other in this order,
    # so that what happens to the picture is told right under it.
    picture, panel_place = st.columns([3, 2], gap="medium")
    recording_place, controls_place = st.columns([3, 2], gap="medium")
    with controls_place:
        options = _controls()
    with picture:
        admitted = is_admitted(house(settings))
    if not admitted:
        recording.results()
        return
    ways = connection(settings)
    with picture:
        context = _stream(settings, classifier, options, ways)
        camera_help()
        active = context.state.playing or context.state.signalling
        start_now(active)
    started = _start_time(active)
    with recording_place:
        recorder = recording.controls(active)
        if started is None:
            st.markdown(words.BEFORE_START)
    if context.video_processor:
        context.video_processor.options = recording.while_recording(options)
        context.video_processor.on_faces = recorder.add if recorder is not None else None
    refresh = REFRESH if started is not None else None
    with panel_place:
        st.fragment(_panel, run_every=refresh)(context, started, ways)
    recording.results()


def _stream(
    settings: Settings, classifier: Classifier, options: LiveOptions, ways: Connection
) -> Context:
    places, guest = house(settings), visitor()  # the factory runs on another thread

    def take_a_place() -> EmotionVideoTransformer:
        transformer = EmotionVideoTransformer(classifier, options, when_ended=give_back_soon)
        try:
            places.enter(guest, transformer)
        except FullError:
            transformer.on_ended()
            raise
        return transformer

    _keep_stream()
    try:
        return webrtc_streamer(
            key=_key(),
            mode=WebRtcMode.SENDRECV,
            frontend_rtc_configuration=ways.browser,
            server_rtc_configuration=ways.server,
            media_stream_constraints=_constraints(),
            video_html_attrs=VIDEO_ATTRIBUTES,
            translations=words.COMPONENT_WORDS,
            video_processor_factory=take_a_place,
            async_processing=True,
            sendback_audio=False,
        )
    except FullError:  # somebody else was faster
        stand_in_line()
        _begin_anew()
        st.rerun()


def _key() -> str:
    """Of the video component: another one after each new try."""
    return f"live-{st.session_state.get('tries', 0)}"


def _begin_anew() -> None:
    st.session_state["tries"] = st.session_state.get("tries", 0) + 1


def _try_again() -> None:
    _begin_anew()
    ask_to_start()
    st.session_state.pop("started", None)


def _keep_stream() -> None:
    """Keep streamlit-webrtc from ending the stream when two script runs are counted at once.

    It compares Streamlit's count of runs with the one it saw last, to notice a visit to another
    page. But Streamlit counts a run when its last message leaves the server: under load two quick
    runs (each ICE candidate asks for one) are counted together, and a new stream was ended. Where
    there really was another page in between, it must go on to notice.
    """
    stayed = st.session_state.get("previous_page") == st.session_state.get("page")
    if _key() in st.session_state and stayed:
        st.session_state[_key()]._last_rendered_run_count = None


def _start_time(active: bool) -> float | None:
    """When this visitor's stream began, in seconds; None while there is none."""
    if not active:
        st.session_state.pop("started", None)
        st.session_state.pop("had_pictures", None)
        return None
    started: float = st.session_state.setdefault("started", time.monotonic())
    return started


def _constraints() -> MediaStreamConstraints:
    camera = st.session_state.get("camera", Camera.FRONT)
    return {
        "video": {
            "facingMode": {"ideal": camera.value},
            "width": {"ideal": VIDEO_WIDTH},
            "height": {"ideal": VIDEO_HEIGHT},
            "frameRate": {"ideal": FRAMES_PER_SECOND, "max": FRAMES_PER_SECOND},
        },
        "audio": False,
    }


def _controls() -> LiveOptions:
    st.subheader(words.CONTROLS)
    overlay = choose_overlay()
    sensitivity = st.segmented_control(
        words.SENSITIVITY,
        list(Sensitivity),
        default=Sensitivity.NORMAL,
        required=True,
        format_func=words.SENSITIVITIES.__getitem__,
        help=words.SENSITIVITY_HELP,
    )
    st.segmented_control(
        words.CAMERA,
        list(Camera),
        default=Camera.FRONT,
        required=True,
        format_func=words.CAMERAS.__getitem__,
        help=words.CAMERA_HELP,
        key="camera",
        on_change=_mirror_front_camera,
    )
    st.session_state.setdefault("mirror", True)
    mirror = st.toggle(words.MIRROR, help=words.MIRROR_HELP, key="mirror")
    return LiveOptions(
        mirror=mirror,
        sensitivity=sensitivity or Sensitivity.NORMAL,
        overlay=overlay,
    )


def _mirror_front_camera() -> None:
    st.session_state["mirror"] = st.session_state["camera"] is Camera.FRONT


def _panel(
    context: Context,
    started: float | None,
    ways: Connection,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    processor = context.video_processor
    status = processor.status if processor else None
    if status is not None and status.frames:
        st.session_state["had_pictures"] = True
    state = live_state(started, status, clock(), "had_pictures" in st.session_state)
    st.html(state_html(state))
    if state in (LiveState.FAILED, LiveState.LOST):
        _advise(ways)
    if status is not None and status.frames and started is not None:
        st.html(face_html(status.faces[0] if status.faces else None))
        st.html(rates_html(status))
        way = way_of(context)
        if way is not None:
            st.caption(words.WAYS[way])


def _advise(ways: Connection) -> None:
    """What went wrong, as far as it can be known, and what to do."""
    st.warning(words.CONNECTION_ADVICE)
    st.markdown(words.RELAY_SET if ways.has_relay else words.RELAY_MISSING)
    for service in ways.failed:
        st.markdown(words.RELAY_FAILED.format(service=service))
    if st.button(words.TRY_AGAIN, type="primary"):
        _try_again()
        st.rerun()
    st.page_link(photo.page())
