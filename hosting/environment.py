"""Reading single variables of the environment."""

from collections.abc import Mapping


class SettingsError(Exception):
    """A variable of the environment cannot be used; the message names it."""


SWITCH = {"": False, "0": False, "1": True}


def switch(name: str, environment: Mapping[str, str]) -> bool:
    """``1`` is on, ``0`` or nothing is off. Raises ``SettingsError``."""
    value = environment.get(name, "").strip()
    if value not in SWITCH:
        raise SettingsError(f"{name}: expected 0 or 1, got {value!r}")
    return SWITCH[value]


def whole_number(name: str, environment: Mapping[str, str], default: int, least: int = 1) -> int:
    """A number of ``least`` or more. Raises ``SettingsError``."""
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise SettingsError(f"{name}: expected a whole number of {least} or more, got {value!r}")
    return int(value)
