"""Uploads that were refused, told on the page: Streamlit's uploader shows only a code."""

import streamlit as st

from hosting.http.refusals import REFUSED_UPLOADS
from views.service import visitor
from views.words.language import words

REFRESH = 1.0  # seconds between two looks; a refused upload starts no run of the page


@st.fragment(run_every=REFRESH)
def tell_refused_uploads() -> None:
    """Say it over the page, wherever the visitor has scrolled to, until they have read it."""
    reason = REFUSED_UPLOADS.take(visitor())
    if reason is not None:
        st.toast(words.REFUSED_UPLOADS[reason], icon=":material/upload_file:", duration="infinite")
