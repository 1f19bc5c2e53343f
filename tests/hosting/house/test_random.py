"""Whatever visitors do in whatever order: never more than the places, and the store knows it."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hosting.house.house import Guest
from hosting.slots import FullError, Rules
from testkit.redis_server import RedisServer
from tests.hosting.house.test_shared import contents
from tests.hosting.house.world import FIGURES, World, beat

PLACES = (1, 2, 1)
NETWORKS = (None, "198.51.100.7", "203.0.113.9")
DEEDS = ("look", "wait", "acquire", "acquire", "leave", "release", "leave_line", "move", "beat")

steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 7), st.integers(0, 2)), max_size=40
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_never_more_than_the_places(
    running_server: RedisServer, steps: list[tuple[str, int, int]]
) -> None:
    with running_server.client() as client:
        client.flushall()
    world = World()
    with world.replicas(running_server.url, *PLACES, rules=Rules(per_address=1)) as houses:
        where = [number % 3 for number in range(8)]
        guests = [
            Guest(f"v{number}", network=NETWORKS[number % 3], stays=number > 5)
            for number in range(8)
        ]
        for step, (deed, number, other) in enumerate(steps):
            house, guest = houses[where[number]], guests[number]
            match deed:
                case "look":
                    house.look(guest)
                case "wait":
                    house.wait(guest)
                case "acquire":
                    with suppress(FullError):
                        world.go_live(house, guest)
                case "leave" if guest.session in world.streams:
                    world.leave(house, guest.session)
                case "release":
                    house.release(guest)
                case "leave_line":
                    house.leave_line(guest)
                case "move":
                    ticket = house.ticket(guest)
                    there = Guest(f"v{number}-{step}", ticket, guest.network, guest.stays)
                    where[number], guests[number] = other, there
                case "beat":
                    house.beat(FIGURES)
            assert all(
                len(house.streams()) <= most for house, most in zip(houses, PLACES, strict=True)
            )
        assert all(house.is_in_step() for house in houses)
        for house in houses:
            house.sweep()
        beat(*houses)
        places = list(contents(running_server).get("places", {}).values())
        for house in houses:
            mine = [place for place in places if place.endswith(f":{house.name}")]
            live = [place for place in mine if place.startswith("live:")]
            assert len(live) == len(house.streams())
            assert len(mine) <= house.most
            marks = [place.split(":")[1] for place in mine if place.split(":")[1]]
            assert len(marks) == len(set(marks))
            assert [one.live for one in house.replicas()] == [len(h.streams()) for h in houses]
        left = contents(running_server)
        assert set(left.get("line", {})) <= set(left.get("waiters", {}))
        assert set(left.get("places", {})) == set(left.get("leases", {}))
