import logging
import secrets
from pathlib import Path

import pytest

from hosting.settings import DEFAULT_STUN, SettingsError, read_settings
from models.backend import WEIGHTS_FOLDER

TURN = {
    "TURN_URLS": "turn:relay.example:3478, turns:relay.example:443?transport=tcp",
    "TURN_USERNAME": "visitor",
    "TURN_CREDENTIAL": "secret",
}


def test_defaults() -> None:
    settings = read_settings({})
    assert settings.backend == "litert"
    assert settings.weights == WEIGHTS_FOLDER
    assert settings.log_level == logging.INFO
    assert settings.stun_urls == (DEFAULT_STUN,)
    assert settings.turn is None
    assert settings.most_visitors == 0
    assert settings.places_per_address is None
    assert settings.seconds_without_frame == 15
    assert settings.longest_minutes == 15


def test_everything_set() -> None:
    settings = read_settings(
        TURN
        | {
            "FACECUE_BACKEND": "keras",
            "FACECUE_LOG_LEVEL": "debug",
            "FACECUE_WEIGHTS": "/models/mine",
            "FACECUE_PLACES_PER_ADDRESS": "0",
            "FACECUE_SECONDS_WITHOUT_FRAME": "20",
            "FACECUE_LONGEST_MINUTES": "5",
            "STUN_URLS": "",
        }
    )
    assert settings.backend == "keras"
    assert settings.log_level == logging.DEBUG
    assert settings.weights == Path("/models/mine")
    assert settings.stun_urls == ()
    assert settings.places_per_address == 0
    assert settings.seconds_without_frame == 20
    assert settings.longest_minutes == 5
    assert settings.turn is not None
    assert len(settings.turn.urls) == 2


@pytest.mark.parametrize("missing", list(TURN))
def test_half_a_relay_names_what_is_missing(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"not {missing}"):
        read_settings({name: value for name, value in TURN.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACECUE_BACKEND", "onnx"),
        ("FACECUE_LOG_LEVEL", "loud"),
        ("FACECUE_MOST_VISITORS", "many"),
        ("FACECUE_MOST_VISITORS", "9" * 5000),
        ("FACECUE_PLACES_PER_ADDRESS", "-1"),
        ("FACECUE_PLACES_PER_ADDRESS", "9" * 5000),
        ("FACECUE_LIVE_PICTURE", "1280x72\u00b2"),
        ("FACECUE_LIVE_PICTURE", "1280x0"),
        ("FACECUE_LIVE_PICTURE", "1280"),
        ("FACECUE_LIVE_PICTURE", "1" * 5000 + "x1"),
        ("FACECUE_UPLOADS_WITHOUT_SANDBOX", "yes"),
        ("FACECUE_SECONDS_WITHOUT_FRAME", "0"),
        ("FACECUE_LONGEST_MINUTES", "1.5"),
        ("STUN_URLS", "turn:relay.example"),
        ("STUN_URLS", "stun:relay.example?transport=tcp"),
    ],
)
def test_a_wrong_value_is_named_with_what_came(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as error:
        read_settings({name: value})
    assert value in str(error.value)


@pytest.mark.parametrize(
    "pair",
    [
        ("TURN_URLS", "TURN_SECRET"),
        ("CLOUDFLARE_TURN_KEY_ID", "CLOUDFLARE_TURN_KEY_API_TOKEN"),
        ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
        ("METERED_DOMAIN", "METERED_API_KEY"),
    ],
)
def test_half_an_account_names_what_is_missing(pair: tuple[str, str]) -> None:
    for given, missing in (pair, pair[::-1]):
        with pytest.raises(SettingsError, match=f"{given} is set, but not.* {missing}"):
            read_settings({given: "turn:relay.example"})


def test_a_secret_and_an_account_at_once_are_refused() -> None:
    with pytest.raises(SettingsError, match="but not both"):
        read_settings(TURN | {"TURN_SECRET": "shared"})


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    services = {
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "hidden-1",
        "FACECUE_OPERATOR_SECRET": f"hidden-{secrets.token_hex()}",
        "TURN_URLS": "turn:relay.example",
    }
    assert "hidden" not in repr(read_settings(services | {"TURN_SECRET": "hidden-3"}))
    account = {"TURN_USERNAME": "me", "TURN_CREDENTIAL": "hidden-4"}
    assert "hidden" not in repr(read_settings(services | account))
