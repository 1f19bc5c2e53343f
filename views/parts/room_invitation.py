"""How people come into a room: its code, its link, and the link as a picture."""

import base64
from html import escape
from urllib.parse import urljoin

import streamlit as st

from rooms.codes import spelled
from rooms.qr import qr_svg
from rooms.room import Opened
from views.parts.joining import IN_ADDRESS
from views.words.language import words

STYLE = """
<style>
.fc-invitation {container-type: inline-size}
.fc-code {font-size: min(2.2rem, 9cqi); font-weight: 700; letter-spacing: .06em;
  font-variant-numeric: tabular-nums; white-space: nowrap}
.st-key-room_link pre {direction: ltr; text-align: left}
.fc-qr {width: min(100%, 14rem); border-radius: .5rem; display: block}
</style>
"""


def show_invitation(opened: Opened) -> None:
    """To be read out, sent, or filmed from a wall."""
    link = _link(opened.code)
    picture = base64.b64encode(qr_svg(link, words.ROOM_QR).encode()).decode()
    st.html(
        f'{STYLE}<div class="fc-invitation"><div>{escape(words.ROOM_CODE_IS)}</div>'
        f'<bdi class="fc-code" dir="ltr">{spelled(opened.code)}</bdi></div>'
    )
    st.html(
        f'<img class="fc-qr" alt="{escape(words.ROOM_QR)}" '
        f'src="data:image/svg+xml;base64,{picture}">'
    )
    st.markdown(words.ROOM_LINK)
    with st.container(key="room_link"):
        st.code(link, language=None, wrap_lines=True)


def _link(code: str) -> str:
    """To the live page, which is beside this one, whatever the proxy put before both."""
    return f"{urljoin(st.context.url or '', './')}?{IN_ADDRESS}={code}"
