"""Codes of rooms: short enough to be read out, and what a link carries in place of one.

A link has a long tail behind the code. Whoever has the tail was invited, and is never slowed down,
whatever others of their network try.
"""

import re
import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L; without vowels there are no words
SIGNS = 8  # of a code: 3.8e11 of them
TAIL_SIGNS = 16  # of what a link has behind it: 77 bits
KEY_BYTES = 24  # of a host's key

_INVITATION = re.compile(f"([{ALPHABET}]{{{SIGNS}}})(?:\\.([{ALPHABET}]{{{TAIL_SIGNS}}}))?")
_LONGEST = 60  # signs of what is typed


def new_code() -> str:
    """A code that nobody guesses."""
    return _random(SIGNS)


def new_tail() -> str:
    """What a link has behind the code."""
    return _random(TAIL_SIGNS)


def new_key() -> str:
    """A host's."""
    return secrets.token_urlsafe(KEY_BYTES)


def invitation(code: str, tail: str) -> str:
    """What a link carries."""
    return f"{code}.{tail}"


def spelled(code: str) -> str:
    """As it is read out.

    >>> spelled("BCDF2345")
    'BCDF-2345'
    """
    return f"{code[: SIGNS // 2]}-{code[SIGNS // 2 :]}"


def read(text: str) -> tuple[str, str] | None:
    """The code and the tail, empty where there is none; None where it is neither.

    >>> read(" bcdf-2345 "), read("BCDF 2345.23456789BCDFGHJK"), read("room 1")
    (('BCDF2345', ''), ('BCDF2345', '23456789BCDFGHJK'), None)
    """
    if len(text) > _LONGEST:
        return None
    found = _INVITATION.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return None if found is None else (found[1], found[2] or "")


def _random(signs: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))
