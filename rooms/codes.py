"""Codes of rooms: short enough to be read out and typed, too long to be guessed.

Who makes G guesses while R rooms are open hits one with a probability of G * R / 28**12 at most. At
10,000 guesses a second for the two hours that a room lasts, with all 200 rooms open that there may
be, that is 6 in 100 million. So nobody who mistypes is made to wait, nor anybody for the guesses of
others.
"""

import re
import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L; without vowels there are no words
LENGTH = 12  # of a code: 57 bits
GROUP = 4  # characters that are read out together
KEY_BYTES = 24  # of a host's key

# The version before made codes of 8, and links with a tail: a room that was opened under it
# may still go on.
_CODE = re.compile(f"([{ALPHABET}]{{{LENGTH}}}|[{ALPHABET}]{{8}})(?:\\.[{ALPHABET}]{{16}})?")
_LONGEST = 60  # characters of what is typed


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_key() -> str:
    """A host's."""
    return secrets.token_urlsafe(KEY_BYTES)


def spelled(code: str) -> str:
    """As it is read out.

    >>> spelled("BCDF2345GHJK")
    'BCDF-2345-GHJK'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(text: str) -> str | None:
    """The code that is typed, or that a link carries; None where it is none.

    >>> read(" bcdf-2345 ghjk "), read("BCDF2345.23456789BCDFGHJK"), read("room 1")
    ('BCDF2345GHJK', 'BCDF2345', None)
    """
    if len(text) > _LONGEST:
        return None
    found = _CODE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return None if found is None else found[1]
