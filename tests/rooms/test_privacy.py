"""Whatever people do in whatever order, no figure tells of fewer than enough of them."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms.in_memory import MemoryStore
from rooms.privacy import ORDINARY, STEP, Round, Rules, next_round, shown_shares
from rooms.room import Limits
from tests.rooms.crowd import HAPPY, NEUTRAL, SAD, Clock, Crowd, look

K = 3
RULES = Rules(least=K, round=6, silence=4, recent=3)
LIMITS = Limits(longest=1e9, host_gone=1e9)
FACES = (HAPPY, SAD, NEUTRAL, look(3, 0.4), None)  # type: ignore[arg-type]
PEOPLE, REPLICAS = 9, 3

LOOKS = st.tuples(st.just("look"), st.integers(0, PEOPLE - 1), st.integers(0, len(FACES) - 1))
PASS = st.tuples(st.just("pass"), st.integers(1, 8), st.just(0))
deeds = st.one_of(
    *(PASS, PASS, LOOKS, LOOKS),
    st.tuples(st.just("few look"), st.integers(0, PEOPLE - 1), st.integers(0, len(FACES) - 1)),
    st.tuples(st.just("join"), st.integers(0, PEOPLE - 1), st.integers(0, REPLICAS - 1)),
    st.tuples(st.just("leave"), st.integers(0, PEOPLE - 1), st.just(0)),
    st.tuples(
        st.sampled_from(["stop", "go on", "restart", "cut", "mend"]),
        st.integers(0, REPLICAS - 1),
        st.just(0),
    ),
    st.tuples(st.sampled_from(["pause", "resume"]), st.just(0), st.just(0)),
)


def play(deeds: list[tuple[str, int, int]], crowd: Crowd) -> dict[str, float]:
    """Returns when each member's name left last."""
    left: dict[str, float] = {}
    counts: dict[int, int | None] = {}  # by round
    for what, number, other in deeds:
        visit, replica = f"v{number}", crowd.replicas[number % REPLICAS]
        match what:
            case "pass":
                crowd.pass_windows(number / 2)
            case "join" if not crowd.replicas[other].line.is_cut:
                left.pop(crowd.join(visit, FACES[number % 4], other).name, None)
            case "leave" if visit in crowd.people:
                left[crowd.people[visit].member.name] = crowd.clock.now
                crowd.leave(visit)
            case "look" if visit in crowd.people:
                crowd.look(visit, FACES[other])
            case "few look":
                for one in crowd.people:
                    crowd.look(one, FACES[other] if one <= visit else None)
            case "stop" | "go on":
                replica.is_stopped = what == "stop"
            case "restart":
                crowd.restart(number)
            case "cut" | "mend" if number:  # the host's own is spared, as the host asks there
                replica.line.is_cut = what == "cut"
            case "pause":
                crowd.rooms.pause(*crowd.host)
            case "resume":
                crowd.rooms.resume(*crowd.host)
        people = crowd.view().people
        assert people is None or people >= K
        window = crowd.rules.window_at(crowd.clock.now)
        assert counts.setdefault(crowd.rules.round_of(window), people) == people
    return left


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, PEOPLE),
    st.lists(deeds, min_size=10, max_size=60),
    st.floats(0, RULES.round * RULES.window, exclude_max=True),
)
def test_no_figure_and_no_two_figures_tell_of_fewer(
    there: int, given: list[tuple[str, int, int]], offset: float
) -> None:
    clock = Clock(1_000_000_020.0 + offset)
    crowd = Crowd(MemoryStore(RULES, LIMITS, clock), clock, RULES, LIMITS, REPLICAS)
    begun = [("join", number, number % REPLICAS) for number in range(there)]
    play([*begun, ("pass", 3 * RULES.round, 0), *given, ("pass", 3 * RULES.round, 0)], crowd)
    assert_private(crowd)


