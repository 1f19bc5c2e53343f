"""Whether there are other replicas, and what this one is called."""

import secrets
import socket

import pytest
from streamlit import config

from hosting.environment import SettingsError
from hosting.house.settings import LONGEST_NAME, NAME, name_in_logs, read_house_settings
from hosting.settings import read_settings

URL = "redis://:hidden@redis.example.org:6379/0"
SECRET = {"STREAMLIT_SERVER_COOKIE_SECRET": f"hidden-{secrets.token_hex()}"}


def test_without_a_store_the_house_is_this_process() -> None:
    settings = read_house_settings({})
    assert settings.redis_url is None
    assert not settings.is_shared
    assert settings.replicas == 1
    assert name_in_logs({}) == ""


def test_with_one_it_is_shared_and_named() -> None:
    settings = read_settings(SECRET | {"REDIS_URL": URL, "FACECUE_REPLICA": "replica-8502"}).house
    assert (settings.redis_url, settings.replica) == (URL, "replica-8502")
    assert settings.is_shared
    assert "hidden" not in repr(settings)
    assert name_in_logs({"FACECUE_REPLICA": "replica-8502"}) == "replica-8502"
    assert name_in_logs(SECRET | {"REDIS_URL": URL, "DYNO": "web.2"}) == "web-2"
    assert name_in_logs({"REDIS_URL": "nonsense"}) == ""


@pytest.mark.parametrize("url", ["rediss://redis.example.org", "unix://:hidden@/run/redis.sock"])
def test_other_ways_to_a_store(url: str) -> None:
    assert read_house_settings(SECRET | {"REDIS_URL": url}).redis_url == url


@pytest.mark.parametrize(
    "url",
    [
        "hidden",
        "http://:hidden@redis.example.org",
        "redis://:hidden@",
        "redis://:hidden@host:port",
        "redis://:hidden@[host",
        "unix://:hidden@",
        "redis://:hidden@host?socket_timeout=hidden",
    ],
)
def test_what_is_no_store_is_refused_without_a_word_of_it(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^REDIS_URL: ") as error:
        read_house_settings({"REDIS_URL": url})
    assert "hidden" not in str(error.value)


def test_a_house_alone_needs_no_secret_that_others_share() -> None:
    assert read_house_settings({}).secret
    assert read_house_settings({"STREAMLIT_SERVER_COOKIE_SECRET": "short"}).secret


@pytest.mark.parametrize("secret", [None, "", "short", "hidden" * 10])
def test_replicas_do_not_begin_without_a_strong_one(secret: str | None) -> None:
    environment = {"REDIS_URL": URL}
    if secret is not None:
        environment["STREAMLIT_SERVER_COOKIE_SECRET"] = secret
    with pytest.raises(SettingsError, match=r"STREAMLIT_SERVER_COOKIE_SECRET.* openssl") as error:
        read_house_settings(environment)
    assert "hidden" not in str(error.value)


def test_a_secret_of_streamlits_own_configuration_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (value,) = SECRET.values()
    monkeypatch.setattr(config, "is_manually_set", lambda name: name == "server.cookieSecret")
    monkeypatch.setattr(config, "get_option", lambda name: value)
    assert read_house_settings({"REDIS_URL": URL}).secret == value


@pytest.mark.parametrize("name", ["Replica", "-a", "a b", "a;b", "a" * 33, "<b>", "\u0661"])
def test_a_name_that_no_proxy_could_route_by_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="FACECUE_REPLICA"):
        read_house_settings({"FACECUE_REPLICA": name})


def test_how_many_share_the_machine() -> None:
    assert read_house_settings({"FACECUE_REPLICAS": "4"}).replicas == 4
    with pytest.raises(SettingsError, match="FACECUE_REPLICAS"):
        read_house_settings({"FACECUE_REPLICAS": "0"})


@pytest.mark.parametrize("host", ["studio", "Studio_2.Local", "-", "\u5de5", "a" * 64, "a." * 30])
def test_the_name_by_default_is_of_the_machine_and_the_port(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    name = read_house_settings({}).replica
    assert NAME.fullmatch(name)
    assert len(name) <= LONGEST_NAME
    assert name.endswith(f"-{config.get_option('server.port')}")
