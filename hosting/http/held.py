"""What Streamlit holds of each visit's uploads, by its private parts: they are read only here."""

from typing import Any

from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

UPLOADER = "file_uploader_state_value"  # the value of st.file_uploader and st.camera_input


def takes_uploads(session: str) -> bool:
    """Whether there is such a visit, and an uploader on its page."""
    found = get_instance()._session_mgr.get_active_session_info(session)
    if found is None:
        return False
    widgets: dict[str, Any] = found.session.session_state._new_widget_state.widget_metadata
    # A run of the page may be adding some on its own thread.
    return any(widget.value_type == UPLOADER for widget in list(widgets.values()))


def bytes_of(session: str) -> int:
    """Held for this visit."""
    files = _manager(get_instance()).file_storage.get(session, {})
    return sum(len(file.data) for file in list(files.values()))


def bytes_in_all() -> int:
    """Held for all visits together."""
    return _manager(get_instance())._total_bytes


def _manager(runtime: Runtime) -> MemoryUploadedFileManager:
    manager = runtime.uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        raise TypeError(f"expected a MemoryUploadedFileManager, got {type(manager)}")
    return manager


class ClosedPages:
    """Ends the visits of pages that were closed ``server.disconnectedSessionTTL`` ago.

    Streamlit lets go of such a visit only when another page closes, and of what it held only when
    the garbage collector finds it.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}  # by session, those that may still come back

    def end(self) -> None:
        """To be called on the event loop, more often than that time."""
        runtime = get_instance()
        manager: Any = runtime._session_mgr
        visits = manager._session_storage._cache
        visits.expire()
        kept = {session: visit.session for session, visit in visits.items()}
        for session in self._kept.keys() - kept.keys():
            if not runtime.is_active_session(session):
                self._kept[session].shutdown()
        self._kept = kept
