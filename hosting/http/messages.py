"""Which of Streamlit's messages a page may send: those that our pages need, field by field.

Some of the others change what all visitors share: ``clear_cache`` empties the caches of the
process, ``install_skills`` writes files beside the app. A field that is not named here is refused,
so also one that a later Streamlit brings.
"""

import logging
from typing import Any, NamedTuple

from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event
from streamlit.proto.BackMsg_pb2 import BackMsg

logger = logging.getLogger(__name__)

MAX_REFUSALS = 10  # of one page, after which its websocket is closed
POLICY, PROTOCOL_ERROR = 1008, 1002  # codes of RFC 6455, 7.4.1
MEGABYTES = 1_000_000


class Limit(NamedTuple):
    """Of a field's value."""

    size: int = 0  # bytes of a text, in UTF-8; each of them where there are several
    items: int = 1  # of a repeated field


ID = Limit(size=300)  # a name that Streamlit, its frontend or a page of ours made up
ADDRESS = Limit(size=8_192)

ALLOWED = {
    # A run of the page.
    "BackMsg.rerun_script": Limit(),
    "ClientState.query_string": ADDRESS,
    "ClientState.widget_states": Limit(),
    "ClientState.page_script_hash": ID,
    "ClientState.page_name": ADDRESS,  # the path in the browser's address
    "ClientState.fragment_id": ID,
    "ClientState.is_auto_rerun": Limit(),
    "ClientState.is_history_navigation": Limit(),
    "ClientState.context_info": Limit(),
    "ContextInfo.timezone": ID,
    "ContextInfo.timezone_offset": Limit(),
    "ContextInfo.locale": ID,
    "ContextInfo.url": ADDRESS,
    "ContextInfo.is_embedded": Limit(),
    "ContextInfo.color_scheme": ID,
    # Values of widgets.
    "WidgetStates.widgets": Limit(items=500),
    "WidgetState.id": ID,
    "WidgetState.trigger_value": Limit(),  # buttons
    "WidgetState.bool_value": Limit(),  # toggles, checkboxes
    "WidgetState.string_value": Limit(size=2_000),  # texts that are typed, choices of one
    "WidgetState.string_array_value": Limit(),  # pills, segmented controls
    "StringArray.data": Limit(size=2_000, items=50),
    "WidgetState.json_value": Limit(size=MEGABYTES),  # components
    "WidgetState.json_trigger_value": Limit(size=MEGABYTES),
    # Files.
    "WidgetState.file_uploader_state_value": Limit(),
    "FileUploaderState.uploaded_file_info": Limit(items=500),
    "UploadedFileInfo.name": Limit(size=2_000),
    "UploadedFileInfo.size": Limit(),
    "UploadedFileInfo.file_id": ID,
    "UploadedFileInfo.file_urls": Limit(),
    "FileURLs.file_id": ID,
    "FileURLs.upload_url": ADDRESS,
    "FileURLs.delete_url": ADDRESS,
    "BackMsg.file_urls_request": Limit(),
    "FileURLsRequest.request_id": ID,
    "FileURLsRequest.session_id": ID,
    "FileURLsRequest.file_names": Limit(size=2_000, items=500),
    # Downloads that are made when they are asked for.
    "BackMsg.backend_operation_request": Limit(),
    "BackendOperationRequest.request_id": ID,
    "BackendOperationRequest.session_id": ID,
    "BackendOperationRequest.deferred_file": Limit(),
    "DeferredFileRequestPayload.file_id": ID,
    # The Stop beside the sign that a page is running, and the sign of life.
    "BackMsg.stop_script": Limit(),
    "BackMsg.app_heartbeat": Limit(),
}


class KnownMessages:
    """Passes on what our pages send; drops the rest, and closes the websocket of who goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the connection, whatever kind it is."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        refusals = 0

        async def receive_known() -> Event:
            nonlocal refusals
            while True:
                event = await receive()
                if event["type"] != "websocket.receive":
                    return event
                try:
                    refused = refused_field(event.get("bytes") or b"")
                except DecodeError:
                    logger.warning("Closed a page whose message is not Streamlit's")
                    return await close(PROTOCOL_ERROR)
                if refused is None:
                    return event
                logger.warning("Refused a message that no page sends: %s", refused)
                refusals += 1
                if refusals > MAX_REFUSALS:
                    return await close(POLICY)

        async def close(code: int) -> Event:
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        await self._app(scope, receive_known, send)


def refused_field(content: bytes) -> str | None:
    """The first field that no page sends, or not with such a value; None where all is known.

    Raises ``google.protobuf.message.DecodeError`` where it is no ``BackMsg`` at all.
    """
    message = BackMsg.FromString(content)
    if message.WhichOneof("type") is None and not len(UnknownFieldSet(message)):
        return "none at all"
    return _refused_in(message)


def _refused_in(message: Message) -> str | None:
    if len(UnknownFieldSet(message)):
        return f"an unknown one of {message.DESCRIPTOR.full_name}"
    for field, value in message.ListFields():
        limit = ALLOWED.get(field.full_name)
        if limit is None:
            return str(field.full_name)
        values = value if field.is_repeated else (value,)
        if len(values) > limit.items or any(_size(one) > limit.size for one in values):
            return f"{field.full_name}, over its limit"
        if field.message_type is not None:
            refused = next(filter(None, map(_refused_in, values)), None)
            if refused is not None:
                return refused
    return None


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode())
    return len(value) if isinstance(value, bytes) else 0
