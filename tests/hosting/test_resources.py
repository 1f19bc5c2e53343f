import pytest

from hosting.resources import available_megabytes, most_visitors, places_per_address


@pytest.mark.parametrize(
    ("given", "most", "places"),
    [(None, 4, 2), (None, 1, 2), (None, 12, 6), (3, 12, 3), (0, 12, None)],
)
def test_half_of_the_places_are_for_one_network_unless_the_owner_says_otherwise(
    given: int | None, most: int, places: int | None
) -> None:
    assert places_per_address(given, most) == places


@pytest.mark.parametrize(
    ("megabytes", "cores", "most"), [(537, 8, 8), (537, 1, 4), (100, 1, 1), (64_000, 4, 16)]
)
def test_memory_and_cores_set_the_limit(megabytes: float, cores: float, most: int) -> None:
    assert most_visitors(megabytes, cores) == most


def test_this_machine_has_memory() -> None:
    assert available_megabytes() > 100
