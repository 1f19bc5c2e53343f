"""Who is in a room by a page of this process; a page that is gone has left."""

from hosting.once import once
from rooms.member import Member
from rooms.room import Refusal, Room
from rooms.rooms import Rooms
from views.service import has_page, visitor


def join(rooms: Rooms, room: Room, name: str) -> Member | Refusal:
    """This visitor's page joins."""
    members = _members()
    for page in [page for page in list(members) if not has_page(page)]:
        gone = members.pop(page, None)
        if gone is not None:
            rooms.leave(gone)
    joined = rooms.join(room, name)
    if isinstance(joined, Member):
        members[visitor()] = joined
    return joined


def leave(rooms: Rooms, member: Member) -> None:
    """It leaves."""
    _members().pop(visitor(), None)
    rooms.leave(member)


@once
def _members() -> dict[str, Member]:
    """By page."""
    return {}
