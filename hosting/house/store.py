"""The shared store: a Redis, whose scripts are files, those beside this one for the house.

Nobody waits for it longer than they said, whatever it does: a name that is looked up for ever, a
connection that is refused, a server that hangs.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from hosting.house.bounded_calls import BoundedCalls

Result = TypeVar("Result")
Argument = str | int | float  # of a script

LONGEST_CALL = 0.4  # seconds
HERE = Path(__file__).parent
# One slot of a cluster, by the braces. `ledger.lua` says what is in them.
KEYS = [
    f"{{facecue}}:{name}"
    for name in (
        "replicas",
        "abilities",
        "figures",
        "leases",
        "places",
        "line",
        "waiters",
        "turns",
        "pages",
        "spent",
    )
]


class AwayError(Exception):
    """The store did not answer in time, or not so that it can be understood."""


class Store:
    """A client of it. One for a process, for all its threads."""

    def __init__(self, url: str, scripts: Path = HERE) -> None:
        """Connects with the first call. Raises ``ValueError`` where this is no URL of a Redis.

        ``scripts`` is a folder of them; ``ledger.lua``, if it is there, is what each begins with.
        """
        self._client = redis.Redis.from_url(
            url,
            socket_timeout=LONGEST_CALL,
            socket_connect_timeout=LONGEST_CALL,
            # Once more where the connection had been closed since the last call.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
            decode_responses=True,
            protocol=2,
        )
        shared = scripts / "ledger.lua"
        ledger = shared.read_text(encoding="utf-8") if shared.exists() else ""
        self._scripts = {
            path.stem: self._client.register_script(ledger + path.read_text(encoding="utf-8"))
            for path in scripts.glob("*.lua")
            if path != shared
        }
        self._calls = BoundedCalls("store")

    def run(
        self,
        script: str,
        arguments: Sequence[Argument],
        read: Callable[[Any], Result],
        until: float,
        keys: Sequence[str] = KEYS,
    ) -> Result:
        """What ``read`` makes of the script's answer.

        Raises ``AwayError`` where there is none by ``until``, in seconds of ``time.monotonic``.
        """

        def ask() -> Result:
            return read(self._scripts[script](keys=keys, args=arguments))

        try:
            return self._calls.call(ask, max(0.0, until - monotonic()))
        except Exception as error:  # whatever it is, the replica goes on
            raise AwayError(type(error).__name__) from error

    def close(self) -> None:
        """Let go of the connections, once what is under way has ended."""
        self._calls.close()
        self._client.close()
