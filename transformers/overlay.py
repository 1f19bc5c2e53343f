"""Drawing faces on a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.labels import Expression
from transformers.face import Box, Face
from transformers.palette import bgr, ink

FONT = cv2.FONT_HERSHEY_DUPLEX
FONT_HEIGHT = 22  # pixels of a capital at scale 1
TEXT_SHARE = 1 / 22  # height of the label's text by the frame's shorter side
SMALLEST_TEXT = 9  # pixels
BARS_SHARE = 0.55  # width of the probability bars by the face's
SHADE = 0.35  # brightness of the picture behind the bars
BLACK = (0, 0, 0)
WHITE = (255, 255, 255)

Frame = NDArray[np.uint8]


@dataclass(frozen=True)
class Overlay:
    """What is drawn on each face."""

    box: bool = True
    label: bool = True
    bars: bool = False

    def draw(self, frame: Frame, faces: Sequence[Face]) -> None:
        """Draw ``faces`` into BGR ``uint8[H, W, 3]``, in place."""
        text_height = max(SMALLEST_TEXT, min(frame.shape[:2]) * TEXT_SHARE)
        if self.bars:
            for face in faces:
                _draw_bars(frame, face, text_height)
        if self.box:
            for face in faces:
                _draw_box(frame, face, thickness=max(2, round(text_height / 7)))
        if self.label:
            for face in faces:
                _draw_label(frame, face, text_height)


def _draw_box(frame: Frame, face: Face, thickness: int) -> None:
    x, y, w, h = face.box
    corners = (x, y), (x + w - 1, y + h - 1)
    cv2.rectangle(frame, *corners, BLACK, thickness + 2)  # the rim that shows on a like background
    cv2.rectangle(frame, *corners, bgr(face.expression), thickness)


def _draw_label(frame: Frame, face: Face, text_height: float) -> None:
    text = f"{face.label} {face.confidence:.0%}"
    scale, stroke = text_height / FONT_HEIGHT, max(1, round(text_height / 24))
    (width, height), _ = cv2.getTextSize(text, FONT, scale, stroke)
    pad = round(text_height / 3)
    tab = _place_tab(face.box, (width + 2 * pad, height + 2 * pad), frame.shape[:2])
    end = (tab.x + tab.w - 1, tab.y + tab.h - 1)
    cv2.rectangle(frame, (tab.x, tab.y), end, bgr(face.expression), cv2.FILLED)
    cv2.rectangle(frame, (tab.x, tab.y), end, BLACK, 1)
    baseline = (tab.x + pad, tab.y + pad + height)
    cv2.putText(frame, text, baseline, FONT, scale, ink(face.expression), stroke, cv2.LINE_AA)


def _place_tab(box: Box, size: tuple[int, int], frame_size: tuple[int, ...]) -> Box:
    """Above the face where there is room, else below it, else inside it; never beside the frame."""
    width, height = size
    frame_height, frame_width = frame_size
    x = max(0, min(box.x, frame_width - width))
    if box.y >= height:
        return Box(x, box.y - height, width, height)
    if box.y + box.h + height <= frame_height:
        return Box(x, box.y + box.h, width, height)
    return Box(x, max(0, box.y), width, height)


def _draw_bars(frame: Frame, face: Face, text_height: float) -> None:
    """Seven bars beside the face, on the side that has more room."""
    frame_height, frame_width = frame.shape[:2]
    x, y, w, _ = face.box
    row = max(6, round(text_height * 0.9))
    scale, pad = 0.62 * row / FONT_HEIGHT, max(2, row // 5)
    names = [expression.label for expression in Expression]
    name_width = max(cv2.getTextSize(name, FONT, scale, 1)[0][0] for name in names) + 2 * pad
    width = min(name_width + max(2 * row, round(w * BARS_SHARE)) + pad, frame_width)
    height = min(row * len(names) + 2 * pad, frame_height)
    left = x + w if frame_width - (x + w) >= x else x - width
    left = max(0, min(left, frame_width - width))
    top = max(0, min(y, frame_height - height))
    panel = frame[top : top + height, left : left + width]
    panel[:] = (panel * SHADE).astype(np.uint8)
    longest = width - name_width - pad
    for index, (expression, name) in enumerate(zip(Expression, names, strict=True)):
        bottom = top + pad + (index + 1) * row
        end = left + name_width + round(longest * float(face.probabilities[expression]))
        baseline = (left + pad, bottom - pad)
        cv2.putText(frame, name, baseline, FONT, scale, WHITE, 1, cv2.LINE_AA)
        bar = (left + name_width, bottom - row + pad), (max(end, left + name_width), bottom - pad)
        cv2.rectangle(frame, *bar, bgr(expression), cv2.FILLED)
