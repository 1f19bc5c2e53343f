"""The settings of what is served: they are read before the app's heavy modules are loaded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hosting.environment import SettingsError, whole_number
from hosting.http.proxies import Proxies, read_proxies
from hosting.owner_secrets import checked_secret

HOST = re.compile(r"\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
ANCESTOR = re.compile(
    r"'self'|'none'|https?://[a-z0-9.*-]+(:([0-9]+|\*))?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class WebSettings:
    """What is sent with every answer, and how much may come in."""

    allowed_hosts: tuple[str, ...]  # FACECUE_ALLOWED_HOSTS: names the site has; ``*`` for any
    # FACECUE_FRAME_ANCESTORS: sites that may show it in a frame. 'self' is always the first, as the
    # live page shows its own component in one.
    frame_ancestors: tuple[str, ...]
    hsts_seconds: int  # FACECUE_HSTS_SECONDS: browsers keep to HTTPS so long; 0 for not at all
    requests_a_second: int  # FACECUE_REQUESTS_A_SECOND: of one address
    sessions_per_address: int  # FACECUE_SESSIONS_PER_ADDRESS: pages open at once
    message_kilobytes: int  # FACECUE_MESSAGE_KILOBYTES: one message of a page to the app
    messages_a_second: int  # FACECUE_MESSAGES_A_SECOND: of one page
    uploads_a_minute: int  # FACECUE_UPLOADS_A_MINUTE: of one visit
    upload_megabytes_a_visit: int  # FACECUE_UPLOAD_MEGABYTES_A_VISIT: held at once
    upload_megabytes_in_all: int  # FACECUE_UPLOAD_MEGABYTES_IN_ALL: 0 for a share of the memory
    proxies: Proxies  # FORWARDED_ALLOW_IPS: who may tell a visitor's address
    operator_secret: str = field(repr=False)  # FACECUE_OPERATOR_SECRET: opens page and metrics


def read_web_settings(environment: Mapping[str, str]) -> WebSettings:
    """Read ``environment``; raises ``SettingsError`` for what is wrong."""

    def number(name: str, default: int, least: int = 1) -> int:
        return whole_number(f"FACECUE_{name}", environment, default, least)

    ancestors = _listed("FACECUE_FRAME_ANCESTORS", environment, "'self'", ANCESTOR)
    others = (source for source in ancestors if source.lower() not in ("'self'", "'none'"))
    return WebSettings(
        allowed_hosts=_listed("FACECUE_ALLOWED_HOSTS", environment, "*", HOST),
        frame_ancestors=("'self'", *others),
        hsts_seconds=number("HSTS_SECONDS", 31_536_000, least=0),
        requests_a_second=number("REQUESTS_A_SECOND", 100),
        sessions_per_address=number("SESSIONS_PER_ADDRESS", 100),
        message_kilobytes=number("MESSAGE_KILOBYTES", 256),
        messages_a_second=number("MESSAGES_A_SECOND", 20),
        uploads_a_minute=number("UPLOADS_A_MINUTE", 60),
        upload_megabytes_a_visit=number("UPLOAD_MEGABYTES_A_VISIT", 200),
        upload_megabytes_in_all=number("UPLOAD_MEGABYTES_IN_ALL", 0, least=0),
        proxies=read_proxies(environment),
        operator_secret=_operator_secret(environment),
    )


def settings_or_defaults(environment: Mapping[str, str]) -> WebSettings:
    """The same; the defaults where one is wrong, as the page tells which one."""
    try:
        return read_web_settings(environment)
    except SettingsError:
        return read_web_settings({})


def _operator_secret(environment: Mapping[str, str]) -> str:
    value = environment.get("FACECUE_OPERATOR_SECRET", "").strip()
    return checked_secret("FACECUE_OPERATOR_SECRET", value) if value else ""


def _listed(
    name: str, environment: Mapping[str, str], default: str, form: re.Pattern[str]
) -> tuple[str, ...]:
    """Values separated by commas or blanks, each of which has the ``form``."""
    values = tuple((environment.get(name, "").strip() or default).replace(",", " ").split())
    for value in values:
        if not form.fullmatch(value):
            raise SettingsError(f"{name}: cannot use {value!r}")
    return values
