"""A colour for each expression that colour-blind people can tell apart.

Okabe and Ito 2008, "Color universal design". The label's word always stands beside its colour.
"""

from functools import cache

from models.labels import Expression

COLOURS: dict[Expression | None, str] = {
    Expression.ANGRY: "#D55E00",  # vermilion
    Expression.DISGUST: "#009E73",  # bluish green
    Expression.FEAR: "#CC79A7",  # reddish purple
    Expression.HAPPY: "#F0E442",  # yellow
    Expression.SAD: "#0072B2",  # blue
    Expression.SURPRISE: "#E69F00",  # orange
    Expression.NEUTRAL: "#56B4E9",  # sky blue
    None: "#D9D9D9",  # unsure
}

BGR = tuple[int, int, int]


@cache
def bgr(expression: Expression | None) -> BGR:
    """The colour for OpenCV: blue, green, red, 0 to 255."""
    red, green, blue = bytes.fromhex(COLOURS[expression].removeprefix("#"))
    return blue, green, red


@cache
def ink(expression: Expression | None) -> BGR:
    """Black or white, whichever reads better on the colour (WCAG 2 relative luminance)."""
    channels = [
        value / 3294.6 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in bgr(expression)
    ]
    luminance = 0.0722 * channels[0] + 0.7152 * channels[1] + 0.2126 * channels[2]
    # 0.179: where the contrast with black equals the contrast with white.
    return (0, 0, 0) if luminance > 0.179 else (255, 255, 255)
