"""What the pages share: one of each for the whole process."""

import os
import secrets
import time

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hosting.addresses import public_network_of
from hosting.house.house import Guest, House
from hosting.house.keeping import KEEPER
from hosting.ice import Connection, IceServers
from hosting.once import AT_END, once
from hosting.settings import Settings, SettingsError, read_settings
from hosting.shutdown import end_streams_on_sigterm
from hosting.workers import Workers
from models.classifier import Classifier, load_classifier
from models.errors import ModelError
from rooms.keeping import KEEPER as ROOMS_KEEPER
from rooms.rooms import Rooms
from uploads.client import JOBS, UploadLimits, Uploads
from views.state import visit
from views.words.language import words


def settings_and_classifier() -> tuple[Settings, Classifier] | None:
    """Both; or None, once the page has said what its owner must put right."""
    try:
        settings = read_settings(os.environ)
        return settings, load_classifier(settings.backend, settings.weights)
    except (SettingsError, ModelError) as error:
        st.error(f"{words.ADVICE_FROM_OWNER} {error}")
        return None


def house(settings: Settings) -> House:
    """The places for live visitors, of this replica and of others."""
    return KEEPER.open(settings)


def rooms(settings: Settings) -> Rooms | None:
    """What audiences are in; None where there is no such thing."""
    return ROOMS_KEEPER.open(settings.rooms, settings.house)


@once
def say_goodbye_in_the_end() -> None:
    """Have all streams closed when the host ends the process; once a process, whoever asks."""
    end_streams_on_sigterm(_say_goodbye)


@once
def uploads(settings: Settings) -> Uploads:
    """What reads photos and clips, in processes of their own."""
    limits = UploadLimits(
        photo_seconds=settings.photo_work_seconds,
        clip_minutes=settings.clip_minutes,
        clip_frames=settings.clip_frames,
        clip_work_minutes=settings.clip_work_minutes,
        clip_result_megabytes=settings.clip_result_megabytes,
        megabytes=settings.upload_memory,
    )
    needs_sandbox = not settings.uploads_without_sandbox
    workers = Workers(JOBS, idle=settings.worker_idle_seconds, needs_sandbox=needs_sandbox)
    AT_END.callback(workers.close)
    return Uploads(workers, limits)


def _say_goodbye() -> None:
    KEEPER.close()
    ROOMS_KEEPER.close()


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


def guest() -> Guest:
    """The same, as the house knows them."""
    return Guest(visitor(), visit().ticket, network(), visit().stays)


def network() -> str | None:
    """What counts as this visitor's address; None where there is none to count by."""
    return public_network_of(st.context.ip_address)


def has_page(visitor: str) -> bool:
    """Whether this visitor still has a page open. It may be asked on any thread."""
    return exists() and get_instance().is_active_session(visitor)


@once
def _ice_servers(settings: Settings) -> IceServers:
    return IceServers(settings)
