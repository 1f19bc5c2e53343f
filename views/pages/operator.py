"""The operator's page: how the site is doing. There is one only where its secret is set."""

import os
import time

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from hosting.addresses import network_of
from hosting.guesses import GUESSES, TooEarlyError
from hosting.process import Usage
from hosting.slots import StreamSlots
from views.service import settings_and_classifier, stream_slots
from views.state import visit
from views.words.language import words

REFRESH = 2.0  # seconds between two looks


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
    if not visit().is_operator:
        with st.form("ask_operator"):
            given = st.text_input(words.OPERATOR_ASKS, type="password")
            asked = st.form_submit_button(words.OPERATOR_OPEN)
        if not asked or not given or not _is_right(given, settings.operator_secret):
            return
        visit().is_operator = True
        st.rerun()
    st.fragment(_figures, run_every=REFRESH)(stream_slots(settings))


def _is_right(given: str, secret: str) -> bool:
    """Whether this is the secret; if not, or if it is too early to look, says so."""
    try:
        right = GUESSES.is_right(given, secret, network_of(st.context.ip_address))
    except TooEarlyError as early:
        st.warning(words.OPERATOR_PAUSE.format(seconds=early.seconds))
        return False
    if not right:
        st.error(words.OPERATOR_WRONG)
    return right


def _figures(slots: StreamSlots) -> None:
    streams = [stream.status for stream in slots.streams()]
    usage, now = Usage(os.getpid()), time.monotonic()
    spent = usage.cpu_seconds()
    spent_before, before = visit().cpu_seconds or (spent, now)
    visit().cpu_seconds = (spent, now)
    share = (spent - spent_before) / (now - before) if now > before else 0.0
    figures = {
        words.OPERATOR_LIVE: f"{len(streams)} / {slots.most}",
        words.OPERATOR_WAITING: str(slots.waiting()),
        words.OPERATOR_MEMORY: f"{usage.resident_megabytes():.0f} MB",
        words.OPERATOR_CPU: f"{share:.0%}",
        words.OPERATOR_ERRORS: str(slots.errors()),
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