def assert_private(crowd: Crowd) -> None:
    rules = crowd.rules
    for one in crowd.shown:
        assert len(one.group) >= rules.least
        assert all(share % STEP == 0 for share in one.shares)
        assert sum(one.shares) == 100
    for one, other in combinations(crowd.shown, 2):
        apart = other.number - one.number
        assert apart > 0
        if rules.round_of(one.number) == rules.round_of(other.number):
            assert one.group == other.group
        if apart <= rules.silence:
            changed = one.group ^ other.group
            assert not changed or len(changed) >= rules.least
    for before, one in zip([None, *crowd.shown], crowd.shown, strict=False):
        is_same = before is not None and before.group == one.group
        is_close = before is not None and one.number - before.number <= rules.silence
        if before is not None and is_same and len(one.fresh) < rules.least:
            if before.shares == one.shares:  # they stay as they were
                continue
            assert not is_close
        pairs = zip(one.shares, one.mean, strict=True)
        assert all(abs(share - 100 * mean) < STEP + 0.01 for share, mean in pairs)


@settings(max_examples=20, deadline=None)
@given(st.lists(deeds, max_size=50))
def test_who_has_left_is_in_no_figure_two_minutes_later(given: list[tuple[str, int, int]]) -> None:
    rules = Rules(least=K, round=23, silence=13, recent=12)
    clock = Clock()
    crowd = Crowd(MemoryStore(rules, LIMITS, clock), clock, rules, LIMITS, REPLICAS)
    begun = [("join", number, number % REPLICAS) for number in range(PEOPLE)]
    calm = [one for one in given if one[0] in ("join", "leave", "pass", "look")]
    crowd_left = play([*begun, ("pass", 60, 0), *calm, ("pass", 60, 0)], crowd)
    for name, when in crowd_left.items():
        for one in crowd.shown:
            if rules.start_of(one.number) > when + 120:
                assert name not in one.group
    assert_private(crowd)


def test_two_minutes_are_what_the_rules_amount_to() -> None:
    assert (ORDINARY.round + 1) * ORDINARY.window == 120
    assert (ORDINARY.silence - 1) * ORDINARY.window >= 60
    assert ORDINARY.least == 5


@given(
    st.sets(st.integers(0, 12)), st.sets(st.integers(0, 12)), st.integers(0, 3), st.integers(1, 3)
)
def test_the_next_group(before: set[int], after: set[int], waited: int, apart: int) -> None:
    group = {str(one): "a" for one in before} if len(before) >= 5 else {}
    present = {str(one): "b" for one in after}
    previous = Round(7, len(before), group, 0, waited=waited)
    coming = next_round(ORDINARY, 7 + apart, previous, present)
    start = ORDINARY.first_window(7 + apart)
    assert coming.people == len(after)
    assert not coming.group or len(coming.group) >= 5
    assert coming.group.keys() <= present.keys()  # who has left is in no other round
    assert bool(coming.group) == (len(after) >= 5)
    changed = group.keys() ^ coming.group.keys()
    if coming.group and group and apart == 1 and coming.shown_from == start:
        assert not changed or len(changed) >= 5
    if coming.goes_on:
        assert not changed
    if coming.group and coming.group.keys() != present.keys():  # newcomers alone wait
        assert group.keys() < present.keys()
        assert coming.waited == waited + 1 <= ORDINARY.waits


@given(st.lists(st.floats(0, 500, allow_subnormal=False), min_size=7, max_size=7))
def test_shares_are_steps_of_a_whole_and_near_to_what_they_are(sums: list[float]) -> None:
    if sum(sums) < 1e-6:
        return
    shown = shown_shares(sums)
    assert sum(shown) == 100
    assert all(share % STEP == 0 for share in shown)
    assert all(
        abs(share - 100 * one / sum(sums)) < STEP for share, one in zip(shown, sums, strict=True)
    )


def test_nothing_to_share_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        shown_shares([0.0] * 7)
    with pytest.raises(ValueError, match="fits into a round"):
        Rules(round=5, silence=6)
