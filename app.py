"""FaceCue: page set-up and navigation. Start it with ``make run``."""

import logging
import os

import streamlit as st

from hosting.logs import set_up_logging
from hosting.settings import SettingsError, read_settings
from views import live, words

try:
    set_up_logging(read_settings(os.environ).log_level)
except SettingsError:
    set_up_logging(logging.INFO)  # the page tells what is wrong

st.set_page_config(page_title=words.TITLE, page_icon="🎭", layout="wide")
st.navigation([st.Page(live.render, title=words.TITLE)], position="hidden").run()
