"""Logging: where every event goes, of our own packages, the libraries and Python itself."""

import logging
import sys
import threading
import warnings
from functools import partial
from typing import Any

import streamlit.logger
import uvicorn.config

from hosting.log_limit import LimitedHandler
from hosting.log_line import OWN_PACKAGES, LineFormatter, is_own, short_path

python = logging.getLogger("python")  # what nobody caught, and warnings


def set_up_logging(level: int, replica: str = "") -> None:
    """Log our own events from ``level`` on; of the libraries only warnings and errors.

    aiortc, streamlit-webrtc and uvicorn tell visitors' addresses at INFO: those stay out of it.
    Each line tells the ``replica``, where it has a name. Call it before the server starts; another
    call only sets the level anew.
    """
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, LineFormatter) for handler in root.handlers):
        handler = LimitedHandler(LineFormatter(replica))
        handler.addFilter(_is_worth_a_line)
        root.addHandler(handler)
        # Else a record that cannot be written is told with all that it holds, on many lines.
        logging.raiseExceptions = False
        _tell_what_nobody_caught()
    root.setLevel(logging.WARNING)
    for package in OWN_PACKAGES:
        logging.getLogger(package).setLevel(level)
    # FFmpeg's own messages repeat what stands in a visitor's file.
    logging.getLogger("libav").setLevel(logging.CRITICAL + 1)
    _route_streamlit()
    _route_uvicorn()


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return is_own(record) or record.levelno >= logging.WARNING


def _route_streamlit() -> None:
    """Each of its loggers has a handler of its own, also those that it makes later."""
    streamlit.logger.setup_formatter = _route
    streamlit.logger.update_formatter()


def _route_uvicorn() -> None:
    """It sets up its loggers when the server starts, unless they are known by then."""
    for name, choices in uvicorn.config.LOGGING_CONFIG["loggers"].items():
        choices.pop("handlers", None)
        choices["propagate"] = True
        _route(logging.getLogger(name))


def _route(logger: logging.Logger) -> None:
    """Let the root's handler have its events, and no other."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True


def _tell_what_nobody_caught() -> None:
    sys.excepthook = partial(_tell_end, sys.excepthook)
    threading.excepthook = lambda ended: _tell("A thread ended", ended.exc_value)
    sys.unraisablehook = lambda ended: _tell("An exception had nowhere to go", ended.exc_value)
    warnings.showwarning = _tell_warning  # type: ignore[assignment]  # it takes them all


def _tell_end(default: Any, kind: type[BaseException], error: BaseException, at: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        default(kind, error, at)  # Ctrl+C is no event
    else:
        _tell("The program ended", error)


def _tell(what: str, error: BaseException | None) -> None:
    if not isinstance(error, SystemExit):
        python.error(what, exc_info=error)


def _tell_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any
) -> None:
    """Kind and place: a warning about a file may say what stands in it."""
    python.warning(f"{category.__name__} at {short_path(filename)}:{lineno}")
