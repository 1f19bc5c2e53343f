"""What a room shows of its people, and what it never does.

**In plain words.** A host sees what the faces in the room look like all together: seven shares, for
every five seconds. Nobody's own are kept, told or shown, and there is no least and no most.

1. *Enough people.* Every figure is the mean of a group of at least five. Of fewer there is none,
   and the host reads "fewer than 5" in place of their number.
2. *A group is fixed.* Time is cut into rounds of not quite two minutes, by the clock. The group is
   whoever is present shortly before a round begins, and stays the same until it ends. Who joins
   counts from a later round on. Who leaves sends nothing more; what they showed last stands in the
   sum until the round ends, two minutes at most, so that no figure tells that they left. So it is
   with a face that is out of view for a while: the host cannot see who looks away.
3. *Figures move only with enough people.* Where fewer than five of the group have shown anything
   new, the figures stay as they were: else they would move with those few alone.
4. *Two groups are never close to each other.* From one round to the next the group is the same, or
   at least five people came or went. Where it would be fewer, there is nothing to see for a minute.
   Newcomers alone wait, for others to come with them, two rounds at most.
5. *Nothing fine.* Shares are shown in steps of 5 %. The number of people is that of the beginning
   of the round, so neither figures nor number tell when somebody came or went.
6. *Whole groups only.* Where a part of the group's sum is missing, as a replica did not tell it in
   time, those five seconds are left out.
7. *Sums are told under masks.* A replica's people may be one alone, so what it tells the shared
   store is noise, until the sums of all replicas are there (``rooms.masks``).

**What that protects from.** From a host, or whoever looks over their shoulder, who would learn what
one person's face showed: from one figure, or from how two of them differ that are less than a
minute apart; and who would learn from the figures when somebody came, left or looked away.

**What it does not.** Five are no shield against a host who brings four pages of their own into the
room and knows what these show: what is left is the fifth person. Nor does it hide a mood that all
share, or whom the host sees with their own eyes; and over minutes, as people come and go, two
groups that differ in one person can be compared, as far as moods hold still. A minute without
figures tells that somebody came or went in the round before. Whoever runs the server can read its
memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

STEP = 5  # per cent; nothing is shown more finely
STEPS = 100 // STEP


@dataclass(frozen=True)
class Rules:
    """The least number of people, and how time is cut. Raises ``ValueError`` for what cannot be."""

    least: int = 5  # people that a figure is made of
    window: float = 5.0  # seconds that one figure stands for
    # Windows for which a group is fixed. It is chosen one window before, so who leaves just after
    # that is in the sum for one window more: for two minutes.
    round: int = 23
    # Windows without a figure between two groups that are nearly the same: a minute, and one more,
    # as what is told in a window was seen since the one before.
    silence: int = 13
    recent: int = 12  # windows; who showed a face within them is present
    waits: int = 2  # rounds for which newcomers wait for others

    def __post_init__(self) -> None:
        if not (self.least >= 1 and self.window > 0 and 0 < self.silence <= self.round):
            raise ValueError(f"expected a silence that fits into a round, got {self}")

    def window_at(self, now: float) -> int:
        """The number of the window that ``now`` is in, in seconds since 1970."""
        return int(now // self.window)

    def start_of(self, window: int) -> float:
        """When it begins, in seconds since 1970."""
        return window * self.window

    def round_of(self, window: int) -> int:
        """The number of the round that a window is in."""
        return window // self.round

    def first_window(self, number: int) -> int:
        """Of a round."""
        return number * self.round


ORDINARY = Rules()


@dataclass(frozen=True)
class Round:
    """Whose figures are shown for a while."""

    number: int
    people: int  # present when the group was chosen
    group: Mapping[str, str]  # member -> replica that counts them; empty where there are no figures
    shown_from: int  # window
    goes_on: bool = False  # with the same people as the round before
    waited: int = 0  # rounds for which newcomers have waited by now

    @property
    def replicas(self) -> frozenset[str]:
        """All that count somebody of the group."""
        return frozenset(self.group.values())

    def of(self, replica: str) -> frozenset[str]:
        """Those of the group that a replica counts."""
        return frozenset(member for member, where in self.group.items() if where == replica)


def next_round(
    rules: Rules, number: int, previous: Round | None, present: Mapping[str, str]
) -> Round:
    """The round with that number, once it is known who is ``present``: member -> replica.

    ``previous`` is the last one there was. Rounds before that one do not matter: they are further
    away than a silence lasts.
    """
    start = rules.first_window(number)
    everybody = Round(number, len(present), present, start)
    if len(present) < rules.least:
        return replace(everybody, group={})
    if previous is None or previous.number != number - 1 or not previous.group:
        return everybody
    changed = previous.group.keys() ^ present.keys()
    if len(changed) >= rules.least:
        return everybody
    if not changed:
        return replace(everybody, goes_on=True)
    if previous.group.keys() <= present.keys() and previous.waited < rules.waits:
        still = {member: present[member] for member in previous.group}
        return replace(everybody, group=still, goes_on=True, waited=previous.waited + 1)
    return replace(everybody, shown_from=start + rules.silence)


def shown_shares(sums: Sequence[float]) -> tuple[int, ...]:
    """Sums over a group as per cent: each a multiple of ``STEP``, all together 100.

    Each is rounded up or down, those with the largest remainders up (Hamilton's method). Raises
    ``ValueError`` where there is nothing to share.
    """
    total = sum(sums)
    if not total > 0:
        raise ValueError(f"expected sums above 0, got {sums}")
    exact = [STEPS * one / total for one in sums]
    steps = [int(one) for one in exact]
    by_remainder = sorted(range(len(exact)), key=lambda one: steps[one] - exact[one])
    for one in by_remainder[: STEPS - sum(steps)]:
        steps[one] += 1
    return tuple(STEP * one for one in steps)
