"""Which ports a fleet takes."""

import socket
from collections.abc import Iterator

import pytest

from fleet.errors import FleetError
from fleet.plan import EVERYWHERE
from fleet.ports import HIGHEST, free_row, listen_addresses


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("address", [EVERYWHERE, "127.0.0.1", "localhost"])
def test_a_port_in_use_is_refused(taken: int, address: str) -> None:
    with pytest.raises(FleetError, match=f"Port {taken} is in use"):
        listen_addresses(address, taken)


@pytest.mark.parametrize("address", ["198.51.100.1", "nobody.invalid"])
def test_an_address_of_another_machine_is_refused(address: str) -> None:
    with pytest.raises(FleetError, match=address):
        listen_addresses(address, 0)


def test_everywhere_is_ipv4_at_least() -> None:
    assert listen_addresses(EVERYWHERE, 0)[0] == "0"


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    try:
        assert listen_addresses("::1", 0) == ("[::1]:0",)
    except FleetError:
        pytest.skip("this machine has no IPv6")


def test_the_row_goes_round_what_is_taken(taken: int) -> None:
    row = free_row(3, taken - 2)
    assert taken not in row
    assert len(row) == 3


def test_the_row_begins_below_where_there_are_no_ports_above() -> None:
    row = free_row(2, HIGHEST)
    assert row.stop <= HIGHEST
