"""Reading single variables of the environment."""

import re
from collections.abc import Mapping

# Longer ones fit into no clock and no limit of the system; of thousands of digits int() raises.
NUMBER = re.compile(r"[0-9]{1,9}")


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
    """A number of ``least`` or more, with nine digits at most. Raises ``SettingsError``."""
    value = environment.get(name, "").strip()
    if not value:
        return default
    if not NUMBER.fullmatch(value) or int(value) < least:
        expected = f"a whole number of {least} or more and nine digits at most"
        raise SettingsError(f"{name}: expected {expected}, got {value!r}")
    return int(value)
