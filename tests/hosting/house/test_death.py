"""A replica that is killed says nothing; its places are free all the same."""

import subprocess
import sys
import time
from pathlib import Path

from hosting.house.house import Standing
from hosting.house.times import Times
from testkit.patience import wait_until
from testkit.redis_server import RedisServer
from tests.hosting.house.world import FIGURES, World, look, wait

ROOT = Path(__file__).parents[3]
LEASE = 2.0  # seconds


def test_a_killed_replica_is_gone_after_its_lease(world: World, server: RedisServer) -> None:
    command = [sys.executable, "-m", "tests.hosting.house.replica", server.url, str(LEASE)]
    brief = Times(lease=LEASE)
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process,
        world.replica("stays", server.url, times=brief) as house,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == b"live\n"
        house.beat(FIGURES)
        world.go_live(house, "v2")
        assert wait(house, "w1") == Standing(None, 0)
        process.kill()
        process.wait()
        killed = time.monotonic()

        def is_gone() -> bool:
            house.beat(FIGURES)
            wait(house, "w1")
            return [one.name for one in house.replicas()] == ["stays"]

        assert not is_gone()
        wait_until(is_gone)
        assert time.monotonic() - killed > LEASE / 2
        assert house.most_in_all() == 1
        world.leave(house, "v2")
        assert wait(house, "w1") == Standing("stays", 0)
        assert look(house, "new") == Standing(None, 1)
        with server.client() as client:
            (kept,) = client.hvals("{facecue}:places")
        assert kept.startswith("kept:")
