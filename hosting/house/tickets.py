"""Tickets: who waits, and since when, signed so that nobody can say it of themselves.

A visitor takes a ticket along to another replica, which takes its word where the signature
(HMAC-SHA256, RFC 2104) is right. All replicas derive its key from the secret that their owner gives
to each of them, and that the shared store does not know.
"""

import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from hosting.owner_secrets import derived_key

VALID = 3600.0  # seconds; a ticket is for the way, and nobody waits for longer
LONGEST = 160  # signs of a ticket
SKEW = 60.0  # seconds by which the clocks of two replicas may differ
MARK_SIGNS = 24  # of a network's mark

_FORM = re.compile(r"([0-9a-f]{32})\.(\d{1,17}|-)\.(\d{1,17})\.([0-9a-f]{64})", re.ASCII)
_MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Ticket:
    """What is known of a visitor in the whole house."""

    id: str
    since: float | None = None  # when they began to wait, in seconds since 1970


def new_ticket() -> Ticket:
    """Of somebody who has not waited yet."""
    return Ticket(secrets.token_hex(16))


class Tickets:
    """Writes and reads tickets. May be used on any thread."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        """The ``secret`` is the owner's, the same on all replicas."""
        self._clock = clock
        self._ticket_key = derived_key(secret, "FaceCue tickets")
        self._network_key = derived_key(secret, "FaceCue networks")

    def write(self, ticket: Ticket) -> str:
        """The ticket as text, good from now on for ``VALID`` seconds."""
        since = "-" if ticket.since is None else str(round(ticket.since * _MICROSECONDS))
        words = f"{ticket.id}.{since}.{round(self._clock() * _MICROSECONDS)}"
        return f"{words}.{self._signature(words)}"

    def read(self, text: object) -> Ticket | None:
        """The ticket; None for whatever we have not signed, or too long ago."""
        if not isinstance(text, str) or len(text) > LONGEST:
            return None
        found = _FORM.fullmatch(text)
        if found is None:
            return None
        name, since, signed, signature = found.groups()
        words = text.rpartition(".")[0]
        if not hmac.compare_digest(self._signature(words), signature):
            return None
        age = self._clock() - int(signed) / _MICROSECONDS
        if not -SKEW <= age < VALID:
            return None
        return Ticket(name, None if since == "-" else int(since) / _MICROSECONDS)

    def mark(self, network: str | None) -> str:
        """What stands for a network in the shared store; nobody can tell the address from it.

        The same on all replicas with one secret; empty for none.
        """
        if network is None:
            return ""
        return hmac.digest(self._network_key, network.encode(), "sha256").hex()[:MARK_SIGNS]

    def _signature(self, words: str) -> str:
        return hmac.digest(self._ticket_key, words.encode(), "sha256").hex()
