"""What one visit knows beside its widgets' values: one record in Streamlit's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING

import streamlit as st

from hosting.http.endings import SessionData
from views.photo_results import PhotoResults
from views.room_state import RoomState

if TYPE_CHECKING:  # the pages import this
    from hosting.ice import Connection
    from hosting.slots import Farewell
    from models.personal import Baseline
    from recordings.recording import Recording
    from transformers.faults import FileError
    from transformers.media.clip import ClipInfo
    from transformers.processor import EmotionVideoTransformer
    from transformers.tuning import Tuning
    from views.pages.video import Work
    from views.parts.recording import Running

KEY = "visit"


@dataclass
class Visit(SessionData):
    """From a page's opening to its closing. Times are seconds of ``time.monotonic``."""

    # Tells it from one before it in the same tab, of which the browser may still know something.
    name: str = field(default_factory=lambda: token_hex(4))
    page: str | None = None  # its path; that of the live page is empty
    previous_page: str | None = None  # of the run before

    admitted: bool = False
    in_line: bool = False
    ticket: str | None = None  # the signed one that they say to have brought from another replica
    kept_turn: tuple[float, str] | None = None  # when their tab was last given a ticket; which
    has_arrived: bool = False  # what they brought in the address was looked at
    moves: int = 0  # from replica to replica without going live
    stays: bool = False  # here, as they cannot be sent elsewhere
    server_stopped: bool = False  # that served the page before; to be told
    farewell: Farewell | None = None  # why the last stream was ended for them

    connection: Connection | None = None
    tries: int = 0  # video components so far, less one
    start_asked: bool = False  # Start is pressed for the visitor as soon as it stands there
    offer_refused: bool = False
    started: float | None = None  # when the stream began that goes on
    left_live: bool = False  # it ended as the visitor looked at another page
    had_pictures: bool = False
    failed: bool = False  # the last start came to nothing, and was given up
    last_stream: EmotionVideoTransformer | None = None

    tuning: Tuning | None = None  # in progress
    tuning_failed: bool = False  # the last one was given up
    baseline: Baseline | None = None  # of the visitor's own face at rest

    running: Running | None = None  # the recording in progress
    recordings: list[Recording] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # of reports, by the result's key
    own_clips: set[int] = field(default_factory=set)  # of which the browser keeps a clip
    just_ended: bool = False  # the newest of them has not been shown yet
    packed: tuple[int, str] | None = None  # how many there were, and the last of them as text
    taken_back: int = 0  # of them, how many it had kept from before this page was opened

    photos: PhotoResults = field(default_factory=PhotoResults)
    clip: Work | None = None
    clip_info: tuple[str, ClipInfo | FileError] | None = None  # the file, and what it is

    room: RoomState = field(default_factory=RoomState)

    is_operator: bool = False

    def end(self) -> None:
        """Let go of pictures, clips and figures, whoever still refers to this record."""
        clip = self.clip
        self.photos.clear()
        self.recordings.clear()
        self.titles.clear()
        self.clip = self.clip_info = self.packed = self.running = None
        self.last_stream = self.tuning = self.baseline = None
        if clip is not None:
            clip.job.discard()


def visit() -> Visit:
    """That of who asks for the page."""
    found: Visit = st.session_state.setdefault(KEY, Visit())
    return found
