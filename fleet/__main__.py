"""``python -m fleet``: several replicas as one house, until Ctrl-C."""

import argparse
import os
import sys

from fleet.capacity import most_replicas
from fleet.errors import FleetError
from fleet.plan import EVERYWHERE, Plan, Replica
from fleet.ports import HIGHEST, free_row, listen_addresses
from fleet.running import run
from fleet.tools import find_tools
from hosting.environment import SettingsError
from hosting.house.settings import SECRET
from hosting.owner_secrets import checked_secret
from hosting.resources import available_megabytes


def main() -> int:
    """Run what the command line says; 1 where that is not possible."""
    options = _options()
    try:
        theirs = os.environ.get(SECRET)
        if theirs:
            checked_secret(SECRET, theirs)
        most = most_replicas(available_megabytes())
        if options.replicas > most:
            raise FleetError(
                f"{options.replicas} replicas are too many: this machine's memory holds {most}."
            )
        listen = listen_addresses(options.address, options.port)
        row = free_row(options.replicas, options.port)
        plan = Plan(options.address, options.port, tuple(Replica(port) for port in row))
        run(plan, find_tools(), listen)
    except (FleetError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m fleet", description=__doc__)
    cores = len(os.sched_getaffinity(0))
    parser.add_argument(
        "--replicas", type=_number, default=cores, help="how many; one for each core by default"
    )
    parser.add_argument("--port", type=_port, default=8501, help="of the house; 8501 by default")
    parser.add_argument(
        "--address", default=EVERYWHERE, help="to listen at; all of this machine's by default"
    )
    return parser.parse_args()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of 1 or more, got {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= HIGHEST:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to {HIGHEST}, got {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
