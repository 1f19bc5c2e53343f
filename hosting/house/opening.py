"""Opens the house: alone, or with others where a shared store is named."""

from collections.abc import Callable

from hosting.house.alone import AloneHouse
from hosting.house.house import House
from hosting.slots import StreamSlots


def open_house(
    slots: StreamSlots, name: str, has_page: Callable[[str], bool], url: str | None = None
) -> House:
    """The house that the places of this process belong to.

    ``name`` is the replica's, unlike all others', and what the proxy routes by. ``url`` is of a
    Redis, as ``redis://``, ``rediss://`` or ``unix://``; None for a house of this replica alone.
    Raises ``ValueError`` where it is no such URL; whether one answers shows with the beats.
    """
    if url is None:
        return AloneHouse(slots, name)
    from hosting.house.shared import SharedHouse  # a client of Redis takes memory

    return SharedHouse(slots, name, url, has_page)
