"""Every setting of the app, read from the environment in one place. The README lists them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from models.classifier import Backend
from models.manifest import WEIGHTS_FOLDER

DEFAULT_STUN = "stun:stun.l.google.com:19302"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A variable of the environment cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    """The app's settings, each checked."""

    backend: Backend  # FACECUE_BACKEND: what runs the network
    weights: Path  # FACECUE_WEIGHTS: folder that `python -m models.training export` wrote
    log_level: int  # FACECUE_LOG_LEVEL
    clip_minutes: int  # FACECUE_CLIP_MINUTES: the longest clip that is taken
    stun_urls: tuple[str, ...]  # STUN_URLS: how each side learns its own public address
    turn_urls: tuple[str, ...]  # TURN_URLS: relays for networks that let nothing else through
    turn_username: str  # TURN_USERNAME
    turn_credential: str  # TURN_CREDENTIAL; a secret, never logged or shown


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read ``environment``; raises ``SettingsError`` for what is wrong or half configured."""
    turn = {
        name: environment.get(name, "").strip()
        for name in ("TURN_URLS", "TURN_USERNAME", "TURN_CREDENTIAL")
    }
    missing = [name for name, value in turn.items() if not value]
    if 0 < len(missing) < len(turn):
        given = [name for name in turn if name not in missing]
        raise SettingsError(f"{' and '.join(given)} is set, but not {' and '.join(missing)}")
    return Settings(
        backend=_backend(environment.get("FACECUE_BACKEND", "litert")),
        weights=Path(environment.get("FACECUE_WEIGHTS") or WEIGHTS_FOLDER),
        log_level=_log_level(environment.get("FACECUE_LOG_LEVEL", "INFO")),
        clip_minutes=_whole_number("FACECUE_CLIP_MINUTES", environment, default=60),
        stun_urls=_urls("STUN_URLS", environment.get("STUN_URLS", DEFAULT_STUN), ("stun:",)),
        turn_urls=_urls("TURN_URLS", turn["TURN_URLS"], ("turn:", "turns:")),
        turn_username=turn["TURN_USERNAME"],
        turn_credential=turn["TURN_CREDENTIAL"],
    )


def _backend(value: str) -> Backend:
    for backend in get_args(Backend):
        if value == backend:
            known: Backend = backend
            return known
    raise SettingsError(f"FACECUE_BACKEND: expected one of {get_args(Backend)}, got {value!r}")


def _log_level(value: str) -> int:
    if value.upper() not in LOG_LEVELS:
        raise SettingsError(f"FACECUE_LOG_LEVEL: expected one of {LOG_LEVELS}, got {value!r}")
    return logging.getLevelNamesMapping()[value.upper()]


def _whole_number(name: str, environment: Mapping[str, str], default: int) -> int:
    value = environment.get(name, "").strip() or str(default)
    if not value.isdigit() or int(value) == 0:
        raise SettingsError(f"{name}: expected a whole number of 1 or more, got {value!r}")
    return int(value)


def _urls(name: str, value: str, schemes: tuple[str, ...]) -> tuple[str, ...]:
    """URLs separated by commas or blanks."""
    urls = tuple(value.replace(",", " ").split())
    for url in urls:
        if not url.startswith(schemes):
            raise SettingsError(f"{name}: expected URLs of {' or '.join(schemes)}, got {url!r}")
        if url.startswith("stun:") and "?" in url:
            # aioice refuses a transport on a STUN URL, in the middle of a visitor's connection.
            raise SettingsError(f"{name}: a stun: URL takes no options, got {url!r}")
    return urls
