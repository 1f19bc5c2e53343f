"""Opens the rooms: of this process alone, or of the house where a shared store is named."""

from rooms.in_memory import MemoryStore
from rooms.privacy import ORDINARY, Rules
from rooms.room import Limits
from rooms.room_store import RoomStore
from rooms.rooms import Rooms

ORDINARY_LIMITS = Limits()


def open_rooms(
    replica: str,
    secret: str,
    url: str | None = None,
    rules: Rules = ORDINARY,
    limits: Limits = ORDINARY_LIMITS,
) -> Rooms:
    """The rooms that the members and hosts of this process belong to.

    ``replica`` is its name, unlike all others'. ``url`` is of a Redis; None for rooms in memory.
    ``secret``, ``rules`` and ``limits`` have to be the same on all replicas, and whoever can look
    into the Redis must not know the secret. Raises ``ValueError`` where ``url`` is no such URL;
    while none answers, rooms are refused.
    """
    store: RoomStore = MemoryStore(rules, limits)
    if url is not None:
        from rooms.in_redis import RedisStore  # a client of Redis takes memory

        store = RedisStore(url, rules, limits)
    return Rooms(store, replica, secret, rules, limits)
