"""The operator's page: how the site is doing. There is one only where its secret is set."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from hosting.house.house import House, Replica
from hosting.owner_secrets import is_same
from transformers.status import Status
from views.parts.table import table_html
from views.service import house, settings_and_classifier
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
        if not asked or not given:
            return
        if not is_same(given.strip(), settings.operator_secret):
            st.error(words.OPERATOR_WRONG)
            return
        visit().is_operator = True
        st.rerun()
    shared = settings.house.is_shared
    st.fragment(_figures, run_every=REFRESH)(house(settings), shared=shared)


def _figures(places: House, *, shared: bool) -> None:
    replicas = places.replicas()
    figures = {
        words.OPERATOR_LIVE: _of(sum(one.live for one in replicas), places.most_in_all()),
        words.OPERATOR_WAITING: str(places.waiting()),
        words.OPERATOR_MEMORY: _megabytes(sum(one.figures.megabytes for one in replicas)),
        words.OPERATOR_CPU: f"{sum(one.figures.cpu_share for one in replicas):.0%}",
        words.OPERATOR_ERRORS: str(sum(one.errors for one in replicas)),
    }
    for column, (name, figure) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(name, figure)
    if shared:
        if places.is_in_step():
            st.caption(words.OPERATOR_IN_STEP)
        else:
            st.warning(words.OPERATOR_OUT_OF_STEP)
        st.html(table_html("fc-replicas", words.OPERATOR_SERVERS, map(_server, replicas)))
    streams = [stream.status for stream in places.streams()]
    if streams:
        rows = [_stream(number, status) for number, status in enumerate(streams, start=1)]
        st.html(table_html("fc-streams", words.OPERATOR_COLUMNS, rows))


def _server(one: Replica) -> list[str]:
    return [
        one.name,
        _of(one.live, one.most),
        f"{one.figures.frames_per_second:.0f}",
        f"{one.figures.cpu_share:.0%}",
        _megabytes(one.figures.megabytes),
        str(one.errors),
        words.OPERATOR_AGE.format(seconds=f"{one.age:.0f}"),
    ]


def _stream(number: int, status: Status) -> list[str]:
    return [
        str(number),
        f"{status.frames_per_second:.0f}",
        f"{status.milliseconds:.1f}",
        str(len(status.faces)),
        str(status.errors),
    ]


def _of(live: int, most: int) -> str:
    """In this order where one reads from the right, too: the signs around it isolate it."""
    return f"\u2066{live} / {most}\u2069"


def _megabytes(size: float) -> str:
    return f"{size:.0f} MB"
