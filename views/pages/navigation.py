"""The script that Streamlit runs for each visitor: page set-up and navigation.

Beside a folder called ``pages`` it must not stand: Streamlit would run the files in there by
themselves, as an earlier kind of page.
"""

import base64
import logging
import os

import streamlit as st

from hosting.logs import set_up_logging
from hosting.settings import SettingsError, read_settings
from views.brand import BRAND, ICON
from views.holding import tell_held
from views.pages import about, live, operator, photo, room, video
from views.parts.kept_room import keep_room
from views.parts.moving import arrive
from views.parts.own_replica import keep_to_replica, tell_stopped_server
from views.parts.page_language import tell_language
from views.parts.refusals import tell_refused_uploads
from views.service import house, rooms
from views.state import visit
from views.words.language import choose_language, words

LOGO = f"data:image/svg+xml;base64,{base64.b64encode(ICON.encode()).decode()}"

try:
    settings = read_settings(os.environ)
    set_up_logging(settings.log_level)
    has_operator = bool(settings.operator_secret)
    shared = house(settings) if settings.house.is_shared else None
    audiences = rooms(settings)
except SettingsError:
    set_up_logging(logging.INFO)  # the page tells what is wrong
    has_operator, shared, audiences = False, None, None

st.set_page_config(page_title=words.TITLE, layout="wide")
# It stands in the served page's head too, where it holds before this script has run.
st.html(f"<style>{BRAND.style}</style>")
if shared is not None:
    with st.container(key="replica"):  # which nobody sees
        arrive(shared)
        keep_to_replica(shared)
if audiences is not None:
    with st.container(key="kept_room_place"):  # which nobody sees
        keep_room()
pages = [
    st.Page(live.render, title=words.LIVE_PAGE, default=True),
    photo.page(),
    st.Page(video.render, title=words.VIDEO_PAGE, url_path=video.PATH),
    *([room.page()] if audiences is not None else []),
    st.Page(about.render, title=words.ABOUT_PAGE, url_path="about"),
]
page = st.navigation([*pages, *([operator.page()] if has_operator else [])], position="hidden")
with st.container(key="header", horizontal=True, vertical_alignment="center"):
    st.html(
        f'<span class="fc-brand"><img src="{LOGO}" alt="">{words.TITLE}</span>', width="content"
    )
    for one in pages:
        st.page_link(one, width="content")
    choose_language()
# The live page must know whether the visitor comes back to it from another.
this = visit()
this.previous_page, this.page = this.page, page.url_path
if page.url_path and this.started is not None:
    this.left_live = True
with st.container(key="notice"):
    tell_stopped_server()
tell_held()
page.run()
tell_language()  # where its empty place shows least
if page.url_path in (photo.PATH, video.PATH):
    tell_refused_uploads()
