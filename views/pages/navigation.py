"""The script that Streamlit runs for each visitor: page set-up and navigation.

Beside a folder called ``pages`` it must not stand: Streamlit would run the files in there by
themselves, as an earlier kind of page.
"""

import logging
import os

import streamlit as st

from hosting.logs import set_up_logging
from hosting.settings import SettingsError, read_settings
from views.pages import about, live, operator, photo, video
from views.parts.refusals import tell_refused_uploads
from views.state import visit
from views.words.language import choose_language, words

try:
    settings = read_settings(os.environ)
    set_up_logging(settings.log_level)
    has_operator = bool(settings.operator_secret)
except SettingsError:
    set_up_logging(logging.INFO)  # the page tells what is wrong
    has_operator = False

st.set_page_config(page_title=words.TITLE, page_icon="🎭", layout="wide")
# Less room above the page, and a page no wider than one and a half times the window's height: else
# the picture fills a laptop's window, and Stop and Record fall below it.
st.html("""<style>
.stMainBlockContainer {padding-top: 4.25rem; max-width: max(60rem, 150vh)}
.stMainBlockContainer h1 {font-size: 1.75rem; padding: .5rem 0 0}
</style>""")
page = st.navigation(
    [
        st.Page(live.render, title=words.LIVE_PAGE, icon=":material/videocam:", default=True),
        photo.page(),
        st.Page(video.render, title=words.VIDEO_PAGE, icon=":material/movie:", url_path=video.PATH),
        st.Page(about.render, title=words.ABOUT_PAGE, icon=":material/info:", url_path="about"),
        *([operator.page()] if has_operator else []),
    ],
    position="top",
)
# The live page must know whether the visitor comes back to it from another.
this = visit()
this.previous_page, this.page = this.page, page.url_path
page.run()
if page.url_path in (photo.PATH, video.PATH):
    tell_refused_uploads()
choose_language()
