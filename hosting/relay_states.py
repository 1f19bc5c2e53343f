"""What is known of the relays, without asking anybody."""

from enum import StrEnum

from hosting.settings import Settings


class RelayState(StrEnum):
    """As the health route tells it."""

    OK = "ok"  # it lent relays when it was last asked
    FAILED = "failed"  # it did not
    SET = "set"  # nobody has asked it yet; of relays of the owner's own, more is never known
    NOT_SET = "not set"


class RelayStates:
    """May be used on any thread."""

    def __init__(self) -> None:
        self._answered: dict[str, bool] = {}

    def note(self, service: str, *, lent: bool) -> None:
        """A service was asked."""
        self._answered[service] = lent

    def of(self, settings: Settings) -> dict[str, RelayState]:
        """Of each kind of relay that there may be, by name."""
        return {
            "own": RelayState.NOT_SET if settings.turn is None else RelayState.SET,
            "Cloudflare": self._of("Cloudflare", settings.cloudflare),
            "Twilio": self._of("Twilio", settings.twilio),
            "Metered": self._of("Metered", settings.metered),
        }

    def _of(self, service: str, account: object) -> RelayState:
        if account is None:
            return RelayState.NOT_SET
        if service not in self._answered:
            return RelayState.SET
        return RelayState.OK if self._answered[service] else RelayState.FAILED


RELAY_STATES = RelayStates()  # of this process
