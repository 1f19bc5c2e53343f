"""What is to run, and where."""

from dataclasses import dataclass, field
from secrets import token_hex

EVERYWHERE = ""  # the address for all of the machine's
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Replica:
    """One process of the app, which only this machine reaches."""

    port: int

    @property
    def name(self) -> str:
        """What the cookie holds; supervisord makes the same of the port."""
        return f"replica-{self.port}"

    @property
    def address(self) -> str:
        """As nginx connects to it."""
        return f"{LOOPBACK}:{self.port}"


@dataclass(frozen=True)
class Plan:
    """A fleet that can be started."""

    address: str  # at which nginx listens, or EVERYWHERE
    port: int  # of nginx
    replicas: tuple[Replica, ...]  # on ports in a row
    # New with each start: they are needed no longer than the fleet runs.
    redis_password: str = field(default_factory=token_hex, repr=False)
    control_password: str = field(default_factory=token_hex, repr=False)
    cookie_secret: str = field(default_factory=token_hex, repr=False)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the house."""
        host = "localhost" if self.address == EVERYWHERE else bracketed(self.address)
        return f"http://{host}:{self.port}"


def bracketed(address: str) -> str:
    """An IPv6 address in brackets, all else as it is."""
    return f"[{address}]" if ":" in address else address
