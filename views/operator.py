"""The operator's page: how the site is doing. There is one only where its secret is set."""

import hmac
import os
import time

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from hosting.capacity import House
from hosting.process import Usage
from views.language import words
from views.service import house, settings_and_classifier

REFRESH = 2.0  # seconds between two looks
PENALTY = 1.0  # seconds that a wrong secret costs, so that guessing takes for ever
UNLOCKED = "operator"  # in the visitor's session


def page() -> StreamlitPage:
    """Its place, which the navigation does not show."""
    return st.Page(render, title=words.OPERATOR, url_path="operator", visibility="hidden")


def render() -> None:
    """Draw the page."""
    st.title(words.OPERATOR)
    service = settings_and_classifier()
    if service is None:
        return
    settings, _ = service
    if not st.session_state.get(UNLOCKED):
        given = st.text_input(words.OPERATOR_ASKS, type="password")
        if not given:
            return
        if not hmac.compare_digest(given.encode(), settings.operator_secret.encode()):
            time.sleep(PENALTY)
            st.error(words.OPERATOR_WRONG)
            return
        st.session_state[UNLOCKED] = True
        st.rerun()
    st.fragment(_figures, run_every=REFRESH)(house(settings))


def _figures(places: House) -> None:
    streams = [stream.status for stream in places.streams()]
    usage, now = Usage(os.getpid()), time.monotonic()
    before, spent_before = st.session_state.get("operator_before", (now, usage.cpu_seconds()))
    spent = usage.cpu_seconds()
    st.session_state["operator_before"] = (now, spent)
    share = (spent - spent_before) / (now - before) if now > before else 0.0
    figures = {
        words.OPERATOR_LIVE: f"{len(streams)} / {places.most}",
        words.OPERATOR_WAITING: str(places.waiting()),
        words.OPERATOR_MEMORY: f"{usage.resident_megabytes():.0f} MB",
        words.OPERATOR_CPU: f"{share:.0%}",
        words.OPERATOR_ERRORS: str(places.errors()),
    }
    for column, (name, figure) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(name, figure)
    rows = [
        {
            words.OPERATOR_COLUMNS[0]: number,
            words.OPERATOR_COLUMNS[1]: f"{status.frames_per_second:.0f}",
            words.OPERATOR_COLUMNS[2]: f"{status.milliseconds:.1f}",
            words.OPERATOR_COLUMNS[3]: str(len(status.faces)),
            words.OPERATOR_COLUMNS[4]: str(status.errors),
        }
        for number, status in enumerate(streams, start=1)
    ]
    if rows:
        st.table(rows)
