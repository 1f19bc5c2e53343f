"""The owner's secrets: how strong one must be, comparing with one, and keys derived from one."""

import hashlib
import hmac
from itertools import pairwise

from hosting.environment import SettingsError

MIN_LENGTH = 32  # characters: 128 bits where each is one of sixteen
# Of such a random text, 1 in 10 million has less than this; words, sequences and repetitions do.
MIN_CHARACTERS = 8  # different ones
MIN_TRIPLES = 24  # different ones of neighbouring characters
HOW_TO_MAKE_ONE = "Make one with: openssl rand -hex 32"


def checked_secret(name: str, value: str) -> str:
    """The ``value`` of a variable, if nobody can guess it.

    Raises ``SettingsError``, which holds nothing of the value.
    """
    if len(value) < MIN_LENGTH:
        raise SettingsError(
            f"{name}: expected a random secret of at least {MIN_LENGTH} characters, got "
            f"{len(value)}. {HOW_TO_MAKE_ONE}"
        )
    triples = {value[start : start + 3] for start in range(len(value) - 2)}
    # From each character to the next: those of "abcdef..." are all the same.
    steps = {ord(second) - ord(first) for first, second in pairwise(value)}
    if min(len(set(value)), len(steps)) < MIN_CHARACTERS or len(triples) < MIN_TRIPLES:
        raise SettingsError(
            f"{name}: expected a random secret, got one that repeats itself. {HOW_TO_MAKE_ONE}"
        )
    return value


def is_same(given: str, secret: str) -> bool:
    """Whether both are the same, in a time that tells nothing of either."""
    return hmac.compare_digest(_digest(given), _digest(secret))


def derived_key(secret: str, label: str) -> bytes:
    """32 bytes for one purpose, which tell neither the secret nor the key of another label."""
    return hmac.digest(secret.encode(), label.encode(), "sha256")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()
