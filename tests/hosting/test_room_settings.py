"""Rooms are off, and small ones are nobody's to allow."""

import pytest

from hosting.environment import SettingsError
from hosting.room_settings import RoomSettings, read_room_settings


def test_without_a_word_they_are_off() -> None:
    assert read_room_settings({}) == RoomSettings(are_on=False, least=5, in_haste=False)


def test_all_of_them_are_read() -> None:
    given = {"FACECUE_ROOMS": "1", "FACECUE_ROOMS_LEAST": "3", "FACECUE_ROOMS_HASTE": " 1 "}
    assert read_room_settings(given) == RoomSettings(are_on=True, least=3, in_haste=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACECUE_ROOMS", "yes"),
        ("FACECUE_ROOMS_HASTE", "2"),
        ("FACECUE_ROOMS_LEAST", "2"),
        ("FACECUE_ROOMS_LEAST", "five"),
    ],
)
def test_what_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_room_settings({name: value})
