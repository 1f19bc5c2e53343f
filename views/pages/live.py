"""The live page: the camera's picture with a label on each face, and what it shows beside it."""

import logging
import math
import time
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_webrtc import WebRtcMode, webrtc_streamer
from streamlit_webrtc.component import WebRtcStreamerContext
from streamlit_webrtc.config import MediaStreamConstraints, VideoHTMLAttributes

from hosting.house.house import House
from hosting.ice import Connection
from hosting.memory import give_back_soon
from hosting.offers import OfferError
from hosting.picture_size import Size
from hosting.settings import Settings
from hosting.slots import Farewell, FullError
from hosting.webrtc_compat import Bounds, hold_worker, install, keep_stream
from models.classifier import Classifier
from transformers.detection.cascade import Sensitivity
from transformers.pace import available_cores
from transformers.processor import EmotionVideoTransformer, LiveOptions
from transformers.status import Status
from views.choices import Camera
from views.live_state import LiveState, live_state
from views.pages import photo
from views.parts import recording, stage
from views.parts.drawing import choose_overlay
from views.parts.joining import ask_for_code, ask_to_join, badge, heard_by
from views.parts.line import is_admitted, stand_in_line, take_farewell, tell_end
from views.parts.panel import face_html, rates_html, state_html
from views.parts.route import route_of
from views.parts.start_now import ask_to_start, start_now
from views.parts.tuning import tuning_controls, tuning_progress
from views.service import (
    connection,
    guest,
    house,
    rooms,
    say_goodbye_in_the_end,
    settings_and_classifier,
)
from views.state import visit
from views.words.language import words

logger = logging.getLogger(__name__)

