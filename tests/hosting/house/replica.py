"""A replica in a process of its own, with one live visitor, that beats until it is killed."""

import sys
import time

from hosting.house.times import Times
from tests.hosting.house.world import FIGURES, World

if __name__ == "__main__":
    url, lease = sys.argv[1:]
    world = World()
    with world.replica("dies", url, times=Times(lease=float(lease))) as house:
        world.go_live(house, "v1")
        print("live", flush=True)
        while True:
            time.sleep(float(lease) / 5)
            house.beat(FIGURES)
