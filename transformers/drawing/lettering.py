"""Text on pictures. OpenCV's letters have no accents: they are drawn above them."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

FONT = cv2.FONT_HERSHEY_DUPLEX
CAPITAL, SMALL = 22, 15  # heights of letters at scale 1, in pixels
ABOVE = 5  # pixels between a letter and its accent

# Strokes of each accent, from and to, in pixels right of the letter's middle and above its top.
ACCENTS: dict[str, list[tuple[tuple[float, float], tuple[float, float]]]] = {
    "\N{COMBINING DIAERESIS}": [((-4, 1), (-4, 1.5)), ((4, 1), (4, 1.5))],
    "\N{COMBINING ACUTE ACCENT}": [((-1, 0), (4, 5))],
    "\N{COMBINING GRAVE ACCENT}": [((1, 0), (-4, 5))],
    "\N{COMBINING CIRCUMFLEX ACCENT}": [((-4, 0), (0, 4)), ((0, 4), (4, 0))],
    "\N{COMBINING TILDE}": [((-5, 0), (-2, 3)), ((-2, 3), (2, 0)), ((2, 0), (5, 3))],
}


def text_size(text: str, scale: float, stroke: int) -> tuple[int, int]:
    """Width and height in pixels, accents left out."""
    (width, height), _ = cv2.getTextSize(_letters(text), FONT, scale, stroke)
    return width, height


def write(
    pixels: NDArray[np.uint8],
    text: str,
    baseline: tuple[int, int],
    *,
    scale: float,
    tone: Sequence[float],
    stroke: int,
) -> None:
    """Write ``text`` in place, its lower left corner at ``baseline`` (x, y)."""
    letters = _letters(text)
    cv2.putText(pixels, letters, baseline, FONT, scale, tone, stroke, cv2.LINE_AA)
    before = ""
    for character in unicodedata.normalize("NFD", _plain(text)):
        if not unicodedata.combining(character):
            before += character
            continue
        letter = before[-1:]
        end, start = (text_size(part, scale, stroke)[0] for part in (before, before[:-1]))
        middle = baseline[0] + (start + end) / 2
        top = baseline[1] - scale * ((CAPITAL if letter.isupper() else SMALL) + ABOVE)
        for ends in ACCENTS.get(character, []):
            one, other = ((round(middle + x * scale), round(top - y * scale)) for x, y in ends)
            cv2.line(pixels, one, other, tone, max(stroke, round(3 * scale)), cv2.LINE_AA)


def _plain(text: str) -> str:
    return text.replace("ß", "ss")


@lru_cache(256)  # a face bears the same few words in frame after frame
def _letters(text: str) -> str:
    """Without accents; what has no letter to stand for it is a question mark."""
    decomposed = unicodedata.normalize("NFD", _plain(text))
    kept = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(kept).encode("ascii", "replace").decode()