REFRESH = 0.5  # seconds between two looks at the stream
AFTER_THE_SLOTS = 5.0  # seconds without a frame after which a stream ends in any case
HINT = "in-app"  # the one problem of a camera that may open all the same
MUTED = "muted"  # the camera is open, and the device keeps its pictures back for now
RENEW_EVERY = 60.0  # seconds between two looks at the time of a relay's account
CAMERA, MIRROR = "camera", "mirror"  # keys of the choices
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
    st.title(words.PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    settings, classifier = service
    say_goodbye_in_the_end()
    places = house(settings)
    audiences = rooms(settings)
    _has_left(places)

    # Every element keeps its place whatever the state: a component that moves is mounted anew,
    # and that would end the stream. On a phone the places stand one below the other in this order,
    # so that what happens to the picture is told right under it.
    ask_to_join(audiences)
    picture, panel_place = st.columns([3, 2], gap="medium")
    recording_place, controls_place = st.columns([3, 2], gap="medium")
    with picture:
        admitted = is_admitted(places)
    if not admitted:
        recording.results()
        return
    ice = connection(settings)
    with picture:
        _tell_refused_offer()
        frame = stage.frame()
        badge(audiences)
    panel_place, recording_place = _held(panel_place, "panel"), _held(recording_place, "record")
    with controls_place:
        options = replace(_controls(), baseline=visit().baseline)
        ask_for_code(audiences)
    with frame:
        context = _stream(settings, classifier, options, ice)
        active = context.state.playing or context.state.signalling
        started = _start_time(active)
        running = recording.going_on(active)
        problem = stage.overlay(
            running.on_stage() if running is not None else None,
            counts=recording.is_timed(),
            comes_back=visit().left_live,
            record=recording.begin,
            stop_recording=recording.end,
        )
        start_now(active)
    if not active and math.isfinite(ice.until):
        with picture:
            st.fragment(_renew, run_every=RENEW_EVERY)(ice)
    if running is not None and options.baseline is not None:
        running.recorder.tuned = True
    if context.video_processor:
        options = replace(options, tuning=visit().tuning)
        context.video_processor.options = recording.while_recording(options)
        context.video_processor.on_faces = heard_by(running)
    refresh = REFRESH if started is not None else None
    with panel_place:
        st.fragment(_panel, run_every=refresh)(context, started, ice, places, problem)
        tuning_controls(classifier, active=active)
    with recording_place:
        recording.controls(running)
    st.markdown(words.BEFORE_START)
    recording.results()


def _held(place: DeltaGenerator, key: str) -> DeltaGenerator:
    """A container there that has its room at once, by the page's style."""
    held = place.container(key=key)
    held.html("<span></span>")  # Streamlit draws no empty container
    return held


def _stream(
    settings: Settings, classifier: Classifier, options: LiveOptions, ice: Connection
) -> Context:
    places, who = house(settings), guest()  # the factory has a thread of its own
    cores = available_cores() / settings.house.replicas

    def take_a_place() -> EmotionVideoTransformer:
        transformer = EmotionVideoTransformer(
            classifier, options, when_ended=give_back_soon, cores=cores
        )
        try:
            places.acquire(who, transformer)
        except FullError:
            transformer.on_ended()
            raise
        return transformer

    # The slots tell why a stream was ended, so their deadline comes first.
    silence = settings.seconds_without_frame + AFTER_THE_SLOTS
    install(Bounds(settings.live_picture, silence, settings.live_kilobits))
    _keep_stream()
    try:
        context: Context = webrtc_streamer(
            key=_key(),
            mode=WebRtcMode.SENDRECV,
            frontend_rtc_configuration=ice.browser,
            server_rtc_configuration=ice.server,
            media_stream_constraints=_constraints(settings.live_picture),
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
    except OfferError as error:
        logger.warning("An offer was refused: %s", error)
        visit().offer_refused = True
        _begin_anew()
        st.rerun()
    hold_worker(context)
    return context


def _tell_refused_offer() -> None:
    if visit().offer_refused:
        visit().offer_refused = False
        st.warning(words.OFFER_REFUSED)


def _key() -> str:
    """Of the video component: another one after each new try, and in each visit of a tab."""
    return f"live-{visit().name}-{visit().tries}"


def _begin_anew() -> None:
    visit().tries += 1


def _try_again(places: House) -> None:
    places.release(guest())  # else it would be told later that this stream had no frames
    _begin_anew()
    ask_to_start()
    visit().started, visit().failed = None, False


def _has_left(places: House) -> bool:
    """Whether the stream was ended for this visitor; then it ends on the page, and the camera too.

    What was recorded stays. A recording whose stream only broke off waits for the next one.
    """
    farewell = take_farewell(places)
    if farewell is None:
        return False
    if farewell is Farewell.TIME_IS_UP:
        recording.end()
    visit().failed = farewell is Farewell.NO_FRAMES and not visit().had_pictures
    _begin_anew()
    visit().started = None
    return True


def _renew(ice: Connection) -> None:
    """Look for another account of the relay before this one ends, however long the page is open."""
    if time.time() >= ice.until:
        st.rerun()


def _keep_stream() -> None:
    """Keep streamlit-webrtc from ending the stream when two script runs are counted at once.

    It compares Streamlit's count of runs with the one it saw last, to notice a visit to another
    page. But Streamlit counts a run when its last message leaves the server: under load two quick
    runs (each ICE candidate asks for one) are counted together, and a new stream was ended. Where
    there really was another page in between, it must go on to notice.
    """
    stayed = visit().previous_page == visit().page
    if _key() in st.session_state and stayed:
        keep_stream(st.session_state[_key()])


def _start_time(active: bool) -> float | None:
    """When this visitor's stream began, in seconds; None while there is none."""
    if not active:
        visit().started, visit().had_pictures, visit().last_stream = None, False, None
    elif visit().started is None:
        visit().started, visit().failed = time.monotonic(), False
        visit().left_live, visit().server_stopped, visit().moves = False, False, 0
        visit().farewell = None
    return visit().started


def _constraints(largest: Size) -> MediaStreamConstraints:
    camera = st.session_state.get(CAMERA, Camera.FRONT)
    return {
        "video": {
            "facingMode": {"ideal": camera.value},
            "width": {"ideal": VIDEO_WIDTH, "max": largest.width},
            "height": {"ideal": VIDEO_HEIGHT, "max": largest.height},
            "frameRate": {"ideal": FRAMES_PER_SECOND, "max": FRAMES_PER_SECOND},
        },
        "audio": False,
    }


def _controls() -> LiveOptions:
    with st.expander(words.CONTROLS):
        return _chosen()


def _chosen() -> LiveOptions:
    overlay = choose_overlay()
    sensitivity = st.segmented_control(
        words.SENSITIVITY,
        list(Sensitivity),
        default=Sensitivity.NORMAL,
        required=True,
        format_func=words.SENSITIVITIES.__getitem__,
        help=words.SENSITIVITY_HELP,
        key="sensitivity",
        persist_state="session",
    )
    st.segmented_control(
        words.CAMERA,
        list(Camera),
        default=Camera.FRONT,
        required=True,
        format_func=words.CAMERAS.__getitem__,
        help=words.CAMERA_HELP,
        key=CAMERA,
        persist_state="session",
        on_change=_mirror_front_camera,
    )
    st.session_state.setdefault(MIRROR, True)
    mirror = st.toggle(words.MIRROR, help=words.MIRROR_HELP, key=MIRROR, persist_state="session")
    return LiveOptions(
        mirror=mirror,
        sensitivity=sensitivity or Sensitivity.NORMAL,
        overlay=overlay,
    )


def _mirror_front_camera() -> None:
    st.session_state[MIRROR] = st.session_state[CAMERA] is Camera.FRONT


def _panel(
    context: Context,
    started: float | None,
    ice: Connection,
    places: House,
    problem: str | None,
) -> None:
    if _has_left(places):
        st.rerun()
    # Once a stream has ended, the context knows of it no more.
    if context.video_processor is not None:
        visit().last_stream = context.video_processor
    processor = visit().last_stream
    status = processor.status if processor else None
    if status is not None and status.frames:
        visit().had_pictures = True
    state = live_state(started, status, time.monotonic(), visit().had_pictures)
    if visit().failed:
        state = LiveState.FAILED
    elif problem not in (None, HINT) and state is LiveState.READY:
        state = LiveState.BLOCKED
    elif problem == MUTED and state in (LiveState.CONNECTING, LiveState.LOST):
        state = LiveState.CAMERA_OFF
    st.html(state_html(state))
    is_live = status is not None and status.frames > 0 and not status.ended
    if not visit().failed:
        tell_end(places, is_live)
    if state in (LiveState.FAILED, LiveState.LOST):
        _advise(ice, places)
    if status is None or not status.frames or started is None:
        st.html(face_html(None))
        return
    tuning_progress()
    if not recording.is_unlabelled():
        st.html(face_html(status.faces[0] if status.faces else None))
    _details(status, context)


def _details(status: Status, context: Context) -> None:
    """Figures that few ask for."""
    with st.expander(words.DETAILS):
        st.html(rates_html(status))
        route = route_of(context)
        if route is not None:
            st.caption(words.ROUTES[route])


def _advise(ice: Connection, places: House) -> None:
    """What went wrong, as far as it can be known, and what to do."""
    st.warning(words.CONNECTION_ADVICE)
    st.markdown(words.RELAY_SET if ice.has_relay else words.RELAY_MISSING)
    for service in ice.failed:
        st.markdown(words.RELAY_FAILED.format(service=service))
    if st.button(words.TRY_AGAIN, type="primary"):
        _try_again(places)
        st.rerun()
    st.page_link(photo.page())
