"""What one visit knows of rooms: the one that it is in, and the one that it hosts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # nobody needs these where there are no rooms
    from rooms.member import Member
    from rooms.room import HostView, Opened, Refusal, Room, Window
    from rooms.summary import Summary


@dataclass
class Seat:
    """A host's, in a room that goes on."""

    opened: Opened
    view: HostView | None = None  # the last one
    windows: list[Window] = field(default_factory=list)  # all so far
    is_away: bool = False  # the store does not answer now
    ends: bool = False  # End was pressed once
    mark_refused: Refusal | None = None

    def take(self, view: HostView) -> None:
        """What came since the last one."""
        self.windows.extend(view.windows)
        self.view, self.is_away = view, False

    def whole(self) -> HostView | None:
        """The last view, with all windows."""
        return None if self.view is None else replace(self.view, windows=tuple(self.windows))


@dataclass
class RoomState:
    """From a page's opening to its closing."""

    tab_was_asked: bool = False  # for what it had kept from before a reload
    address: str = ""  # the invitation in it that was looked at

    invitation: str | None = None  # or a code that was typed
    was_typed: bool = False
    found: Room | Refusal | None = None  # what it leads to; None where nobody has looked
    # By which a room knows a tab, so that a reload makes no second member of it.
    name: str = field(default_factory=lambda: token_hex(16))
    member: Member | None = None  # once Join was pressed
    is_over: bool = False  # the room that they were in; to be told

    seat: Seat | None = None
    summary: Summary | None = None  # of the room that was hosted last
    has_ended: bool = False  # it; to be told

    def invite(self, invitation: str, *, was_typed: bool = False) -> None:
        """To a room, from the next look on."""
        self.invitation, self.was_typed = invitation, was_typed
        self.found, self.is_over = None, False

    def forget(self) -> None:
        """The invitation, and the room that was joined."""
        self.invitation = self.found = self.member = None
