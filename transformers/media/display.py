"""How a clip's pictures are to be shown: which way round, how large, in which colours."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc, VideoReformatter

from transformers.media.limited_range import FORMAT
from transformers.media.planes import planes_of

LARGEST_SIDE = 4096  # pixels
HIGH_DEFINITION = 720  # lines from which pictures that name no matrix are taken for BT.709
# AVCOL_SPC_*: the matrices that libswscale knows.
BT709, FCC, BT470BG, SMPTE170M, SMPTE240M, BT2020 = 1, 4, 5, 6, 7, 9
_SWS = {BT709: 1, FCC: 4, BT470BG: 5, SMPTE170M: 5, SMPTE240M: 7, BT2020: 9}  # SWS_CS_*
HDR = (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)  # PQ and HLG
UNSPECIFIED = 2  # AVCOL_*_UNSPECIFIED


class Orientation(NamedTuple):
    """What is done to a picture to stand upright, in this order."""

    transpose: bool = False
    flip_x: bool = False  # left and right change places
    flip_y: bool = False


class Colours(NamedTuple):
    """What the numbers of a picture mean, as AVCOL_SPC_*, AVCOL_PRI_* and AVCOL_TRC_*."""

    matrix: int
    primaries: int
    transfer: int


# What goes with a matrix where a file does not say it.
USUAL = {
    BT709: Colours(BT709, ColorPrimaries.BT709, ColorTrc.BT709),
    BT470BG: Colours(BT470BG, ColorPrimaries.BT470BG, ColorTrc.SMPTE170M),
    SMPTE170M: Colours(SMPTE170M, ColorPrimaries.SMPTE170M, ColorTrc.SMPTE170M),
    SMPTE240M: Colours(SMPTE240M, ColorPrimaries.SMPTE240M, ColorTrc.SMPTE240M),
    FCC: Colours(FCC, ColorPrimaries.SMPTE170M, ColorTrc.SMPTE170M),
    BT2020: Colours(BT2020, ColorPrimaries.BT2020, ColorTrc.BT2020_10),
}


@dataclass(frozen=True)
class Display:
    """How the pictures of one clip are shown."""

    width: int  # pixels, even
    height: int
    orientation: Orientation
    colours: Colours  # of the labelled clip


def display_of(frame: av.VideoFrame, aspect: Fraction | None) -> Display:
    """As a player shows ``frame``, a clip's first; ``aspect`` is that of one of its pixels."""
    width, height = _square(frame.width, frame.height, aspect)
    orientation = _orientation(frame)
    if orientation.transpose:
        width, height = height, width
    return Display(width, height, orientation, _colours(frame))


class Upright:
    """Makes pictures that can be drawn on: upright, of square pixels, in ``yuv420p``.

    Their range is limited, as players expect it of H.264; HDR (HLG, PQ) is mapped to BT.709.
    """

    def __init__(self, display: Display) -> None:
        self._display = display
        self._reformatter = VideoReformatter()  # keeps the tables of its last conversion

    def __call__(self, frame: av.VideoFrame) -> av.VideoFrame:
        """A fresh frame: the decoder still needs its own, as the reference for the next ones."""
        display = self._display
        transpose, flip_x, flip_y = display.orientation
        upright = av.VideoFrame(display.width, display.height, FORMAT)
        for plain, after in zip(planes_of(self._plain(frame)), planes_of(upright), strict=True):
            turned = np.asarray(cv2.transpose(plain), np.uint8) if transpose else plain
            if flip_x or flip_y:
                cv2.flip(turned, -1 if flip_x and flip_y else int(flip_x), dst=after)
            else:
                after[:] = turned
        return upright

    def _plain(self, frame: av.VideoFrame) -> av.VideoFrame:
        """In the format, the size and the colours of the result; perhaps the frame itself."""
        display = self._display
        size = (display.width, display.height)
        width, height = size[::-1] if display.orientation.transpose else size
        matrix, primaries, transfer = display.colours
        to_sdr = frame.color_trc in HDR
        if frame.colorspace not in USUAL:  # libswscale refuses what it does not know
            frame.colorspace = BT2020 if to_sdr else UNSPECIFIED
        if (
            frame.format.name == FORMAT
            and (frame.width, frame.height) == (width, height)
            and frame.color_range != ColorRange.JPEG
            and frame.colorspace in (matrix, UNSPECIFIED)
            and not to_sdr
        ):
            return frame
        return self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format=FORMAT,
            # What names no matrix has the one that the result is said to have.
            dst_colorspace=_SWS[matrix] if frame.colorspace in USUAL or _is_rgb(frame) else None,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=transfer if to_sdr else None,
            dst_color_primaries=primaries if to_sdr else None,
            threads=1,  # the machine is for the live streams
        )


def _square(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """The size in square pixels: stretched rather than shrunk, unless it would be too large."""
    wide, high = Fraction(width), Fraction(height)
    if aspect is not None and aspect > 0:
        wide, high = (wide * aspect, high) if aspect > 1 else (wide, high / aspect)
    scale = min(Fraction(LARGEST_SIDE) / max(wide, high), Fraction(1))
    return _even(wide * scale), _even(high * scale)


def _even(side: Fraction) -> int:
    """As H.264 needs it."""
    return max(round(side) & ~1, 2)


def _orientation(frame: av.VideoFrame) -> Orientation:
    """By the display matrix of the file: x' = ax + cy, y' = bx + dy."""
    told: Any = frame.side_data.get("DISPLAYMATRIX")
    if told is None:
        return Orientation()
    a, b, _, c, d = (int(number) for number in np.frombuffer(bytes(told), np.int32)[:5])
    if abs(b) + abs(c) > abs(a) + abs(d):
        return Orientation(transpose=True, flip_x=c < 0, flip_y=b < 0)
    return Orientation(flip_x=a < 0, flip_y=d < 0)


def _colours(frame: av.VideoFrame) -> Colours:
    """Those that a player takes the frame for, or those that it is mapped to."""
    if _is_rgb(frame) or frame.color_trc in HDR:
        return USUAL[BT709]
    high = frame.height >= HIGH_DEFINITION
    usual = USUAL.get(frame.colorspace) or USUAL[BT709 if high else SMPTE170M]
    told = (frame.color_primaries, frame.color_trc)
    primaries, transfer = (
        by_matrix if tag in (0, UNSPECIFIED) else tag
        for tag, by_matrix in zip(told, usual[1:], strict=True)
    )
    return Colours(usual.matrix, primaries, transfer)


def _is_rgb(frame: av.VideoFrame) -> bool:
    return bool(frame.format.is_rgb)
