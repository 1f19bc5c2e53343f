"""Masks: what a replica tells of its people is noise by itself, as they may be one alone.

Each two replicas hide their sums by the same numbers, one adding what the other takes away, so that
all together the masks are gone: pairwise masking, as in "Practical Secure Aggregation" (Bonawitz et
al., 2017), where who drops out need not be made up for, as such windows are left out. The numbers
come of a secret that the replicas share and the store does not know.
"""

import hmac
import struct
from collections.abc import Iterable, Sequence

MODULUS = 2**32
SCALE = 1_000_000  # what a share of 1 is told as; 4,000 people fit below the modulus


def masked(
    sums: Sequence[float], own: str, replicas: Iterable[str], nonce: str, secret: str
) -> list[int]:
    """Sums of the replica ``own``, seven at most, so that only all ``replicas`` together tell more.

    A ``nonce`` is for one window of one room; no other sums may be told with it.
    """
    hidden = [round(SCALE * one) for one in sums]
    for other in replicas:
        if other != own:
            first, second = sorted((own, other))
            sign = 1 if own == first else -1
            mask = _numbers(secret, f"{nonce}|{first}|{second}")
            hidden = [one + sign * number for one, number in zip(hidden, mask, strict=False)]
    return [one % MODULUS for one in hidden]


def added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Both together."""
    return [(a + b) % MODULUS for a, b in zip(one, other, strict=True)]


def unmasked(sums: Sequence[int], people: int) -> list[float] | None:
    """What all replicas' sums amount to; None where it cannot be of so many people.

    So it is where the replicas do not share one secret.
    """
    slack = len(sums) * people  # each number was rounded
    if abs(sum(sums) - SCALE * people) > slack:
        return None
    return [one / SCALE for one in sums]


def _numbers(secret: str, words: str) -> tuple[int, ...]:
    return struct.unpack("8I", hmac.digest(secret.encode(), words.encode(), "sha256"))
