"""What a room looked like over time, as a picture: seven shares on top of each other.

It comes in two widths, as a recording's timeline does, of which the page shows the one that fits.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from models.labels import Expression
from recordings.chart import NARROW, ROUND_SECONDS, TICK_WIDTH, WIDE, clock
from recordings.timeline import STYLE as TIMELINE_STYLE
from rooms.privacy import shown_shares
from rooms.room import HostView, Window
from transformers.drawing.palette import COLOURS

STYLE = TIMELINE_STYLE + ".fc-plot {cursor: auto; user-select: auto}"
LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 44, 16, 24, 170, 200  # units of the drawing
FINEST = 2  # units, finer than which no eye tells
SHORTEST = 24  # windows that the picture is wide at least: the first ones are no walls

Names = Mapping[Expression | None, str]


def band_html(view: HostView, names: Names, title: str, described: str) -> str:
    """``view`` has all windows, and one at least; ``described`` is its text for a screen reader."""
    drawings = "".join(
        f'<div class="fc-{name}">{_svg(view, names, title, described, width)}</div>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    legend = "".join(
        f'<li><span class="fc-swatch" style="background:{COLOURS[one]}"></span>'
        f"{escape(names[one])}</li>"
        for one in by_share(view.windows)
    )
    return (
        f'<div class="fc-chart"><ul class="fc-legend">{legend}</ul>'
        f'<div class="fc-plot">{drawings}</div></div>'
    )


def by_share(windows: Sequence[Window]) -> list[Expression]:
    """The expressions that were shown, the largest share first."""
    sums = {one: sum(window.shares[one] for window in windows) for one in Expression}
    return sorted((one for one in Expression if sums[one]), key=lambda one: -sums[one])


def mean_shares(windows: Sequence[Window]) -> tuple[int, ...]:
    """[7] per cent over all ``windows``, of which there is one at least."""
    return shown_shares([sum(one.shares[place] for one in windows) for place in Expression])


def _svg(view: HostView, names: Names, title: str, described: str, width: int) -> str:
    begin, length = view.windows[0].start, _length(view)
    scale = (width - LEFT - RIGHT) / length

    def place(seconds: float) -> float:
        return LEFT + min(max(seconds - begin, 0.0), length) * scale

    parts = [
        f'<svg viewBox="0 0 {width} {HEIGHT}" role="img" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="inherit" font-size="12" fill="currentColor">'
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>",
        *_areas(view, names, place, max(1, int(FINEST / (view.window * scale)))),
        *_frame(length, scale, width),
        *_marks(view, place),
        "</svg>",
    ]
    return "".join(parts)


def _length(view: HostView) -> float:
    last = view.windows[-1].start + view.window
    return max(last - view.windows[0].start, SHORTEST * view.window)


def _areas(view: HostView, names: Names, place: Callable[[float], float], merged: int) -> list[str]:
    """``merged`` windows are drawn as one."""
    blocks: dict[int, list[Window]] = {}
    span = merged * view.window
    for window in view.windows:
        number = int((window.start - view.windows[0].start) // span)
        blocks.setdefault(number, []).append(window)
    paths = dict.fromkeys(Expression, "")
    for number, windows in blocks.items():
        start = view.windows[0].start + number * span
        left, right = place(start), place(start + span)
        top = 0.0
        for one, share in zip(Expression, mean_shares(windows), strict=True):
            if share:
                high, low = _y(top), _y(top + share)
                paths[one] += f"M{left:.1f} {high:.1f}V{low:.1f}H{right + 0.3:.1f}V{high:.1f}z"
                top += share
    return [
        f'<path d="{path}" fill="{COLOURS[one]}"><title>{escape(names[one])}</title></path>'
        for one, path in paths.items()
        if path
    ]


def _frame(length: float, scale: float, width: int) -> list[str]:
    fitting = (one for one in ROUND_SECONDS if one * scale >= TICK_WIDTH)
    every, right = next(fitting, ROUND_SECONDS[-1]), width - RIGHT
    parts = []
    for share in (0, 50, 100):
        y = _y(share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="currentColor" opacity=".25"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share}%</text>')
    for number in range(int(length / every) + 1):
        x, told = LEFT + number * every * scale, clock(number * every)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{told}</text>')
    return parts


def _marks(view: HostView, place: Callable[[float], float]) -> list[str]:
    """By their number in the list, as names would not fit."""
    return [
        f'<path d="M{place(mark.at):.1f} {TOP - 4}V{BOTTOM}" stroke="#000" stroke-width="4" '
        f'opacity=".6"/>'
        f'<path d="M{place(mark.at):.1f} {TOP - 4}V{BOTTOM}" stroke="#fff" stroke-width="2" '
        f'stroke-dasharray="4 3"/>'
        f'<text x="{place(mark.at):.1f}" y="{TOP - 9}" text-anchor="middle">{number}</text>'
        for number, mark in enumerate(view.marks, start=1)
    ]


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share / 100
