"""What is strong enough for a secret, and keys that are made of one."""

import secrets
from collections.abc import Callable

import pytest

from hosting.environment import SettingsError
from hosting.owner_secrets import MIN_LENGTH, checked_secret, derived_key, is_same

NAME = "FACECUE_OPERATOR_SECRET"


@pytest.mark.parametrize("make", [secrets.token_hex, secrets.token_urlsafe])
@pytest.mark.parametrize("size", [32, 64])  # bytes
def test_what_is_random_and_long_is_taken(make: Callable[[int], str], size: int) -> None:
    for _ in range(100):
        value = make(size)
        assert checked_secret(NAME, value) == value


def test_the_shortest() -> None:
    for _ in range(100):
        shortest = secrets.token_hex(MIN_LENGTH // 2)
        assert checked_secret(NAME, shortest) == shortest
        with pytest.raises(SettingsError, match=f"at least {MIN_LENGTH} characters"):
            checked_secret(NAME, shortest[1:])


@pytest.mark.parametrize(
    "value",
    [
        "",
        "open sesame",
        "a" * 64,
        "0123456789abcdef" * 2,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "open sesame, " * 4,
        "password" * 5,
    ],
)
def test_what_can_be_guessed_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SettingsError, match=f"{NAME}: expected a random secret") as error:
        checked_secret(NAME, value)
    assert "openssl rand -hex 32" in str(error.value)
    assert not value or value not in str(error.value)


def test_only_the_whole_secret_is_the_same() -> None:
    secret = secrets.token_hex()
    assert is_same(secret, secret)
    for other in ("", secret[:-1], f"{secret}0", secret.upper() + "x", "\ud800", "\xff"):
        assert not is_same(other, secret)


def test_keys_for_two_purposes_have_nothing_in_common() -> None:
    secret = secrets.token_hex()
    keys = {derived_key(secret, label) for label in ("one", "two")}
    keys.add(derived_key(secrets.token_hex(), "one"))
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
    assert derived_key(secret, "one") in keys
