"""The settings of what is served."""

import secrets

import pytest

from hosting.environment import SettingsError
from hosting.http.policy import content_security_policy
from hosting.http.settings import read_web_settings
from hosting.http.stack import middleware
from hosting.settings import read_settings
from views.brand import BRAND


def test_defaults_let_a_class_behind_one_address_in() -> None:
    settings = read_web_settings({})
    pupils, files = 40, 100
    assert settings.sessions_per_address >= 2 * pupils
    assert settings.requests_a_second * 40 >= pupils * files
    assert settings.allowed_hosts == ("*",)
    assert settings.frame_ancestors == ("'self'",)
    assert settings.hsts_seconds > 15_768_000  # what the Observatory asks for


def test_the_owner_names_hosts_and_frames() -> None:
    settings = read_web_settings(
        {
            "FACECUE_ALLOWED_HOSTS": "facecue.example.org, *.example.net",
            "FACECUE_FRAME_ANCESTORS": "'self' https://school.example:8443 https://*.example.net",
            "FACECUE_HSTS_SECONDS": "0",
        }
    )
    assert settings.allowed_hosts == ("facecue.example.org", "*.example.net")
    assert settings.hsts_seconds == 0
    policy = content_security_policy(settings.frame_ancestors)
    assert policy.endswith(
        "frame-ancestors 'self' https://school.example:8443 https://*.example.net"
    )


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        ("https://huggingface.co", "'self' https://huggingface.co"),
        ("https://huggingface.co, 'SELF'", "'self' https://huggingface.co"),
        ("'none'", "'self'"),
    ],
)
def test_the_page_may_always_frame_its_own_component(given: str, sources: str) -> None:
    settings = read_web_settings({"FACECUE_FRAME_ANCESTORS": given})
    policy = content_security_policy(settings.frame_ancestors)
    assert policy.endswith(f"frame-ancestors {sources}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACECUE_ALLOWED_HOSTS", "https://facecue.example.org"),
        ("FACECUE_ALLOWED_HOSTS", "*example.org"),
        ("FACECUE_FRAME_ANCESTORS", "school.example"),
        ("FACECUE_FRAME_ANCESTORS", "'self';script-src"),
        # What is a letter or a digit elsewhere cannot stand in a header.
        ("FACECUE_ALLOWED_HOSTS", "\u212aelvin.example"),
        ("FACECUE_FRAME_ANCESTORS", "https://\u017fchool.example"),
        ("FACECUE_FRAME_ANCESTORS", "https://school.example:\u0664\u0664\u0663"),
        ("FACECUE_HSTS_SECONDS", "-1"),
        ("FACECUE_REQUESTS_A_SECOND", "0"),
        ("FACECUE_SESSIONS_PER_ADDRESS", "many"),
        ("FACECUE_UPLOADS_A_MINUTE", "0"),
        ("FACECUE_UPLOAD_MEGABYTES_A_VISIT", "1.5"),
        ("FACECUE_UPLOAD_MEGABYTES_IN_ALL", "-3"),
        ("FACECUE_MESSAGE_KILOBYTES", "0"),
        ("FACECUE_MESSAGES_A_SECOND", "²"),
        ("FORWARDED_ALLOW_IPS", "10.0.0.0/33"),
        ("FORWARDED_ALLOW_IPS", "proxy.example.org"),
    ],
)
def test_a_wrong_value_is_named_and_the_site_still_tells(name: str, value: str) -> None:
    for read in (read_web_settings, read_settings):
        with pytest.raises(SettingsError, match=name) as error:
            read({name: value})
        assert value.split(maxsplit=1)[0] in str(error.value)
    assert len(middleware({name: value}, BRAND)) == len(
        middleware({}, BRAND)
    )  # the page says which it is


def test_the_secret_is_not_shown() -> None:
    secret = secrets.token_hex()
    assert secret not in repr(read_web_settings({"FACECUE_OPERATOR_SECRET": secret}))


def test_a_secret_that_can_be_guessed_is_refused_and_not_shown() -> None:
    for read in (read_web_settings, read_settings):
        with pytest.raises(SettingsError, match=r"FACECUE_OPERATOR_SECRET: .* openssl") as error:
            read({"FACECUE_OPERATOR_SECRET": "open sesame"})
        assert "sesame" not in str(error.value)
