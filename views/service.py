"""What the pages share: one of each for the whole process."""

import os
import secrets

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hosting.capacity import House, available_megabytes, most_visitors
from hosting.ending import end_streams_on_sigterm
from hosting.ice import Connection, IceServers
from hosting.settings import Settings, SettingsError, read_settings
from models.classifier import Classifier, load_classifier
from models.errors import ModelError
from transformers.pace import available_cores
from views.language import words


def settings_and_classifier() -> tuple[Settings, Classifier] | None:
    """Both; or None, once the page has said what its owner must put right."""
    try:
        settings = read_settings(os.environ)
        return settings, load_classifier(settings.backend, settings.weights)
    except (SettingsError, ModelError) as error:
        st.error(f"{words.ADVICE_FROM_OWNER} {error}")
        return None


@st.cache_resource(show_spinner=False)
def house(_settings: Settings) -> House:
    """The places for live visitors; all of them are closed when the host ends the process."""
    end_streams_on_sigterm()
    most = _settings.most_visitors or most_visitors(available_megabytes(), available_cores())
    return House(most, has_page)


def connection(settings: Settings) -> Connection:
    """What this visitor's connection may use."""
    name: str = st.session_state.setdefault("relay_name", secrets.token_hex(8))
    return _ice_servers(settings).connection(name)


def visitor() -> str:
    """Who asks for the page, as long as the page is open."""
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def has_page(visitor: str) -> bool:
    """Whether this visitor still has a page open. It may be asked on any thread."""
    return get_instance().is_active_session(visitor)


@st.cache_resource(show_spinner=False)
def _ice_servers(_settings: Settings) -> IceServers:
    return IceServers(_settings)
