"""Every setting of the app, read from the environment in one place. The README lists them."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from hosting.environment import SettingsError as SettingsError  # noqa: PLC0414  # to be had here
from hosting.environment import switch, whole_number
from hosting.house.settings import HouseSettings, read_house_settings
from hosting.http.settings import WebSettings, read_web_settings
from hosting.picture_size import Size
from hosting.room_settings import RoomSettings, read_room_settings
from models.backend import WEIGHTS_FOLDER, Backend

DEFAULT_STUN = "stun:stun.l.google.com:19302"
SIZE = re.compile(r"([1-9][0-9]{0,4})[xX]([1-9][0-9]{0,4})")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class Account:
    """At a service that lends relays."""

    name: str
    secret: str = field(repr=False)  # never logged or shown


@dataclass(frozen=True)
class Turn:
    """Relays of the owner's own, with a fixed account or a secret shared with them."""

    urls: tuple[str, ...]  # TURN_URLS
    account: Account | None  # TURN_USERNAME and TURN_CREDENTIAL
    secret: str = field(repr=False)  # TURN_SECRET: coturn's static-auth-secret


@dataclass(frozen=True)
class Settings:
    """The app's settings, each checked."""

    backend: Backend  # FACECUE_BACKEND: what runs the network
    weights: Path  # FACECUE_WEIGHTS: folder that `python -m models.training export` wrote
    log_level: int  # FACECUE_LOG_LEVEL
    clip_minutes: int  # FACECUE_CLIP_MINUTES: the longest clip that is taken
    # What one upload may take, before the work on it is stopped.
    clip_frames: int  # FACECUE_CLIP_FRAMES
    clip_work_minutes: int  # FACECUE_CLIP_WORK_MINUTES: of a core
    clip_result_megabytes: int  # FACECUE_CLIP_RESULT_MEGABYTES: of the labelled clip
    photo_work_seconds: int  # FACECUE_PHOTO_WORK_SECONDS: of a core
    upload_memory: int  # FACECUE_UPLOAD_MEMORY: megabytes, where the machine has them to spare
    worker_idle_seconds: int  # FACECUE_WORKER_IDLE_SECONDS: after which the worker ends
    # FACECUE_UPLOADS_WITHOUT_SANDBOX: whether they are read where the kernel has none
    uploads_without_sandbox: bool
    most_visitors: int  # FACECUE_MOST_VISITORS: live at once; 0 for what the machine carries
    live_picture: Size  # FACECUE_LIVE_PICTURE: the largest of a live stream, as 1280x720
    live_kilobits: int  # FACECUE_LIVE_KILOBITS: a second, each way of a live stream
    # FACECUE_PLACES_PER_ADDRESS: of them for one network; 0 for all, None for half, at least two
    places_per_address: int | None
    seconds_without_frame: int  # FACECUE_SECONDS_WITHOUT_FRAME: from which a stream is ended
    longest_minutes: int  # FACECUE_LONGEST_MINUTES: live while others wait
    operator_secret: str = field(repr=False)  # FACECUE_OPERATOR_SECRET: opens the operator's page
    stun_urls: tuple[str, ...]  # STUN_URLS: how each side learns its own public address
    # Relays, for networks that let nothing else through.
    turn: Turn | None  # TURN_URLS and its account or secret
    cloudflare: Account | None  # CLOUDFLARE_TURN_KEY_ID and CLOUDFLARE_TURN_KEY_API_TOKEN
    twilio: Account | None  # TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
    metered: Account | None  # METERED_DOMAIN and METERED_API_KEY
    web: WebSettings  # headers and quotas
    house: HouseSettings  # other replicas, and this one's name
    rooms: RoomSettings  # whether there are any


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read ``environment``; raises ``SettingsError`` for what is wrong or half configured."""
    web = read_web_settings(environment)
    return Settings(
        backend=_backend(environment.get("FACECUE_BACKEND", "litert")),
        weights=Path(environment.get("FACECUE_WEIGHTS") or WEIGHTS_FOLDER),
        log_level=_log_level(environment.get("FACECUE_LOG_LEVEL", "INFO")),
        clip_minutes=whole_number("FACECUE_CLIP_MINUTES", environment, default=60),
        clip_frames=whole_number("FACECUE_CLIP_FRAMES", environment, default=220_000),
        clip_work_minutes=whole_number("FACECUE_CLIP_WORK_MINUTES", environment, default=120),
        clip_result_megabytes=whole_number(
            "FACECUE_CLIP_RESULT_MEGABYTES", environment, default=200
        ),
        photo_work_seconds=whole_number("FACECUE_PHOTO_WORK_SECONDS", environment, default=15),
        upload_memory=whole_number("FACECUE_UPLOAD_MEMORY", environment, default=1500),
        worker_idle_seconds=whole_number("FACECUE_WORKER_IDLE_SECONDS", environment, default=60),
        uploads_without_sandbox=switch("FACECUE_UPLOADS_WITHOUT_SANDBOX", environment),
        most_visitors=whole_number("FACECUE_MOST_VISITORS", environment, default=0),
        live_picture=_size("FACECUE_LIVE_PICTURE", environment, default="1280x720"),
        live_kilobits=whole_number("FACECUE_LIVE_KILOBITS", environment, default=800, least=500),
        places_per_address=_places_per_address(environment),
        seconds_without_frame=whole_number(
            "FACECUE_SECONDS_WITHOUT_FRAME", environment, default=15
        ),
        longest_minutes=whole_number("FACECUE_LONGEST_MINUTES", environment, default=15),
        operator_secret=web.operator_secret,
        stun_urls=_urls("STUN_URLS", environment.get("STUN_URLS", DEFAULT_STUN), ("stun:",)),
        turn=_turn(environment),
        cloudflare=_account(environment, "CLOUDFLARE_TURN_KEY_ID", "CLOUDFLARE_TURN_KEY_API_TOKEN"),
        twilio=_account(environment, "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
        metered=_account(environment, "METERED_DOMAIN", "METERED_API_KEY"),
        web=web,
        house=read_house_settings(environment),
        rooms=read_room_settings(environment),
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


def _size(name: str, environment: Mapping[str, str], default: str) -> Size:
    value = environment.get(name, "").strip() or default
    sides = SIZE.fullmatch(value)
    if sides is None:
        raise SettingsError(f"{name}: expected a width and a height as 1280x720, got {value!r}")
    return Size(int(sides[1]), int(sides[2]))


def _places_per_address(environment: Mapping[str, str]) -> int | None:
    name = "FACECUE_PLACES_PER_ADDRESS"
    if not environment.get(name, "").strip():
        return None
    return whole_number(name, environment, default=0, least=0)


def _turn(environment: Mapping[str, str]) -> Turn | None:
    secret = environment.get("TURN_SECRET", "").strip()
    if secret:
        given = _all_or_none(environment, ("TURN_URLS", "TURN_SECRET"))
        if environment.get("TURN_USERNAME") or environment.get("TURN_CREDENTIAL"):
            raise SettingsError(
                "TURN_SECRET makes a name and a credential for each visitor: "
                "set it, or TURN_USERNAME and TURN_CREDENTIAL, but not both"
            )
        account = None
    else:
        names = ("TURN_URLS", "TURN_USERNAME", "TURN_CREDENTIAL")
        if [name for name in names if environment.get(name)] == ["TURN_URLS"]:
            raise SettingsError(
                "TURN_URLS is set, but not TURN_USERNAME and TURN_CREDENTIAL, nor TURN_SECRET"
            )
        given = _all_or_none(environment, names)
        account = Account(*given[1:]) if given else None
    if not given:
        return None
    return Turn(_urls("TURN_URLS", given[0], ("turn:", "turns:")), account, secret)


def _account(environment: Mapping[str, str], name: str, secret: str) -> Account | None:
    given = _all_or_none(environment, (name, secret))
    return Account(*given) if given else None


def _all_or_none(environment: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of the variables; none where not one is set."""
    values = {name: environment.get(name, "").strip() for name in names}
    missing = [name for name, value in values.items() if not value]
    if 0 < len(missing) < len(names):
        given = [name for name in names if name not in missing]
        verb = "is" if len(given) == 1 else "are"
        raise SettingsError(f"{' and '.join(given)} {verb} set, but not {' and '.join(missing)}")
    return () if missing else tuple(values.values())


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
