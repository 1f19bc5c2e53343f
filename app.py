"""FaceCue as an ASGI application. Start it with ``make run``, or ``streamlit run app.py``.

``streamlit run`` finds ``app`` by reading this file. Nothing here may import streamlit-webrtc: its
component is served only where it is imported first while a page's script runs.
"""

import logging
import os
from pathlib import Path

import streamlit as st

from hosting.house.settings import name_in_logs
from hosting.http.connections import bound_connections
from hosting.http.endings import keep_no_sent_messages
from hosting.http.head import FONT_PATH, PREVIEW_PATH, file_route
from hosting.http.health import health_route
from hosting.http.lifespan import lifespan
from hosting.http.metrics import metrics_route
from hosting.http.proxies import leave_proxies_to_us
from hosting.http.routes import base_path
from hosting.http.stack import middleware
from hosting.logs import set_up_logging
from hosting.memory import overwrite_what_is_freed, share_arenas
from hosting.whole_runs import send_whole_runs
from views.brand import BRAND, FONT, PREVIEW

SCRIPT = Path(__file__).parent / "views" / "pages" / "navigation.py"

share_arenas()
leave_proxies_to_us()
overwrite_what_is_freed()
keep_no_sent_messages()
send_whole_runs()
bound_connections(os.environ)
# The pages set the level that the owner wants.
set_up_logging(logging.INFO, name_in_logs(os.environ))

base = base_path()
app = st.App(
    SCRIPT,
    middleware=middleware(os.environ, BRAND, base),
    routes=[
        file_route(base + PREVIEW_PATH, PREVIEW),
        file_route(base + FONT_PATH, FONT),
        health_route(base),
        metrics_route(base),
    ],
    lifespan=lifespan,
)
