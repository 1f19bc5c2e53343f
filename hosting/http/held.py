"""What is held of each visit, in bytes: uploads, results and recordings are bounded together.

Uploads are what Streamlit holds, by its private parts: they are read only here. The pages tell the
rest. A session is the id of Streamlit's.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MEMORY_SHARE = 0.2  # of the machine's memory, for all visits, where the owner sets nothing
RESULTS_SHARE = 0.5  # of that, for the results of one visit
UPLOADER = "file_uploader_state_value"  # the value of st.file_uploader and st.camera_input


def takes_uploads(session: str) -> bool:
    """Whether there is such a visit, and an uploader on its page."""
    found = get_instance()._session_mgr.get_active_session_info(session)
    if found is None:
        return False
    widgets: dict[str, Any] = found.session.session_state._new_widget_state.widget_metadata
    # A run of the page may be adding some on its own thread.
    return any(widget.value_type == UPLOADER for widget in list(widgets.values()))


@dataclass(frozen=True)
class Bounds:
    """How much may be held, in bytes."""

    of_a_visit: int
    in_all: Callable[[], int]


@cache
def share_of_memory() -> int:
    """Bytes for all visits on this machine."""
    from hosting.resources import available_megabytes

    return int(available_megabytes() * MEMORY_SHARE * 1e6)


_bounds = Bounds(200_000_000, share_of_memory)
_results: dict[str, dict[str, int]] = {}  # by session and kind
_lock = threading.Lock()


def set_bounds(bounds: Bounds) -> None:
    """Those of this process."""
    global _bounds  # noqa: PLW0603  # one process, one rule
    _bounds = bounds


def note_results(session: str, **sizes: int) -> None:
    """Set how many bytes of each kind of result, as ``photos=1000``, are held for a visit."""
    with _lock:
        _results.setdefault(session, {}).update(sizes)


def let_go_of_results(session: str) -> None:
    """The visit has ended."""
    with _lock:
        _results.pop(session, None)


def bytes_of(session: str) -> int:
    """Held for this visit."""
    manager = _manager()
    uploaded = manager.file_storage.get(session, {}) if manager else {}
    return sum(len(file.data) for file in list(uploaded.values())) + _bytes_of_results(session)


def bytes_in_all() -> int:
    """Held for all visits together."""
    manager = _manager()
    uploaded = manager._total_bytes if manager else 0
    with _lock:
        return uploaded + sum(sum(sizes.values()) for sizes in _results.values())


def has_too_many_results(session: str) -> bool:
    """Whether some of this visit's results have to go."""
    in_all = _bounds.in_all()
    return (
        _bytes_of_results(session) > RESULTS_SHARE * in_all
        or bytes_of(session) > _bounds.of_a_visit
        or bytes_in_all() > in_all
    )


def room() -> int:
    """Bytes that may be held besides."""
    return max(0, _bounds.in_all() - bytes_in_all())


def _bytes_of_results(session: str) -> int:
    with _lock:
        return sum(_results.get(session, {}).values())


def _manager() -> MemoryUploadedFileManager | None:
    """What holds the uploads; None where pages run without a server, as in Streamlit's tests."""
    manager = get_instance().uploaded_file_mgr if exists() else None
    return manager if isinstance(manager, MemoryUploadedFileManager) else None
