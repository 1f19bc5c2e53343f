"""The timeline of a recording as a picture that needs nothing but a browser.

It comes in two widths, of which the page shows the one that fits: so its text is never too small.
"""

from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labels import Expression
from recordings.recording import Recording, Track, summed
from recordings.score import scores
from transformers.drawing.palette import COLOURS

WIDE, NARROW = 800, 360  # units of the drawing
LEFT, RIGHT = 44, 16
SHARES_TOP, SHARES_HEIGHT = 8, 150
SCORE_TOP, SCORE_HEIGHT = 190, 90
HEIGHT = 310
TICK_WIDTH = 100  # units that a written time has at least
ROUND_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
UNITS_A_POINT = 2  # finer than which no eye tells


def timeline_svg(
    recording: Recording, track: Track, title: str, description: str, width: int = WIDE
) -> str:
    """Probabilities on top of each other, and the positivity score below, over time.

    ``title`` and ``description`` are what a screen reader says. Where the plot begins and ends
    stands in ``data-left`` and ``data-right``, in the drawing's units.
    """
    merged = max(1, -(-len(track.rows) * UNITS_A_POINT // width))
    step = recording.step * merged
    drawn = Track(summed(track.rows, merged))
    length = max(len(drawn.rows) * step, step)
    scale = (width - LEFT - RIGHT) / length
    places = LEFT + (np.arange(len(drawn.rows)) + 0.5) * step * scale
    parts = [
        f'<svg class="fc-timeline" viewBox="0 0 {width} {HEIGHT}" role="img" '
        f'data-left="{LEFT}" data-right="{width - RIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="inherit" font-size="12" '
        f'fill="currentColor"><title>{escape(title)}</title><desc>{escape(description)}</desc>',
        *_areas(drawn, places, step * scale),
        *_score_line(drawn, places),
        *_frame(length, scale, width),
        "</svg>",
    ]
    return "".join(parts)


def _areas(track: Track, places: NDArray[Any], width: float) -> list[str]:
    tops = np.zeros(len(places))
    parts = []
    for expression in Expression:
        share = np.nan_to_num(track.probabilities[:, expression])
        bars = [
            f"M{x - width / 2:.1f} {_share_y(top):.1f}V{_share_y(top + height):.1f}"
            f"h{width + 0.3:.1f}V{_share_y(top):.1f}z"
            for x, top, height in zip(places, tops, share, strict=True)
            if height > 0
        ]
        tops = tops + share
        parts.append(
            f'<path d="{"".join(bars)}" fill="{COLOURS[expression]}">'
            f"<title>{escape(expression.label)}</title></path>"
        )
    return parts


def _score_line(track: Track, places: NDArray[Any]) -> list[str]:
    values = scores(track)
    line, pen = [], "M"
    for x, value in zip(places, values, strict=True):
        if np.isnan(value):
            pen = "M"
            continue
        line.append(f"{pen}{x:.1f} {_score_y(value):.1f}")
        pen = "L"
    gone = np.isnan(np.pad(values, 1, constant_values=np.nan))
    alone = ~gone[1:-1] & gone[:-2] & gone[2:]  # which no line would show
    dots = [
        f'<circle cx="{x:.1f}" cy="{_score_y(value):.1f}" r="2"/>'
        for x, value in zip(places[alone], values[alone], strict=True)
    ]
    stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"'
    return [f'<path d="{"".join(line)}" {stroke}/>', *dots]


def _frame(length: float, scale: float, width: int) -> list[str]:
    fitting = (one for one in ROUND_SECONDS if one * scale >= TICK_WIDTH)
    every, right = next(fitting, ROUND_SECONDS[-1]), width - RIGHT
    grid = 'stroke="currentColor" stroke-opacity=".25"'
    parts = []
    for share in (0, 0.5, 1):
        y = _share_y(share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" {grid}/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    for score in (0, 50, 100):
        y = _score_y(score)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" {grid}/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{score}</text>')
    for second in np.arange(0, length + 1e-9, every):
        x = LEFT + second * scale
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{clock(second)}</text>'
        )
    return parts


def clock(seconds: float) -> str:
    """``75`` as ``1:15``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _share_y(share: float) -> float:
    return SHARES_TOP + SHARES_HEIGHT * (1 - share)


def _score_y(score: float) -> float:
    return SCORE_TOP + SCORE_HEIGHT * (1 - score / 100)
