import logging
from pathlib import Path

import pytest

from hosting.ice import browser_configuration, server_configuration
from hosting.settings import DEFAULT_STUN, SettingsError, read_settings
from models.manifest import WEIGHTS_FOLDER

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
    assert settings.turn_urls == ()


def test_everything_set() -> None:
    settings = read_settings(
        TURN
        | {
            "FACECUE_BACKEND": "keras",
            "FACECUE_LOG_LEVEL": "debug",
            "FACECUE_WEIGHTS": "/models/mine",
            "STUN_URLS": "",
        }
    )
    assert settings.backend == "keras"
    assert settings.log_level == logging.DEBUG
    assert settings.weights == Path("/models/mine")
    assert settings.stun_urls == ()
    assert len(settings.turn_urls) == 2


@pytest.mark.parametrize("missing", list(TURN))
def test_half_a_relay_names_what_is_missing(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"not {missing}"):
        read_settings({name: value for name, value in TURN.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACECUE_BACKEND", "onnx"),
        ("FACECUE_LOG_LEVEL", "loud"),
        ("STUN_URLS", "turn:relay.example"),
        ("STUN_URLS", "stun:relay.example?transport=tcp"),
    ],
)
def test_a_wrong_value_is_named_with_what_came(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as error:
        read_settings({name: value})
    assert value in str(error.value)


def test_the_browser_gets_every_server_and_the_app_the_surest_relay() -> None:
    settings = read_settings(TURN)
    stun, relays = browser_configuration(settings)["iceServers"] or []
    assert stun["urls"] == [DEFAULT_STUN]
    assert relays["urls"] == list(settings.turn_urls)
    assert (relays["username"], relays["credential"]) == ("visitor", "secret")
    own = (server_configuration(settings)["iceServers"] or [])[-1]
    assert own["urls"] == ["turns:relay.example:443?transport=tcp"]


def test_without_servers_the_list_is_empty_so_that_none_is_guessed() -> None:
    assert browser_configuration(read_settings({"STUN_URLS": ""})) == {"iceServers": []}
