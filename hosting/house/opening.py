"""Opens the house: alone, or with others where a shared store is named."""

from collections.abc import Callable

from hosting.house.alone import AloneHouse
from hosting.house.house import House
from hosting.house.settings import HouseSettings
from hosting.slots import StreamSlots


def open_house(
    slots: StreamSlots, settings: HouseSettings, has_page: Callable[[str], bool]
) -> House:
    """The house that the places of this process belong to.

    Raises ``ValueError`` where ``settings.redis_url`` is no such URL; whether a Redis answers there
    shows with the beats.
    """
    if settings.redis_url is None:
        return AloneHouse(slots, settings.replica)
    from hosting.house.shared import SharedHouse  # a client of Redis takes memory

    return SharedHouse(slots, settings.replica, settings.redis_url, settings.secret, has_page)
