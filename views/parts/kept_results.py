"""Recordings outlive a reload of the page: the tab itself keeps them, in its session storage."""

import logging
from pathlib import Path

import streamlit as st

from recordings.packing import PackingError, pack, unpack
from views.state import visit

logger = logging.getLogger(__name__)

MOST = 6  # recordings that a tab keeps, of which a page takes no more back

_component = st.components.v2.component(
    "facecue_kept_results",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def keep_results() -> None:
    """Have the newest recording kept, or ask a page that was just opened what its tab has kept.

    One comes at a time, as a message may be of one recording's size; the tab sends the next once
    the page has told that it has this one. A visit that has recorded something takes none.
    """
    known = visit()
    count = len(known.recordings)
    newest = None
    if count > known.taken_back:  # in each run, as what one of them sends may be overtaken
        if known.packed is None or known.packed[0] != count:
            known.packed = (count, pack(known.recordings[-1]))
        newest = known.packed[1]
    _component(
        data=[
            {
                "visit": known.name,
                "taken": known.taken_back,
                "count": count,
                "newest": newest,
                "most": MOST,
            }
        ],
        key="kept_results",
        on_kept_change=_take_back,
    )


def _take_back() -> None:
    known = visit()
    sent = st.session_state["kept_results"].get("kept")
    has_own = len(known.recordings) > known.taken_back
    if not isinstance(sent, str) or has_own or known.taken_back >= MOST:
        return
    try:
        known.recordings.append(unpack(sent))
    except PackingError as error:
        logger.warning("What a tab had kept was refused: %s", error)
        return
    known.taken_back += 1
