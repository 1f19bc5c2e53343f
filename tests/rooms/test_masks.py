"""Masks hide what one replica tells, and are gone once all have told."""

from hypothesis import given
from hypothesis import strategies as st

from rooms.masks import MODULUS, SCALE, added, masked, unmasked

people = st.lists(st.integers(0, 6), min_size=1, max_size=60)


@given(st.lists(people, min_size=1, max_size=8), st.text(), st.text())
def test_all_together_tell_the_sum(parts: list[list[int]], nonce: str, secret: str) -> None:
    names = [f"replica-{number}" for number in range(len(parts))]
    told = [0] * 7
    for name, looks in zip(names, parts, strict=True):
        sums = [float(looks.count(look)) for look in range(7)]
        told = added(told, masked(sums, name, names, nonce, secret))
    everybody = [look for looks in parts for look in looks]
    assert unmasked(told, len(everybody)) == [float(everybody.count(look)) for look in range(7)]


def test_one_alone_is_noise_and_another_one_each_time() -> None:
    sums = [0.0, 0, 0, 1, 0, 0, 0]
    told = [masked(sums, "a", ["a", "b"], f"room|{number}", "secret") for number in range(400)]
    numbers = [number for one in told for number in one]
    assert len(set(numbers)) == len(numbers)
    assert 0.45 < sum(numbers) / len(numbers) / MODULUS < 0.55
    assert all(unmasked(one, 1) is None for one in told)
    assert masked(sums, "a", ["a"], "room|1", "secret") == [0, 0, 0, SCALE, 0, 0, 0]
