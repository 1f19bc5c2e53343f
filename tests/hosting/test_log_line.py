"""One event is one line, whatever a visitor sent, and holds nothing of it."""

import asyncio
import logging
import sys

import pytest

from hosting.log_line import LONGEST, LineFormatter, printable

FORGED = "me.jpg\n2026-01-01 00:00:00,000 ERROR hosting.ice: all is lost"
HOSTILE = [
    FORGED,
    "one\rtwo",
    "one\x0btwo\x0cthree\x85four",
    "one\u2028two\u2029three",
    "\x1b[2J\x1b]0;title\x07",
    "\u202egpj.exe",
    "\x00\ud800\udfff",
    "x" * 10 * LONGEST,
]
ADDRESS = "198.51.100.7"


def formatted(name: str, message: object, *args: object, error: BaseException | None = None) -> str:
    caught = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, caught)
    return LineFormatter().format(record)


def test_a_replica_among_others_is_named_in_each_line() -> None:
    record = logging.LogRecord("views.pages.live", logging.INFO, "x.py", 1, "It began", (), None)
    assert (
        LineFormatter("web-1").format(record).endswith(" INFO [web-1] views.pages.live: It began")
    )
    assert LineFormatter().format(record).endswith(" INFO views.pages.live: It began")


def raised(error: BaseException) -> BaseException:
    try:
        try:
            raise KeyError(FORGED)
        except KeyError:
            raise error  # noqa: B904  # the context is the point
    except type(error) as caught:
        return caught


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["hosting.ice", "aiortc.rtcrtpreceiver"])
def test_one_event_is_one_line(name: str, text: str) -> None:
    for line in (
        formatted(name, text),
        formatted(name, "Told: %s", text),
        formatted(name, "Failed", error=raised(ValueError(text))),
    ):
        assert len(line.splitlines()) == 1
        assert line.isprintable()
        assert len(line) < 10 * LONGEST  # an escape is longer than its sign
        line.encode()


def test_our_own_events_are_told_as_they_are() -> None:
    line = formatted("hosting.ice", "%s lent no relays: %s", "Twilio", TimeoutError("after 5 s"))
    assert line.endswith("WARNING hosting.ice: Twilio lent no relays: after 5 s")


def test_our_own_exception_says_what_and_where() -> None:
    line = formatted(
        "transformers.processor", "A frame failed", error=raised(ValueError("too\nsmall"))
    )
    assert "A frame failed [ValueError: too\\nsmall at hosting/test_log_line.py:" in line
    assert " in raised; from KeyError: " in line


def test_a_library_tells_its_sentence_with_numbers_only() -> None:
    text = f"{ADDRESS} candidate"
    assert formatted("aiortc.x", "From %s (%s), %d of %.1f", text, OSError(text), 3, 2.5).endswith(
        "From <str> (<OSError>), 3 of 2.5"
    )
    assert formatted("streamlit.x", ValueError(text)).endswith(": <ValueError>")
    assert formatted("streamlit.x", "%(who)s", {"who": text}).endswith(": <str>")
    assert formatted("streamlit.x", "%d", text).endswith(": %d")  # it expects a number
    assert formatted("uvicorn.error", "Invalid HTTP request received.").endswith("received.")


def test_of_a_librarys_exception_the_kind_and_the_places() -> None:
    line = formatted("streamlit.x", "Uncaught", error=raised(ValueError(ADDRESS)))
    assert "[ValueError at hosting/test_log_line.py:" in line
    assert ADDRESS not in line
    assert "me.jpg" not in line


def test_asyncio_tells_no_argument(caplog: pytest.LogCaptureFixture) -> None:
    def answer(who: str) -> None:
        raise ValueError(f"bad candidate of {who}")

    async def run() -> None:
        asyncio.get_running_loop().call_soon(answer, ADDRESS)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(run())
    (record,) = caplog.records
    assert ADDRESS in record.getMessage() + str(record.exc_info)
    line = LineFormatter().format(record)
    assert "asyncio: Exception in callback test_asyncio_tells_no_argument [ValueError at " in line
    assert ADDRESS not in line


def test_a_group_of_exceptions_tells_its_first() -> None:
    group = BaseExceptionGroup("several", [OSError("x")])
    assert "ExceptionGroup; from OSError" in formatted("starlette", "Failed", error=group)


def test_the_record_of_others_is_left_as_it_was() -> None:
    record = logging.LogRecord("aiortc", logging.ERROR, "x.py", 1, "%s", ("a\nb",), None)
    record.exc_info = (ValueError, ValueError(), None)
    LineFormatter().format(record)
    assert (record.getMessage(), record.exc_text) == ("a\nb", None)
    assert record.exc_info is not None


def test_letters_of_all_languages_stay() -> None:
    assert printable("Müller 日本 עברית") == "Müller 日本 עברית"
    assert sys.maxunicode == 0x10FFFF
    assert printable("\U0010ffff") == "\\U0010ffff"
