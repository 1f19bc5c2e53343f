"""What the pages share: one of each for the whole process."""

import logging
import os
import secrets
import threading
import time

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hosting.addresses import public_network_of
from hosting.ice import Connection, IceServers
from hosting.resources import available_megabytes, most_visitors, places_per_address
from hosting.settings import Settings, SettingsError, read_settings
from hosting.shutdown import end_streams_on_sigterm
from hosting.slots import Rules, StreamSlots
from hosting.webrtc_compat import end_stream
from hosting.workers import Workers
from models.classifier import Classifier, load_classifier
from models.errors import ModelError
from transformers.pace import available_cores
from uploads.client import JOBS, UploadLimits, Uploads
from views.state import visit
from views.words.language import words

logger = logging.getLogger(__name__)

SWEEP_EVERY = 1.0  # seconds


def settings_and_classifier() -> tuple[Settings, Classifier] | None:
    """Both; or None, once the page has said what its owner must put right."""
    try:
        settings = read_settings(os.environ)
        return settings, load_classifier(settings.backend, settings.weights)
    except (SettingsError, ModelError) as error:
        st.error(f"{words.ADVICE_FROM_OWNER} {error}")
        return None


@st.cache_resource(show_spinner=False)
def stream_slots(_settings: Settings) -> StreamSlots:
    """The places for live visitors."""
    most = _settings.most_visitors or most_visitors(available_megabytes(), available_cores())
    rules = Rules(
        places_per_address(_settings.places_per_address, most),
        _settings.seconds_without_frame,
        _settings.longest_minutes * 60,
    )
    slots = StreamSlots(most, has_page, end_stream, rules)
    threading.Thread(target=_keep_swept, args=[slots], name="slots", daemon=True).start()
    return slots


@st.cache_resource(show_spinner=False)
def say_goodbye_in_the_end() -> None:
    """Have all streams closed when the host ends the process; once a process, whoever asks."""
    end_streams_on_sigterm()


@st.cache_resource(show_spinner=False)
def uploads(_settings: Settings) -> Uploads:
    """What reads photos and clips, in processes of their own."""
    limits = UploadLimits(
        photo_seconds=_settings.photo_work_seconds,
        clip_minutes=_settings.clip_minutes,
        clip_frames=_settings.clip_frames,
        clip_work_minutes=_settings.clip_work_minutes,
        clip_result_megabytes=_settings.clip_result_megabytes,
        megabytes=_settings.upload_memory,
    )
    return Uploads(Workers(JOBS, idle=_settings.worker_idle_seconds), limits)


def connection(settings: Settings) -> Connection:
    """What this visitor's connection may use: an account for this visit, renewed in time.

    Ask for one who may press Start only: it opens the owner's relay.
    """
    known = visit().connection
    if known is None or time.time() >= known.until:
        known = _ice_servers(settings).connection(secrets.token_hex(8))
        visit().connection = known
    return known


def visitor() -> str:
    """Who asks for the page, as long as the page is open."""
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def network() -> str | None:
    """What counts as this visitor's address; None where there is none to count by."""
    return public_network_of(st.context.ip_address)


def has_page(visitor: str) -> bool:
    """Whether this visitor still has a page open. It may be asked on any thread."""
    return get_instance().is_active_session(visitor)


def _keep_swept(slots: StreamSlots) -> None:
    """A place is free, and what it took is given back, whether or not anybody asks."""
    while True:
        time.sleep(SWEEP_EVERY)
        try:
            slots.sweep()
        except Exception:  # the next visitors need their places all the same
            logger.exception("The places could not be swept")


@st.cache_resource(show_spinner=False)
def _ice_servers(_settings: Settings) -> IceServers:
    return IceServers(_settings)
