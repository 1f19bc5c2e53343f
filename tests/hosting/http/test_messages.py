"""Streamlit's messages, field by field: those of our pages pass, and no other."""

from collections.abc import Iterator

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message
from streamlit.proto.BackMsg_pb2 import BackMsg

from hosting.http.messages import ALLOWED, MAX_REFUSALS, refused_field
from testkit.server import Server
from tests.hosting.http.page import open_page

Path = tuple[FieldDescriptor, ...]

# Each was looked at, and no page needs it. A field that is neither here nor in ALLOWED is new.
REFUSED = {
    "BackMsg.clear_cache",  # of all visitors
    "BackMsg.set_run_on_save",
    "BackMsg.load_git_info",
    "BackMsg.debug_disconnect_websocket",
    "BackMsg.debug_shutdown_runtime",
    "BackendOperationRequest.install_skills",  # writes files beside the app
    "BackendOperationRequest.dismiss_skills_nudge",  # writes a file into the home folder
    "BackendOperationRequest.dataframe_chunk",
    "ClientState.cached_message_hashes",  # nothing is cached: global.minCachedMessageSize
    "WidgetState.double_value",
    "WidgetState.int_value",
    "WidgetState.double_array_value",
    "WidgetState.int_array_value",
    "WidgetState.arrow_value",
    "WidgetState.bytes_value",
    "WidgetState.string_trigger_value",
    "WidgetState.chat_input_value",
}


def paths(descriptor: Descriptor, before: Path = ()) -> Iterator[Path]:
    """To every field within a message, those of its messages too."""
    for field in descriptor.fields:
        path = (*before, field)
        yield path
        if field.message_type is not None and field.full_name not in REFUSED:
            yield from paths(field.message_type, path)


PATHS = {field[-1].full_name: field for field in paths(BackMsg.DESCRIPTOR)}


def message_with(path: Path, size: int | None = None, items: int | None = None) -> bytes:
    """One with the last field of the path set, as far as its limit goes or as far as is said."""
    message = BackMsg()
    within: Message = message
    for field in path[:-1]:
        inner = getattr(within, field.name)
        within = inner.add() if field.is_repeated else inner
    limit = ALLOWED.get(path[-1].full_name, (3, 1))
    _fill(
        within, path[-1], limit[0] if size is None else size, limit[1] if items is None else items
    )
    return bytes(message.SerializeToString())


def _fill(message: Message, field: FieldDescriptor, size: int, items: int) -> None:
    if field.message_type is not None:
        if field.is_repeated:
            for _ in range(items):
                getattr(message, field.name).add()
        else:
            getattr(message, field.name).SetInParent()
        return
    value: object = 1
    if field.type == FieldDescriptor.TYPE_STRING:
        value = "x" * size
    elif field.type == FieldDescriptor.TYPE_BYTES:
        value = bytes(size)
    elif field.type == FieldDescriptor.TYPE_BOOL:
        value = True
    if field.is_repeated:
        getattr(message, field.name).extend([value] * items)
    else:
        setattr(message, field.name, value)


def test_every_field_of_the_protocol_was_looked_at() -> None:
    assert set(PATHS) == set(ALLOWED) | REFUSED
    assert not set(ALLOWED) & REFUSED


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_field_passes_if_a_page_needs_it(name: str) -> None:
    expected = None if name in ALLOWED else name
    assert refused_field(message_with(PATHS[name])) == expected


@pytest.mark.parametrize("name", sorted(REFUSED & set(PATHS)))
def test_a_field_is_refused_whatever_its_value(name: str) -> None:
    """One of a choice counts even where it says no: ``clear_cache`` may be false."""
    field = PATHS[name][-1]
    if field.containing_oneof is not None:
        message = BackMsg()
        within: Message = message
        for before in PATHS[name][:-1]:
            inner = getattr(within, before.name)
            within = inner.add() if before.is_repeated else inner
        if field.message_type is not None:
            getattr(within, field.name).SetInParent()
        else:
            setattr(within, field.name, field.default_value)
        assert refused_field(message.SerializeToString()) == name


@pytest.mark.parametrize("name", [name for name in sorted(ALLOWED) if ALLOWED[name].size])
def test_a_text_is_as_long_as_its_limit(name: str) -> None:
    long = message_with(PATHS[name], size=ALLOWED[name].size + 1)
    assert refused_field(long) == f"{name}, over its limit"


@pytest.mark.parametrize("name", [name for name in sorted(ALLOWED) if PATHS[name][-1].is_repeated])
def test_there_are_as_many_as_the_limit(name: str) -> None:
    many = message_with(PATHS[name], items=ALLOWED[name].items + 1)
    assert refused_field(many) == f"{name}, over its limit"


def test_a_length_is_counted_in_bytes() -> None:
    message = BackMsg()
    message.rerun_script.page_script_hash = "é" * ALLOWED["ClientState.page_script_hash"].size
    assert refused_field(message.SerializeToString()) is not None


def messages(descriptor: Descriptor) -> dict[str, Path]:
    """How to come to each message that is allowed."""
    found: dict[str, Path] = {descriptor.full_name: ()}
    for path in PATHS.values():
        kind = path[-1].message_type
        if kind is not None and path[-1].full_name in ALLOWED:
            found.setdefault(kind.full_name, path)
    return found


@pytest.mark.parametrize("name", sorted(messages(BackMsg.DESCRIPTOR)))
def test_a_field_of_a_later_version_is_refused(name: str) -> None:
    unknown = b"\xfa\xff\x01\x01x"  # field 4095, a text
    content = unknown
    for field in reversed(messages(BackMsg.DESCRIPTOR)[name]):
        content = _varint(field.number << 3 | 2) + _varint(len(content)) + content
    assert refused_field(content) == f"an unknown one of {name}"


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


@pytest.mark.parametrize("content", [b"\xff", b"\x0a\x7f", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_message_raises(content: bytes) -> None:
    with pytest.raises(DecodeError):
        refused_field(content)


def test_a_message_asks_for_something() -> None:
    assert refused_field(b"") == "none at all"


@pytest.mark.slow
def test_a_stranger_clears_nothing_and_is_shut_out_for_going_on(server: Server) -> None:
    clear, alive = BackMsg(), BackMsg()
    clear.clear_cache = True
    alive.app_heartbeat = True
    with open_page(server.url) as page:
        for _ in range(MAX_REFUSALS):
            page.send(clear.SerializeToString())
        page.send(alive.SerializeToString())
        while page.receive().WhichOneof("type") != "heartbeat_ack":
            pass
        page.send(clear.SerializeToString())
        assert page.close_code() == 1008
    with open_page(server.url) as page:
        page.send(b"\xff")
        assert page.close_code() == 1002
    log = server.log.read_text()
    assert log.count("Refused a message that no page sends: BackMsg.clear_cache") == 1
    assert "Error deserializing" not in log
