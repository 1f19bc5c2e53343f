"""What is told of relays without asking them."""

from hosting.relay_states import RelayStates
from hosting.settings import read_settings

TWILIO = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "hidden"}
OWN = {"TURN_URLS": "turn:relay.example", "TURN_SECRET": "hidden"}


def test_each_is_told_as_it_last_answered() -> None:
    states, settings = RelayStates(), read_settings(TWILIO | OWN)
    assert states.of(settings) == {
        "own": "set",
        "Cloudflare": "not set",
        "Twilio": "set",
        "Metered": "not set",
    }
    states.note("Twilio", lent=False)
    assert states.of(settings)["Twilio"] == "failed"
    states.note("Twilio", lent=True)
    assert states.of(settings)["Twilio"] == "ok"
