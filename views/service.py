"""What every page that sees faces needs, or the one sentence that tells why it cannot."""

import os

import streamlit as st

from hosting.settings import Settings, SettingsError, read_settings
from models.classifier import Classifier, load_classifier
from models.errors import ModelError
from views.language import words


def settings_and_classifier() -> tuple[Settings, Classifier] | None:
    """Both; or None, once the page has said what its owner must put right."""
    try:
        settings = read_settings(os.environ)
        return settings, load_classifier(settings.backend, settings.weights)
    except (SettingsError, ModelError) as error:
        st.error(f"{words.ADVICE_FROM_OWNER} {error}")
        return None
