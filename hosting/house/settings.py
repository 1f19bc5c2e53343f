"""The settings of the house: whether this process is one of many, and under which name."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit import config

from hosting.environment import SettingsError, whole_number
from hosting.owner_secrets import HOW_TO_MAKE_ONE, checked_secret

LONGEST_NAME = 32
NAME = re.compile(f"[a-z0-9][a-z0-9-]{{0,{LONGEST_NAME - 1}}}", re.ASCII)
SCHEMES = ("redis", "rediss", "unix")
SECRET, SECRET_OPTION = "STREAMLIT_SERVER_COOKIE_SECRET", "server.cookieSecret"


@dataclass(frozen=True)
class HouseSettings:
    """Each checked."""

    redis_url: str | None = field(repr=False)  # REDIS_URL: the shared store; None for a house alone
    replica: str  # FACECUE_REPLICA: this process's name, as the proxy knows it
    replicas: int  # FACECUE_REPLICAS: how many share this machine
    # STREAMLIT_SERVER_COOKIE_SECRET: what replicas share, and the store does not know
    secret: str = field(repr=False)
    is_named: bool  # whether the name says more than that this is the one process

    @property
    def is_shared(self) -> bool:
        """Whether there are, or may be, other replicas."""
        return self.redis_url is not None


def read_house_settings(environment: Mapping[str, str]) -> HouseSettings:
    """Read ``environment``; raises ``SettingsError``, which holds nothing of ``REDIS_URL``."""
    url = environment.get("REDIS_URL", "").strip() or None
    if url is not None:
        _check_url(url)
    name = environment.get("FACECUE_REPLICA", "").strip()
    if name and not NAME.fullmatch(name):
        raise SettingsError(
            "FACECUE_REPLICA: expected small letters, digits and -, "
            f"at most {LONGEST_NAME} and no - first, got {name!r}"
        )
    replicas = whole_number("FACECUE_REPLICAS", environment, default=1)
    return HouseSettings(
        url,
        name or _default_name(environment),
        replicas,
        _secret(environment, is_shared=url is not None),
        bool(name or url is not None),
    )


def name_in_logs(environment: Mapping[str, str]) -> str:
    """What each line of the log is of; empty where there is one process, and for wrong settings."""
    try:
        settings = read_house_settings(environment)
    except SettingsError:
        return ""
    return settings.replica if settings.is_named else ""


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in SCHEMES
        whole = bool(parts.path.strip("/") if parts.scheme == "unix" else parts.hostname)
        _ = parts.port
    except ValueError:
        known = whole = False
    if not known or not whole:
        raise SettingsError(
            "REDIS_URL: expected redis://HOST, rediss://HOST or unix:///PATH "
            "(what it is now is not shown, as it may hold a password)"
        )
    from redis.connection import parse_url  # only where there is one: it takes memory

    try:
        parse_url(url)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):
        raise SettingsError("REDIS_URL: Redis's client does not know one of its options") from None


def _secret(environment: Mapping[str, str], *, is_shared: bool) -> str:
    """Streamlit makes one up where none is set: each replica another."""
    value = environment.get(SECRET) or str(config.get_option(SECRET_OPTION))
    if not is_shared:
        return value
    if not (environment.get(SECRET) or config.is_manually_set(SECRET_OPTION)):
        raise SettingsError(
            f"REDIS_URL is set, but not {SECRET}, which all replicas need to share. "
            f"{HOW_TO_MAKE_ONE}"
        )
    return checked_secret(SECRET, value)


def _default_name(environment: Mapping[str, str]) -> str:
    """Of the dyno, or of the machine and the port."""
    dyno = environment.get("DYNO", "").strip()
    if dyno:
        return _in_form(dyno, "")
    return _in_form(socket.gethostname(), f"-{config.get_option('server.port')}")


def _in_form(text: str, end: str) -> str:
    """``text`` and ``end`` as a name; the end is kept whole.

    >>> _in_form("web.1", ""), _in_form("-Studio_2.local", "-8501")
    ('web-1', 'studio-2-local-8501')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower(), flags=re.ASCII).strip("-") or "replica"
    return plain[: LONGEST_NAME - len(end)].rstrip("-") + end
