"""A stranger who causes a line again and again gets one of it a minute, with a count."""

import gc
import io
import logging
import weakref

import pytest

from hosting.log_limit import MAX_INFORMATION, LimitedHandler
from hosting.log_line import LineFormatter
from testkit.patience import wait_until

OFTEN = 1000
LONG = 600.0  # seconds, in which no test ends


def logger_to(stream: io.StringIO, minute: float, name: str = "uvicorn.error") -> logging.Logger:
    handler = LimitedHandler(LineFormatter(), minute)
    handler.setStream(stream)
    logger = logging.Logger(name)
    logger.addHandler(handler)
    return logger


def test_of_a_warning_there_is_one_line_and_then_the_count() -> None:
    written = io.StringIO()
    logger = logger_to(written, minute=0.3)
    for _ in range(OFTEN):
        logger.warning("Invalid HTTP request received.")
    wait_until(lambda: "more like this" in written.getvalue())
    first, second = written.getvalue().splitlines()
    assert first.endswith("WARNING uvicorn.error: Invalid HTTP request received.")
    assert second.endswith(f" Invalid HTTP request received. ({OFTEN - 1} more like this)")
    wait_until(lambda: not logger.handlers[0]._kinds)  # type: ignore[attr-defined]
    logger.warning("Invalid HTTP request received.")
    assert len(written.getvalue().splitlines()) == 3


def test_another_kind_is_told_meanwhile() -> None:
    written = io.StringIO()
    logger = logger_to(written, LONG)
    for error in (None, ValueError("one"), ValueError("two"), KeyError("three")):
        logger.warning("It failed", exc_info=error)
    for service in ("Twilio", "Twilio", "Metered"):
        logger.warning("%s lent nothing", service, extra={"kind": service})
    logger.error("It failed")
    told = [line.split(": ", 1)[1] for line in written.getvalue().splitlines()]
    assert told == [
        "It failed",
        "It failed [ValueError]",
        "It failed [KeyError]",
        "<str> lent nothing",
        "<str> lent nothing",
        "It failed",
    ]


def test_what_happens_on_the_loop_is_of_several_kinds() -> None:
    written = io.StringIO()
    logger = logger_to(written, LONG, "asyncio")
    for number in range(OFTEN):
        logger.error(f"Exception in callback work({number})")
        logger.error(f"socket.accept() out of system resource\nsocket: {number}")
    assert len(written.getvalue().splitlines()) == 2


def test_information_has_a_bound_too() -> None:
    written = io.StringIO()
    logger = logger_to(written, LONG, "transformers.processor")
    for _ in range(OFTEN):
        logger.info("A stream began")
    assert len(written.getvalue().splitlines()) == MAX_INFORMATION


@pytest.mark.parametrize("own", [True, False])
def test_what_an_exception_holds_is_not_kept(own: bool) -> None:
    class Picture:
        pass

    def fail(picture: Picture) -> None:
        raise ValueError(picture)

    logger = logger_to(io.StringIO(), LONG, "views.pages.live" if own else "uvicorn.error")

    def log() -> weakref.ref[Picture]:
        picture = Picture()
        for _ in range(2):
            try:
                fail(picture)
            except ValueError:
                logger.exception("It failed: %s", picture)
        return weakref.ref(picture)

    kept = log()
    gc.collect()
    assert kept() is None
