"""The settings of rooms, in which an audience shows together what its faces look like."""

from collections.abc import Mapping
from dataclasses import dataclass

from hosting.environment import switch, whole_number

LEAST = 3  # people: of fewer there is no figure, whatever the owner wants
ORDINARY_LEAST = 5


@dataclass(frozen=True)
class RoomSettings:
    """Each checked."""

    are_on: bool  # FACECUE_ROOMS
    least: int  # FACECUE_ROOMS_LEAST: people that a figure is made of
    # FACECUE_ROOMS_HASTE: for tests. Rounds of seconds, so what rooms promise does not hold.
    in_haste: bool


def read_room_settings(environment: Mapping[str, str]) -> RoomSettings:
    """Read ``environment``; raises ``SettingsError``."""
    return RoomSettings(
        are_on=switch("FACECUE_ROOMS", environment),
        least=whole_number("FACECUE_ROOMS_LEAST", environment, default=ORDINARY_LEAST, least=LEAST),
        in_haste=switch("FACECUE_ROOMS_HASTE", environment),
    )
